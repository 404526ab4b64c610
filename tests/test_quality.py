"""Floors under the figures that a user relies on: lowered on purpose only, and then said in the changelog."""

from __future__ import annotations

import pytest

from framing.evaluation import evaluate, measure_evidence
from framing.provenance import digest
from framing.tables import read_table

#: Digests of the labelled sets that the floors were measured on.
REAL_DEV = "230f8fba8386b407"
POLNEAR_DEV = "dc45bfec225719a9"


def test_default_model_reads_real_outlets(default_model, shared):
    path = shared / "bench" / "real-dev.jsonl"
    if digest(path.read_bytes()) != REAL_DEV:
        pytest.skip("real-dev.jsonl is another version than the floor was measured on")
    table = read_table(path).fillna("")
    table = table[table["frame"] != ""]
    found = evaluate(default_model, list(table["text"]), list(table["frame"]))
    assert found.n == 228
    assert found.macro_f1 >= 0.68
    assert min(row["f1"] for row in found.per_frame.values()) >= 0.50


def test_default_model_reads_sources_that_it_has_not_seen(default_model):
    assert measure_evidence(default_model, material="real").macro_f1 >= 0.66
    found = measure_evidence(default_model)
    assert found.macro_f1 >= 0.75
    assert max(row["ece"] for row in found.per_frame.values()) <= 0.05


def test_default_model_tells_contrast_sets_apart(default_model):
    """Sets tell one event once in every frame; none is trained on."""
    from framing.annotation import annotations_folder, read_contrast_sets

    sets = read_contrast_sets(annotations_folder())
    right = default_model.predict(sets["text"].tolist()) == sets["frame"].to_numpy()
    assert right.mean() >= 0.77
    assert sets.assign(right=right).groupby("set_id")["right"].all().mean() >= 0.36


def test_the_default_models_card_says_how_it_was_measured(default_model):
    content = default_model.card.content
    assert content["measured"]["real sources"]["n"] == 2352
    assert min(content["sets"]["coverage"].values()) >= 0.87
    assert all(len(found["terms"]) >= 8 for found in content["what_matters"].values())


def test_no_sentence_of_the_benches_is_in_the_gold(shared):
    from framing.annotation import annotations_folder, read_gold_sentences
    from framing.features import normalise

    gold = {normalise(text) for text in read_gold_sentences(annotations_folder())["text"] if text}
    bench = {normalise(text) for text in read_table(shared / "bench" / "real-dev.jsonl")["text"]}
    assert not gold & bench


def test_voices_of_articles_that_nobody_here_marked(shared):
    """Floors of `benchmarks/voices.py` on PolNeAR's development articles; its rules were made on others."""
    import voices as benchmark

    path = shared / "bench" / "polnear-dev.jsonl.gz"
    if digest(path.read_bytes()) != POLNEAR_DEV:
        pytest.skip("polnear-dev.jsonl.gz is another version than the floors were measured on")
    tally = benchmark.polnear_tally("dev")
    direct = "direct or mixed"
    assert tally.right[direct] / tally.found[direct] >= 0.965
    assert tally.right.total() / tally.found.total() >= 0.94
    assert tally.hits[direct] / tally.gold[direct] >= 0.95
    assert tally.hits.total() / tally.gold.total() >= 0.68
    assert tally.speakers["right"] / tally.speakers["named"] >= 0.85


def test_voices_of_the_first_documents(shared):
    import voices as benchmark

    tally = benchmark.documents_tally()
    assert tally.gold.total() == 181
    assert tally.right.total() / tally.found.total() >= 0.95
    assert tally.hits.total() / tally.gold.total() >= 0.95
    assert tally.speakers["right"] / tally.speakers["named"] >= 0.85

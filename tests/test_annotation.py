from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from framing.annotation import (
    annotations_folder,
    load_codebook,
    read_adjudications,
    read_codings,
    read_contrast_sets,
    read_gold,
    read_gold_sentences,
    read_quotations,
    read_standoff_features,
    settle_gold,
)
from framing.documents import read_documents
from framing.tables import read_table
from framing.voices import split_units

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def folder():
    return annotations_folder()


def test_committed_gold_is_what_codings_and_adjudications_give(folder):
    contrast = set(read_contrast_sets(folder)["unit_id"])
    rebuilt = settle_gold(read_codings(folder), read_adjudications(folder), contrast=contrast)
    assert rebuilt.to_dict("records") == read_gold(folder).to_dict("records")


def test_every_coding_uses_words_of_the_codebook(folder):
    codebook, codings = load_codebook(), read_codings(folder)
    acts = {device.name for frame in codebook.frames for device in frame.devices}
    assert set(codings["frame"]) <= set(codebook.frame_names)
    assert set(codings["certainty"]) <= {"high", "low"}
    assert {act for devices in codings["devices"] for act in devices} <= acts
    assert (codings["codebook_version"] == f"{codebook.version}+{codebook.fingerprint}").all()
    assert Counter(codings["unit_id"]).most_common()[-1][1] == 2


def test_gold_holds_enough_of_every_frame_from_enough_outlets(folder):
    gold = read_gold_sentences(folder)
    dispatches = gold[gold["material"] == "dispatch"]
    assert len(dispatches) >= 2500
    assert dispatches["source"].nunique() >= 24
    assert dispatches["setting"].nunique() >= 16
    assert dispatches["frame"].value_counts().min() >= 400


def test_the_claim_about_palmyra_stands_first(folder):
    first = read_quotations(folder).iloc[0]
    assert first["speaker"] == "Sergei Lavrov"
    assert first["date"] == "2016-12-12"
    assert "Palmyra" in first["text"]
    gold = read_gold(folder).set_index("unit_id")["frame"]
    assert gold[first["quotation_id"]] == "state"


def test_dispatches_split_into_the_units_that_were_coded(folder):
    gold = read_gold_sentences(folder)
    coded = set(gold.loc[gold["material"] == "dispatch", "unit_id"])
    units = set(split_units(read_documents(folder / "corpus"))["unit_id"])
    assert coded <= units
    assert len(units - coded) <= 5


def test_contrast_sets_tell_events_in_every_frame_and_are_kept_out_of_training(folder):
    sets = read_contrast_sets(folder)
    assert sets["set_id"].nunique() >= 60
    gold = read_gold(folder).set_index("unit_id")
    assert (gold.loc[sets["unit_id"], "split"] == "contrast").all()
    assert (gold.loc[sets["unit_id"], "frame"].to_numpy() == sets["frame"].to_numpy()).all()
    assert (gold[gold["split"] == "contrast"].index.isin(sets["unit_id"])).all()


def test_every_decision_rule_has_its_hard_cases(folder):
    hard = read_table(folder / "hard-cases.csv")
    assert set(hard["unit_id"]) <= set(read_gold(folder)["unit_id"])
    counts = Counter(kind for kinds in hard["kinds"] for kind in kinds.split())
    for number in range(1, len(load_codebook().rules) + 1):
        assert counts[f"rule-{number}"] >= 30


def test_kinds_name_every_dispatch_once(folder):
    kinds, sources = read_table(folder / "kinds.csv"), read_table(folder / "corpus" / "sources.csv")
    assert sorted(kinds["file"]) == sorted(sources["file"])


def test_standoff_units_have_features_and_no_text(folder):
    units = read_table(folder / "standoff" / "units.jsonl")
    features = read_standoff_features(folder / "standoff" / "features.npz")
    assert list(units.columns) == ["unit_id", "digest"]
    assert list(features.unit_id) == units["unit_id"].tolist()
    assert features.matrix.shape[0] == len(units)


def test_standoff_features_are_what_extraction_gives(folder, shared):
    from framing.model.standoff import extract_standoff

    documents = read_documents(shared / "corpus") + read_documents(shared / "documents")
    kept = read_standoff_features(folder / "standoff" / "features.npz")
    found = extract_standoff(folder, documents)
    assert list(found.unit_id) == list(kept.unit_id)
    assert abs(found.matrix - kept.matrix).max() < 1e-3


def test_no_third_party_sentence_stands_in_the_project(shared):
    done = subprocess.run(
        [sys.executable, str(shared / "tools" / "overlap.py"), str(ROOT)], capture_output=True, text=True, check=False
    )
    assert "overlap: none" in done.stdout, done.stdout

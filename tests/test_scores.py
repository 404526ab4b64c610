from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.documents import Document, read_documents
from framing.errors import DocumentError
from framing.scores import score_units
from framing.tables import TABLES
from framing.voices import split_units


def units_of(text: str) -> pd.DataFrame:
    return split_units([Document.of(text, file="a.txt", source="A")])


def test_every_unit_is_scored_and_rows_sum_to_one(small_model, articles):
    units = split_units(read_documents(articles))
    scores = score_units(small_model, units)
    assert list(scores.columns) == [
        *TABLES["units"],
        "frame",
        "p_state",
        "p_activist",
        "p_diplomatic",
        "p_neutral",
        "model_id",
        "speaker_kind",
        "stance",
        "voice_certainty",
        "said",
    ]
    assert np.allclose(scores.filter(like="p_").sum(axis=1), 1)
    assert (scores["unit_id"] == units["unit_id"]).all()


def test_units_in_another_script_are_not_read(small_model):
    scores = score_units(small_model, units_of("The bridge is shut.\nسقطت المدينة أمس.\nМост закрыт."))
    assert list(scores["frame"] == "") == [False, True, True]
    assert scores.loc[1:, "p_state"].isna().all()


def test_a_text_without_any_readable_sentence_is_refused(small_model):
    with pytest.raises(DocumentError, match=r"none of the 1 sentences .* \(latin\)"):
        score_units(small_model, units_of("سقطت المدينة أمس."))


def test_training_sentences_take_their_held_out_probabilities(small_model):
    units = units_of("Our heroic army liberated the town of Orlu from the terrorist gangs.")
    units["unit_id"] = "row 1"
    scores = score_units(small_model, units)
    evidence = small_model.evidence.set_index("unit_id").loc["row 1"]
    assert scores.loc[0, "p_state"] == pytest.approx(evidence["p_state"])
    assert scores.loc[0, "p_state"] != pytest.approx(small_model.predict_proba(units["text"].tolist())[0, 0])


def test_scores_do_not_depend_on_the_batch(small_model, monkeypatch, articles):
    units = split_units(read_documents(articles))
    whole = score_units(small_model, units)
    monkeypatch.setattr("framing.scores.scoring.BATCH", 5)
    pd.testing.assert_frame_equal(score_units(small_model, units), whole)


def test_the_default_model_is_cached_and_a_damaged_copy_replaced(default_model, monkeypatch):
    from framing.scores import default

    cached = default.cache_folder() / f"default-{default.default_fingerprint()}.skops"
    assert cached.is_file()
    assert default.load_model().model_id == default_model.model_id
    good = cached.read_bytes()
    cached.write_bytes(good[:1000])
    monkeypatch.setattr(default, "train_default", lambda **_: default_model)
    assert default.load_model().model_id == default_model.model_id
    assert len(cached.read_bytes()) > 1000

from __future__ import annotations

import numpy as np
import pytest

from framing.features import FrameFeatures
from framing.model import explain, fit_model, training_data

pytestmark = pytest.mark.filterwarnings("ignore::framing.errors.FramingWarning")

TEXTS = [
    "Our heroic army liberated the town of Orlu from the terrorist gangs!",
    "The Secretary expressed concern and called on all parties to show restraint.",
    "qwxz",
    "",
    "“We” <b>will</b> never forgive 12,000.5 of them: https://a.example & @you",
]


@pytest.fixture(scope="module", params=["four frames", "two frames", "uncalibrated", "names masked"])
def model(request, labelled):
    texts, frames, outlets = labelled
    if request.param == "two frames":
        frames = ["loud" if frame in ("state", "activist") else "calm" for frame in frames]
    if request.param == "uncalibrated":
        outlets = ["one" if frame == "state" else f"{outlet}" for frame, outlet in zip(frames, outlets, strict=True)]
        keep = [n for n, frame in enumerate(frames) if frame != "activist"]
        texts, frames, outlets = ([column[n] for n in keep] for column in (texts, frames, outlets))
    features = FrameFeatures() if request.param == "names masked" else None
    return fit_model(training_data(texts, frames, sources=outlets, features=features))


def test_contributions_add_up_to_the_probability(model):
    for text, found in zip(TEXTS, explain(model, TEXTS), strict=True):
        stated = model.predict_proba([text])[0]
        for column, frame in enumerate(model.frames):
            added = sum(term.contribution[frame] for term in found.terms)
            added += sum(row[frame] for row in found.shape.values())
            assert found.probabilities[frame] == pytest.approx(stated[column], abs=1e-6)
            assert found.baseline[frame] + added == pytest.approx(stated[column], abs=1e-6)


def test_terms_lie_where_they_are_printed(model):
    for text, found in zip(TEXTS, explain(model, TEXTS), strict=True):
        assert [text[term.start : term.end] for term in found.terms] == [term.text for term in found.terms]
        assert found.frame == model.predict([text])[0]


def test_words_that_make_a_frame_are_what_moves_it(small_model):
    found = explain(small_model, ["The heroic army crushed the terrorists, said a man who sells bread."])[0]
    added = {term.text: term.contribution["state"] for term in found.terms}
    assert added["army"] + added["heroic"] + added["crushed"] + added["terrorists"] > 3 * abs(
        added["man"] + added["bread"]
    )
    assert found.lexicon["loaded_opponents"]["state"] > 0


def test_marks_carry_signs_and_no_markup_of_the_text(small_model):
    shown = explain(small_model, ["Our <script>heroic</script> army & the gangs."])[0].html("state")
    assert "<script>" not in shown
    assert "&lt;" in shown
    assert "<sub>+" in shown
    assert np.array_equal(shown.count("<mark"), shown.count("</mark>"))

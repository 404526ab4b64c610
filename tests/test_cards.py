from __future__ import annotations

import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from framing.evaluation import with_card
from framing.model import fit_model, training_data
from framing.model.doubts import find_doubts
from framing.persistence import read_model, write_model

pytestmark = pytest.mark.filterwarnings("ignore::framing.errors.FramingWarning")


@pytest.fixture(scope="module")
def carded(labelled):
    texts, frames, outlets = labelled
    texts = [texts[0] + " <img src=x onerror=alert(1)>", *texts[1:]]
    data = training_data(texts, frames, sources=[outlet + " <b>" for outlet in outlets])
    return with_card(fit_model(data), data)


def test_the_card_says_what_the_model_is_and_how_good(carded):
    content = carded.card.content
    assert content["model_id"] == carded.model_id
    assert content["measured"]["all sources"]["n"] == 32
    assert set(content["frames"]) == set(carded.frames)
    assert content["not_for"]
    assert any("Only 8 sentences of state" in doubt for doubt in content["doubts"])
    assert content["what_matters"]["state"]["terms"][0]["n"] >= 3
    assert len(content["what_matters"]["state"]["examples"]) == 3


def test_no_text_of_a_source_becomes_markup_in_the_card(carded):
    assert "<img" not in carded.card.html
    assert "<b>" not in carded.card.html
    assert carded.card.html.count("<svg") == 4
    assert "http" not in carded.card.html.replace("http-equiv", "")


def test_the_card_travels_in_the_model_file_and_opens_without_the_package(carded, tmp_path):
    path = write_model(carded, tmp_path / "m.skops")
    assert read_model(path).card == carded.card
    with zipfile.ZipFile(path) as files:
        assert files.read("card.html").decode() == carded.card.html
        assert json.loads(files.read("card.json"))["model_id"] == carded.model_id


def test_a_model_without_a_card_can_be_written(carded, tmp_path):
    path = write_model(replace(carded, card=None), tmp_path / "m.skops")
    assert read_model(path).card is None


@pytest.mark.parametrize(
    ("frame", "source", "told"),
    [
        (["a"] * 40 + ["b"] * 10, [f"s{n % 12}" for n in range(50)], "Only 10 sentences of b"),
        (["a", "b"] * 40, ["x", "x", "y", "y"] * 20, "Only 2 sources"),
        (["a"] * 60 + ["b"] * 60, [f"s{n // 5}" for n in range(120)], "The source alone gives the frame of 100%"),
        (["a"] * 60 + ["b"] * 60, ["x"] * 40 + [f"s{n % 12}" for n in range(80)], "67% of the sentences of a are of x"),
        (["a", "b"] * 40, None, "No sources are named"),
    ],
)
def test_doubts_are_told_in_words(frame, source, told):
    doubts = find_doubts(np.array(frame), None if source is None else np.array(source))
    assert any(doubt.startswith(told) for doubt in doubts)


def test_a_table_without_faults_leaves_no_doubt():
    assert find_doubts(np.array(["a", "b"] * 60), np.array([f"s{n // 10}" for n in range(120)])) == []

from __future__ import annotations

import pytest

from framing.documents import Document
from framing.voices import quoted_spans, split_units


def only(text: str):
    units = split_units([Document.of(text, file="a", source="a")])
    assert len(units) == 1
    return units.iloc[0]


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("The bridge was shut on Monday.", "own", ""),
        ("“We will not leave the city,” said Anna Orlu.", "quoted", "Anna Orlu"),
        ('"We will not leave the city," Anna Orlu said.', "quoted", "Anna Orlu"),
        ("«We will not leave the city», said mayor Anna Orlu.", "quoted", "Anna Orlu"),
        ("Foreign Minister Anna Orlu said: “We will not leave the city.”", "quoted", "Anna Orlu"),
        ("Anna Orlu said that the bridge was shut.", "reported", "Anna Orlu"),
        ("According to the mayor, the bridge was shut.", "reported", "the mayor"),
        ("The army said “as many as nine” shells had landed near the bridge on Monday.", "mixed", "the army"),
        ("He said that the bridge was shut.", "reported", ""),
        ("The so-called “truce” lasted for two hours on Monday.", "own", ""),
        ("Nine shells reportedly landed near the bridge.", "reported", ""),
    ],
)
def test_voice_and_speaker(text, voice, speaker):
    unit = only(text)
    assert (unit.voice, unit.speaker) == (voice, speaker)


def test_the_paragraph_after_a_lead_in_is_speech_without_marks():
    text = "Minister Anna Orlu said in Belgrade:\nWe will not leave the city. We have time.\nThe bridge stayed shut."
    units = split_units([Document.of(text, file="a", source="a")])
    assert list(units["voice"]) == ["own", "quoted", "quoted", "own"]
    assert list(units["speaker"])[1:3] == ["Anna Orlu"] * 2


def test_embedded_posts_are_their_writers():
    text = (
        "The bridge is shut.\nA resident writes:\nWe have no bread.\nWe have no water.\n"
        "— Anna Orlu (@orlu) December 12, 2016\nAnother day of shelling.— @baker (@old_baker) December 12, 2016\nIt rained."
    )
    units = split_units([Document.of(text, file="a", source="a")])
    assert list(units["voice"]) == ["own", "own", "quoted", "quoted", "quoted", "own"]
    assert list(units["speaker"])[2:5] == ["Anna Orlu", "Anna Orlu", "@baker"]


def test_a_mark_that_never_closes_ends_with_its_line():
    text = "He spoke of “a truce.\nThe bridge is shut.\nThe train is late."
    units = split_units([Document.of(text, file="a", source="a")])
    assert list(units["voice"])[1:] == ["own", "own"]


def test_mixed_pairs_of_marks_close_and_apostrophes_do_not():
    text = 'She spoke of “two hours" and of the mayor’s ‘long night’ there.'
    assert [text[start:end] for start, end in quoted_spans(text)] == ['“two hours"', "‘long night’"]

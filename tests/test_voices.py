"""Whose words: every pass on sentences written for it, and what must hold of any text."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.documents import Document, Span
from framing.errors import FramingError
from framing.sentences import sentence_spans
from framing.voices import (
    attribute,
    bundled_cues,
    find_attributions,
    quoted_spans,
    read_cues,
    speaker_kind,
    split_units,
)
from framing.voices.entities import Entities

ROOT = Path(__file__).resolve().parents[1]


def document(text: str) -> Document:
    return Document.of(text, file="a", source="a")


def attributions(text: str):
    one = document(text)
    return attribute(one, sentence_spans(one))


def told(text: str) -> list[tuple[str, str, str]]:
    """Return voice, speaker and content of each attribution."""
    return [(said.voice, said.speaker, text[slice(*said.span)]) for said in attributions(text)]


def only(text: str):
    units = split_units([document(text)])
    assert len(units) == 1
    return units.iloc[0]


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("The bridge was shut on Monday.", "own", ""),
        ("“We will not leave the city,” said Anna Orlu.", "quoted", "Anna Orlu"),
        ('"We will not leave the city," Anna Orlu said.', "quoted", "Anna Orlu"),
        ("«We will not leave the city», said mayor Anna Orlu.", "quoted", "Anna Orlu"),
        ("‘We will not leave the city,’ said Anna Orlu on Monday.", "quoted", "Anna Orlu"),
        ("Foreign Minister Anna Orlu said: “We will not leave the city.”", "quoted", "Anna Orlu"),
        ("“We will not leave the city,” Orlu, the mayor, told reporters.", "quoted", "Orlu"),
        ("“We will not leave,” she said, adding that the city would hold.", "mixed", ""),
        ("Anna Orlu said that the bridge was shut.", "reported", "Anna Orlu"),
        ("Anna Orlu, the mayor of Lindero, said on Monday the bridge was shut.", "reported", "Anna Orlu"),
        ("The mayor, Anna Orlu, said the bridge was shut.", "reported", "Anna Orlu"),
        ("The bridge, Anna Orlu said, is shut.", "reported", "Anna Orlu"),
        ("In Lindero, Anna Orlu said, the bridge is shut.", "reported", "Anna Orlu"),
        ("According to the mayor, the bridge was shut.", "reported", "the mayor"),
        ("The army said “as many as nine” shells had landed near the bridge on Monday.", "mixed", "the army"),
        ("He said that the bridge was shut.", "reported", ""),
        ("The so-called “truce” lasted for two hours on Monday.", "own", ""),
        ("Nine shells reportedly landed near the bridge.", "reported", ""),
        ("The army denied any losses.", "reported", "the army"),
        ("The council accused the army of shelling the bridge.", "reported", "the council"),
        ("The council called for a truce of five days.", "reported", "the council"),
        ("The envoy urged both sides to return to the talks.", "reported", "the envoy"),
        ("The monitor put the death toll at twelve.", "reported", "the monitor"),
        ("Claims circulate of executions in the old town.", "reported", ""),
        ("The general is said to have fled.", "reported", ""),
        ("The raid was condemned by the council as a crime.", "reported", "the council"),
        ("Orlu’s claim that the bridge was shut surprised many.", "reported", "Orlu"),
        ("The ministry issued a statement saying that the bridge was shut.", "reported", "the ministry"),
        ("The mayor declined to say whether the bridge was shut.", "reported", "the mayor"),
        ("Two officials who were at the talks said the plan had failed.", "reported", "two officials"),
    ],
)
def test_voice_and_speaker(text, voice, speaker):
    unit = only(text)
    assert (unit.voice, unit.speaker) == (voice, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "The report was published in May.",
        "His claims were many and his promises few.",
        "State media showed the parade.",
        "The city held 270 pledged votes.",
        "The bridge was shut for repair during the reported curfew.",
        "We condemn the raid and call for a truce.",
        "The guard observed the crowd from the tower.",
    ],
)
def test_words_that_could_be_cues_and_are_none(text):
    assert told(text) == []


def test_text_that_lost_its_commas_is_read_alike():
    text = "They look for shelter in Orlu Lindero or Tamoussa informed sources said."
    assert told(text) == [("reported", "informed sources", "They look for shelter in Orlu Lindero or Tamoussa")]


def test_the_paragraph_after_a_lead_in_is_speech_without_marks():
    text = "Minister Anna Orlu said in Belgrade:\nWe will not leave the city. We have time.\nThe bridge stayed shut."
    units = split_units([document(text)])
    assert list(units["voice"]) == ["own", "quoted", "quoted", "own"]
    assert list(units["speaker"])[1:3] == ["Anna Orlu"] * 2


def test_speech_below_a_lead_in_goes_on_where_the_next_line_does():
    text = (
        "Orlu said:\nThey agreed to the plan.\nBut after three days they left.\nThe army then took the bridge.\n"
        "A plan was signed by Orlu:\nI hereby open the bridge."
    )
    first, second = attributions(text)
    assert [text[slice(*span)] for span in first.content] == [
        "They agreed to the plan.",
        "But after three days they left.",
    ]
    assert second.certainty == "low"


def test_embedded_posts_are_their_writers():
    text = (
        "The bridge is shut.\nA resident writes:\nWe have no bread.\nWe have no water.\n"
        "— Anna Orlu (@orlu) December 12, 2016\nAnother day of shelling.— @baker (@old_baker) December 12, 2016\nIt rained."
    )
    units = split_units([document(text)])
    assert list(units["voice"]) == ["own", "own", "quoted", "quoted", "quoted", "own"]
    assert list(units["speaker"])[2:5] == ["Anna Orlu", "Anna Orlu", "@baker"]
    assert list(units["speaker_kind"])[2:5] == ["poster on social media"] * 3


def test_turns_of_an_interview_are_those_of_their_labels():
    text = "Mayor Orlu met us.\nQ: Is the bridge shut?\nORLU: It is.\nQ: Since when?\nORLU: Since May. It rained.\nIt is open now."
    units = split_units([document(text)])
    assert list(units["speaker"]) == ["", "Q", "Orlu", "Q", "Orlu", "Orlu", ""]
    assert told("Claim: The bridge is shut.\nUpdate: It is open.\nAnalysis: It rained.\nPhoto: A boat.") == []


def test_a_lead_in_and_a_post_below_it_are_two_speakers():
    text = (
        "Anna Orlu spoke with the channel:\nI am afraid to leave.\n"
        "A mother speaks to us https://example.org/a\n— The Channel (@channel) December 12, 2016\n"
    )
    assert [(voice, speaker) for voice, speaker, _ in told(text)] == [
        ("quoted", "Anna Orlu"),
        ("quoted", "Channel"),
    ]


def test_speech_of_several_sentences_and_paragraphs_is_one_attribution():
    text = (
        "“The bridge is shut,” Anna Orlu said. “We wait for boats.”\n\n"
        "“Nobody has told us when they come.\n\n“We shall see,” Anna Orlu said."
    )
    first, second = attributions(text)
    assert [text[slice(*span)] for span in first.content] == ["“The bridge is shut,”", "“We wait for boats.”"]
    assert text[slice(*second.span)].startswith("“Nobody")
    assert second.speaker == "Anna Orlu"


def test_an_attribution_in_the_sentence_that_follows():
    text = "“Where are the boats?” Anna Orlu asked on Monday. It rained."
    assert told(text) == [("quoted", "Anna Orlu", "“Where are the boats?”")]


def test_a_quotation_after_its_cue_is_no_words_of_the_next_speaker():
    text = "“It was a massacre,” Ahmed Orlu said. “We counted them.” The army denied it."
    first, second = attributions(text)
    assert (first.speaker, len(first.content)) == ("Ahmed Orlu", 2)
    assert (second.speaker, text[slice(*second.span)]) == ("the army", "it")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The ministry said all prisoners were freed.", "all prisoners were freed"),
        ("The ministry said there are no doctors.", "there are no doctors"),
        ("More than 1,200 fighters are believed to remain.", "1,200 fighters are believed to remain"),
        ("The ministry claims it hit no one; in fact it hit a school.", "it hit no one"),
        ("Orlavia denied that it had bombed the school, but the council found shells.", "it had bombed the school"),
        ("The mayor said the road was shut, but he hoped for rain.", "the road was shut, but he hoped for rain"),
        ("Sources close to the mayor say the road is shut.", "the road is shut"),
    ],
)
def test_what_is_said_is_whole_and_ends_where_the_outlet_answers(text, content):
    [said] = attributions(text)
    assert text[slice(*said.span)] == content


@pytest.mark.parametrize("text", ["The fires were put out by firemen.", "They work out terms for a truce."])
def test_acts_are_no_speech(text):
    assert told(text) == []


def test_a_denied_cue_vouches_for_nothing():
    assert attributions("The council could not confirm that gas was used.")[0].stance == "neutral"
    assert attributions("The council confirmed that gas was used.")[0].stance == "endorses"


def test_a_mark_that_never_closes_swallows_nothing():
    text = "He spoke of “a truce.\nThe bridge is shut.\nThe train is late."
    assert list(split_units([document(text)])["voice"])[1:] == ["own", "own"]
    text = 'The pipe is 12" wide and the bridge is shut.\nThe train is late.'
    assert list(split_units([document(text)])["voice"]) == ["own", "own"]


def test_a_quotation_opened_once_and_closed_lines_below_is_one():
    text = 'Orlu wrote: "The bridge is shut.\nNo boat has come.\nWe wait."\nIt rained.'
    assert list(split_units([document(text)])["voice"]) == ["quoted", "quoted", "quoted", "own"]


def test_mixed_pairs_of_marks_close_and_apostrophes_do_not():
    text = 'She spoke of “two hours" and of the mayor’s ‘long night’ there.'
    assert [text[start:end] for start, end in quoted_spans(text)] == ['“two hours"', "‘long night’"]


def test_nested_marks_stay_inside():
    text = "“He said ‘go home’ and left,” Orlu said."
    assert [text[slice(*span)] for span in quoted_spans(text)] == ["“He said ‘go home’ and left,”"]


def test_names_are_joined_and_offices_find_their_holders():
    entities = Entities("Foreign Minister Anna Orlu met Jean Tamar. The Local Care Council (LCC) was there.")
    assert entities.full("Orlu") == "Anna Orlu"
    assert entities.full("The Foreign Minister") == "Anna Orlu"
    assert entities.full("Mr. Tamar") == "Jean Tamar"
    assert entities.full("The LCC") == "Local Care Council"
    assert entities.full("A second official") == "a second official"
    assert entities.full("The minister") == "Anna Orlu"
    assert entities.full("The mayor") == "the mayor"


def test_pronouns_find_the_last_speaker_of_their_number_and_say_when_they_guess():
    text = "Anna Orlu said the bridge was shut. She denied any delay.\n\nShe blamed the army."
    same, later = attributions(text)[1:]
    assert (same.speaker, same.certainty) == ("Anna Orlu", "high")
    assert (later.speaker, later.certainty) == ("Anna Orlu", "low")
    text = "Residents said the bridge was shut. He said it was open."
    assert attributions(text)[1].speaker == ""


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army claimed that nobody died.", "distances"),
        ("The army admitted that nine had died.", "endorses"),
        ("The army said that nobody died.", "neutral"),
        ("The army said that nobody died. In fact, nine did.", "distances"),
        ("There is no evidence for what the army said: “Nobody died there.”", "distances"),
    ],
)
def test_stance_from_the_cue_and_from_a_rebuttal(text, stance):
    assert attributions(text)[0].stance == stance


def test_kinds_of_speaker_come_from_all_that_a_document_says_of_them():
    text = "“We wait,” said Anna Orlu, a rebel commander. Orlu then said that it rained."
    assert {said.kind for said in attributions(text)} == {"armed group"}
    assert speaker_kind("residents who fled") == "resident or witness"  # "who" is no health organisation
    assert speaker_kind("the WHO") == "international body"


def test_a_lexicon_of_ones_own_is_added(tmp_path):
    own = tmp_path / "cues.toml"
    own.write_text('[[verbs]]\ntakes = ["clause"]\nwords = ["bewail"]\n', encoding="utf-8")
    one = document("The mayor bewailed that the bridge was shut. The army denied it.")
    found = find_attributions([one], cues=read_cues(own))
    assert list(found["cue"]) == ["bewailed", "denied"]
    assert list(find_attributions([one])["cue"]) == ["denied"]


@pytest.mark.parametrize(
    "content",
    [
        "verbs = 3",
        '[[verbs]]\nwords = "say"',
        '[[verbs]]\ntakes = ["song"]\nwords = ["sing"]',
        "[[verbs",
        '[foo]\nbar = "x"',
    ],
)
def test_a_broken_lexicon_says_what_is_wanted(tmp_path, content):
    path = tmp_path / "cues.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FramingError, match=r"wanted"):
        read_cues(path)


def test_every_cue_of_the_lexicon_is_lower_case_and_reports():
    cues = bundled_cues()
    assert all(form == form.lower() for form in cues.verbs)
    assert {"said", "says", "saying", "claimed", "denies"} <= set(cues.verbs)


def test_the_voices_table_holds_the_places_that_it_names():
    text = "Anna Orlu left. “We wait,” Orlu said, “for boats.”"
    row = find_attributions([document(text)]).iloc[0]
    parts = [tuple(map(int, part.split(".."))) for part in row.content.split()]
    assert [text[start:end] for start, end in parts] == ["“We wait,”", "“for boats.”"]
    assert text[row.speaker_start : row.speaker_end] == row.mention == "Orlu"
    assert text[row.cue_start : row.cue_end] == row.cue == "said"
    assert (row.start, row.end) == (parts[0][0], parts[-1][1])


def test_a_document_without_others_words_gives_an_empty_table():
    table = find_attributions([document("The bridge is shut.")])
    assert len(table) == 0
    assert table["start"].dtype == "int64"


_WORDS = [
    *[
        "Orlu",
        "said",
        "says",
        "that",
        "the",
        "mayor",
        "of",
        ",",
        ",",
        ".",
        ":",
        ";",
        "—",
        "(",
        ")",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "'",
        "and",
        "to",
        "told",
        "reporters",
        "who",
    ],
    *[
        "claims",
        "denied",
        "according",
        "to",
        "reportedly",
        "I",
        "we",
        "bridge",
        "is",
        "shut",
        "He",
        "Lindero",
        "Dr.",
        "U.S.",
        "12",
        "not",
        "on",
        "Monday",
    ],
    "\n",
    "\n\n",
    "— A B (@ab) December 12, 2016",
    "in a statement",
]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40).map(" ".join))
def test_any_text_gives_spans_of_itself(text):
    for said in attributions(text):
        assert said.content
        spans = [*said.content, *(span for span in (said.mention_span, said.cue_span) if span)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert said.voice in ("quoted", "reported", "mixed")
        assert list(said.content) == sorted(said.content)


def test_units_of_a_document_are_those_of_its_sentences():
    text = "“A,” said Orlu. It rained. “We wait for the boats to come.”"
    units = split_units([document(text)])
    assert [Span(row.start, row.end) for row in units.itertuples()] == sentence_spans(document(text))


# The documents coded by hand -----------------------------------------------------------------------------------


def settled():
    path = ROOT / "annotations" / "standoff" / "attributions" / "settled.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_settled_attributions_are_what_two_readers_agreed_on_or_have_a_reason():
    rows = settled()
    assert len(rows) == 184
    assert {row["basis"] for row in rows} == {"agreed", "adjudicated"}
    assert all(row["reason"] for row in rows if row["basis"] == "adjudicated")
    readers = [
        pd.read_json(ROOT / "annotations" / "standoff" / "attributions" / f"{name}.jsonl", lines=True)
        for name in ("reader-c", "reader-d")
    ]
    for row in rows:
        if row["basis"] == "agreed":
            assert all((reader["digest"] == row["digest"]).any() for reader in readers[:1])


def test_settled_attributions_stand_where_they_say(real_documents):
    from framing.provenance import digest

    by_id = {one.doc_id: one for one in real_documents}
    for row in settled():
        text = by_id[row["doc_id"]].text
        assert digest(" ".join(text[start:end] for start, end in row["content"])) == row["digest"]

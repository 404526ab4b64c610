from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.documents import Document, Span
from framing.sentences import sentence_spans
from framing.sentences.furniture import is_furniture, read_patterns, trim
from framing.sentences.splitting import LONGEST
from framing.voices import split_units

LIVE_BLOG = """PHOTO: A bridge at dawn (A. Nobody/AGENCY)
LATEST
MONDAY FEATURE
Jump to Original Entry
UPDATE 2145 GMT: A message from a resident of Orlu:
Nobody is coming for us! #SaveOrlu pic.twitter.com/cbExEMKqEY
— Resident of Orlu (@orlu_res) December 12, 2016
It is almost over— Old Baker (@old_baker) December 12, 2016
[UPDATE 2000 GMT: The army says it holds the bridge.]
ORIGINAL ENTRY: The bridge fell on Sunday. Lt. Gen. Orlu spoke to U.S. Secretary Amber.
Bridge at dawn.png
245 Shares
Share Tweet Email
See also: Bridges of the North
© 2016 Meridian Wire
Leave a Reply
%d bloggers like this:"""


def sentences(text: str) -> list[str]:
    document = Document.of(text, file="a.txt", source="a")
    return [document[span] for span in sentence_spans(document)]


@pytest.mark.parametrize("pattern", read_patterns(), ids=lambda pattern: pattern["name"])
def test_every_furniture_pattern_takes_its_example_away(pattern):
    example = pattern["example"]
    if pattern["kind"] == "line":
        assert is_furniture(example)
        assert sentences(f"The bridge is shut.\n{example}\nIt was late.") == ["The bridge is shut.", "It was late."]
        return
    sentence = "The bridge is shut."
    text = f"{example} {sentence}" if pattern["kind"] == "head" else f"{sentence} {example}"
    start, end = trim(text, Span(0, len(text)))
    assert text[start:end] == sentence


def test_live_blog_furniture_is_no_sentence():
    assert sentences(LIVE_BLOG) == [
        "A message from a resident of Orlu:",
        "Nobody is coming for us! #SaveOrlu",
        "It is almost over",
        "The army says it holds the bridge.]",
        "The bridge fell on Sunday.",
        "Lt. Gen. Orlu spoke to U.S. Secretary Amber.",
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "They left a reply at the gate.",
        "Two shares were sold.",
        "Update your files.",
        "The photo: a bridge and two men.",
        "He spoke (in French) to the crowd.",
        "Read the order aloud, he said.",
        "Updates followed: the bridge was shut.",
        "ASSEMBLY REJECTS THE BRIDGE TREATY AGAIN",
    ],
)
def test_prose_that_resembles_furniture_stays(prose):
    assert sentences(prose) == [prose]


def test_small_words_that_resemble_abbreviations_end_a_sentence():
    assert sentences("It is the ninth month. Flour has run out. They said no. We left.") == [
        "It is the ninth month.",
        "Flour has run out.",
        "They said no.",
        "We left.",
    ]
    assert sentences("See fig. 3 and Gen. Orlu on Sat. morning.") == ["See fig. 3 and Gen. Orlu on Sat. morning."]


def test_lines_are_paragraphs_but_margins_are_not():
    headline = "Bridge shut\nThe bridge was shut on Monday. It opens in May."
    assert sentences(headline) == ["Bridge shut", "The bridge was shut on Monday.", "It opens in May."]
    wrapped = (
        "The bridge over the river Orlu was shut on Monday after two\n"
        "shells had landed near the market, the mayor of the town said\n"
        "in a statement that was read out on the local radio in the\n"
        "evening of the same day. It will open again in May when the\n"
        "snow has gone and the engineers of the province come back.\n\n"
        "Schools stayed open and the trains ran on time through the day."
    )
    found = [" ".join(sentence.split()) for sentence in sentences(wrapped)]
    assert len(found) == 3
    assert found[0].endswith("the same day.")


def test_overlong_text_is_cut_at_white_space_and_encoded_data_is_left_out():
    run_on = "the shells fell and " * 300
    units = sentences(run_on)
    assert max(map(len, units)) <= LONGEST
    assert "".join(units).replace(" ", "") == run_on.replace(" ", "")
    assert sentences("A" * 5000) == []


def test_a_single_line_of_five_megabytes_is_split():
    text = "The bridge was shut on Monday. " * 170_000
    assert len(sentences(text)) == 170_000


def test_spans_hold_on_the_real_documents(real_documents):
    units = split_units(real_documents)
    texts = {document.doc_id: document.text for document in real_documents}
    for unit in units.itertuples():
        assert texts[unit.doc_id][unit.start : unit.end] == unit.text
        assert unit.text.strip() == unit.text
    furniture = (
        "Jump to",
        "Leave a Reply",
        "bloggers like this",
        "pic.twitter.com",
        "PHOTO:",
        "UPDATE ",
        "ORIGINAL ENTRY",
    )
    for mark in furniture:
        assert not units["text"].str.startswith(mark).any()
        assert not units["text"].str.fullmatch(f".*{mark}\\S*").any()


_LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85", "\n\n", " ", "\t", "\xa0"])
_PIECES = st.sampled_from(
    [
        "The bridge is shut.",
        "Мост закрыт на ремонт.",
        "سقطت المدينة أمس.",
        "“Who?” asked Orlu.",
        "😀🔥",
        "UPDATE 2145 GMT:",
        "— A (@a) December 12, 2016",
        "pic.twitter.com/abc",
        "Leave a Reply",
        "U.S.",
        "e\u0301a\u200d",
        "«Нет», сказал он.",
        "\ud800",
        "…",
        "#tag",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_PIECES, _LINE_ENDS, st.text(max_size=12)), max_size=30))
def test_offsets_hold_whatever_the_text(pieces):
    document = Document.of("".join(pieces), file="a", source="a")
    spans = sentence_spans(document)
    previous = 0
    for span in spans:
        assert previous <= span.start < span.end <= len(document.text)
        assert any(char.isalpha() for char in document[span])
        previous = span.end


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, _LINE_ENDS), min_size=1, max_size=20))
def test_units_are_slices_of_their_document(pieces):
    document = Document.of("The bridge is shut.\n" + "".join(pieces), file="a", source="a")
    for unit in split_units([document]).itertuples():
        assert document.text[unit.start : unit.end] == unit.text

"""Paragraphs, then sentences within them; every sentence is a span of the document's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

import nupunkt

from framing.documents import Document, Span
from framing.sentences.furniture import is_furniture, trim

#: Longest coding unit in characters; text without sentence ends is cut at white space before it.
LONGEST = 1200

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINE = re.compile(
    r"(?:\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])[^\S\n\r]*(?:\r\n|[\n\r\x0b\x0c\u2028\u2029])\s*"
)
_TITLE = re.compile(
    r"\b(?:Lt|Gen|Col|Maj|Sgt|Capt|Brig|Adm|Cmdr|Gov|Sen|Rep|Amb|Prof|Dr|Mr|Mrs|Ms|St|Fr|Rev|Hon)\.\s*$"
)
_ONLY_TAGS = re.compile(r"\s*(?:[#@]\w+[.,!?:]*\s*)+$")
# Words that Punkt takes for abbreviations, and that end a sentence where they are written small.
_NO_ABBREVIATION = re.compile(r"\b(?:no|sun|sat|fig|art|mar|gen|month)[.]\s+(?=[A-Z“\"])")
# "… and U.S." before "Secretary of State" ends no sentence, though Punkt thinks so.
_OPEN_INITIALS = re.compile(r"\b(?:U\.S|U\.N|U\.K|E\.U)\.\s*$")
_OFFICE = re.compile(
    r"(?:Secretary|President|Vice|Ambassador|Envoy|Special|State|Department|Defen[cs]e|Army|Air|Navy|Marine|Forces?|"
    r"Treasury|Congress|Senate|House|Senator|Security|General|High|Human|Central|Supreme|Council|Mission)\b"
)


def sentence_spans(document: Document) -> list[Span]:
    """Return the spans of a document's sentences, in order, none overlapping, none blank.

    Lines are taken apart first, so that a headline never runs into the sentence below it; where
    lines are plainly wrapped at a margin, blank lines part the paragraphs instead. Furniture
    (stamps, credits, share counters: `furniture.toml`) is left out. A unit holds at least one
    letter and at most `LONGEST` characters.

    Sentence ends are found by nupunkt, a Punkt segmenter (Kiss & Strunk 2006).

    Examples
    --------
    >>> document = Document.of("UPDATE 0915 GMT: Mr. Orlu spoke. He left.", file="a", source="a")
    >>> [document[span] for span in sentence_spans(document)]
    ['Mr. Orlu spoke.', 'He left.']
    """
    text = document.text
    return [
        unit
        for paragraph in _paragraphs(text)
        if not is_furniture(text[paragraph.start : paragraph.end])
        for sentence in _sentences(text, trim(text, paragraph))
        for unit in _within_length(text, trim(text, sentence))
        if any(map(str.isalpha, document[unit])) and not is_furniture(text[unit.start : unit.end])
    ]


def _paragraphs(text: str) -> Iterator[Span]:
    separator = _BLANK_LINE if _is_wrapped(text) else _LINE_END
    start = 0
    for match in separator.finditer(text):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def _is_wrapped(text: str) -> bool:
    """Tell whether line ends are a margin's and not a paragraph's: most lines run on to the next."""
    lines = [line.strip() for line in text[:50_000].splitlines()]
    running = [line for line, following in pairwise(lines) if line and following]
    if len(running) < 4:
        return False
    width = median(len(line) for line in running)
    broken = sum(1 for line in running if line[-1].isalnum() or line[-1] in ",-–")
    return 35 <= width <= 110 and max(map(len, running)) <= 1.6 * width and broken >= 0.6 * len(running)


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph
    open_span: Span | None = None
    for first, last in nupunkt.sent_spans(text[start:end]):
        span = Span(start + first, start + last)
        for inner in _NO_ABBREVIATION.finditer(text, *span):
            yield Span(open_span.start if open_span else span.start, inner.end())
            open_span, span = None, Span(inner.end(), span.end)
        if open_span and (_runs_on(text, open_span, span) or _ONLY_TAGS.fullmatch(text, *span)):
            open_span = Span(open_span.start, span.end)
            continue
        if open_span:
            yield open_span
        open_span = span
    if open_span:
        yield open_span


def _runs_on(text: str, span: Span, following: Span) -> bool:
    """Tell whether an abbreviation, and no sentence, ended: "Lt. Gen.", or "U.S." before an office."""
    if _TITLE.search(text, *span):
        return True
    return bool(_OPEN_INITIALS.search(text, *span) and _OFFICE.match(text[following.start : following.end].lstrip()))


def _within_length(text: str, span: Span) -> Iterator[Span]:
    while span.end - span.start > LONGEST:
        cut = max(
            text.rfind(" ", span.start, span.start + LONGEST),
            text.rfind("\n", span.start, span.start + LONGEST),
        )
        if cut <= span.start:  # no language is written in words this long: encoded data, not a sentence
            cut = _next_gap(text, span.start + LONGEST, span.end)
            span = trim(text, Span(cut, span.end))
            continue
        yield trim(text, Span(span.start, cut))
        span = trim(text, Span(cut, span.end))
    if span.end > span.start:
        yield span


def _next_gap(text: str, start: int, end: int) -> int:
    match = re.compile(r"\s").search(text, start, end)
    return match.start() if match else end

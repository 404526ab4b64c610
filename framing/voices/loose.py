"""Quotations that no cue of their sentence claims: speech that goes on, labelled speech, or scare quotes."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.documents import Span
from framing.voices.attribution import Attribution
from framing.voices.page import Page

#: Fewer quoted words, with no cue, are a title, a term or scare quotes, and no speech.
FEWEST_WORDS = 4

_LABEL = re.compile(r"[^\n:“\"]*?((?:[\w.’'-]+\s+){0,6}[\w.’'-]+)(?:\s*\([^)\n]*\))?\s*:\s*$")


def with_loose_quotations(found: list[Attribution], page: Page) -> list[Attribution]:
    """Return the attributions with the quotations that stand apart from a cue.

    A quotation goes on the speech before it in its paragraph (or, where it opens the paragraph,
    after it); one that reopens a paragraph goes on that of the paragraph before. Others of
    `FEWEST_WORDS` or more are speech of low certainty; shorter ones are the outlet's own words,
    set in quotation marks.
    """
    found = list(found)
    owner = _owners(found, page)
    for number, quote in enumerate(page.quotes):
        if number in owner or page.is_posted(quote.span) or not page.is_in_sentence(quote.span):
            continue
        host = _host(number, page, owner)
        if host is not None:
            found[host] = _extended(found[host], quote.span)
            owner[number] = host
        elif page.n_words(quote.span) >= FEWEST_WORDS and not _is_title(page, quote.span):
            owner[number] = len(found)
            found.append(_unclaimed(page, quote.span, found))
    return found


def _owners(found: list[Attribution], page: Page) -> dict[int, int]:
    """Return, for each quotation within some content, the attribution that claims it; the widest first."""
    owner: dict[int, int] = {}
    for index, said in enumerate(found):
        for span in said.content:
            for number, _ in page.quotes_in(span):
                owner.setdefault(number, index)
    return owner


def _host(number: int, page: Page, owner: dict[int, int]) -> int | None:
    """Return the attribution that a quotation goes on."""
    quote = page.quotes[number]
    if quote.reopened and number - 1 in owner:
        return owner[number - 1]
    if not quote.closed and number + 1 in owner and page.quotes[number + 1].reopened:
        return owner[number + 1]
    if page.n_words(quote.span) < FEWEST_WORDS and not _only_quotes(page, quote.span):
        return None
    line = page.line_of(quote.span.start)
    for other in (number - 1, number + 1):
        near = 0 <= other < len(page.quotes) and page.line_of(page.quotes[other].span.start) == line
        if near and other in owner and _only_quotes(page, quote.span):
            return owner[other]
    return None


def _only_quotes(page: Page, span: Span) -> bool:
    """Tell whether a quotation fills the sentences that it stands in."""
    first, last = page.sentence_of(span.start), page.sentence_of(span.end - 1)
    before = page.text[page.sentences[first].start : span.start].strip()
    after = page.text[span.end : page.sentences[last].end].strip(" .,;")
    return not before and not after


def _extended(said: Attribution, span: Span) -> Attribution:
    """Return an attribution with one more span; its voice stays direct only if it was."""
    voice = said.voice if said.voice != "reported" else "mixed"
    return replace(said, content=tuple(sorted((*said.content, span))), voice=voice)


def _is_title(page: Page, span: Span) -> bool:
    """Tell whether a quotation is a title: nearly all of its longer words have capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", page.part(span)) if len(word) > 3]
    return (
        len(words) >= 2
        and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
        and page.part(span)[-2:-1] not in ".,!?"
    )


def _unclaimed(page: Page, span: Span, found: list[Attribution]) -> Attribution:
    """Return speech without a cue: of who a label names ("Orlu: “…”"), or of who spoke in the paragraph before."""
    sentence = page.sentences[page.sentence_of(span.start)]
    label = _LABEL.match(page.text[sentence.start : span.start]) if sentence.start < span.start else None
    if label and any(map(str.isupper, label[1])):
        place = Span(sentence.start + label.start(1), sentence.start + label.end(1))
        return Attribution((span,), "quoted", mention=label[1], mention_span=place, certainty="low")
    line = page.line_of(span.start)
    for said in reversed(found):
        if said.cue and said.mention and sentence.start <= said.content[0].start < sentence.end:
            return Attribution((span,), "quoted", mention=said.mention, mention_span=said.mention_span, certainty="low")
        nearby = line - 2 <= page.line_of(said.content[-1].start) < line
        if nearby and said.voice != "reported" and said.cue and _only_quotes(page, span):
            return Attribution((span,), "quoted", mention=said.mention, mention_span=said.mention_span, certainty="low")
    return Attribution((span,), "quoted", certainty="low")

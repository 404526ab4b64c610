"""What an outlet does to the words that it reports: vouches for them, hands them on, or steps back."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.documents import Span
from framing.voices.attribution import Attribution
from framing.voices.page import Page

_NEGATION = re.compile(r"\b(?:not|no|never|without|unable to)\b|n[’']t\b", re.IGNORECASE)
_NEAR = 12
#: How far after reported words a rebuttal may begin, in sentences.
_REACH = 1


def judge_stances(found: list[Attribution], page: Page) -> list[Attribution]:
    """Return the attributions with the outlet's stance: from the cue, else from a rebuttal beside the content.

    A rebuttal ("in fact", "no evidence") counts in the sentence of the content, outside it, and at
    the head of the sentence that follows.
    """
    return [replace(said, stance=_stance(said, page)) for said in found]


def _stance(said: Attribution, page: Page) -> str:
    if said.lemma in page.cues.distances or _is_rebutted(said, page):
        return "distances"
    return "endorses" if said.lemma in page.cues.endorses and not _is_negated(said, page) else "neutral"


def _is_negated(said: Attribution, page: Page) -> bool:
    """Tell whether a cue is denied: "could not confirm", "no confirmation"."""
    if said.cue_span is None:
        return False
    return bool(_NEGATION.search(page.text, max(0, said.cue_span.start - _NEAR), said.cue_span.end))


def _is_rebutted(said: Attribution, page: Page) -> bool:
    first, last = page.sentence_of(said.content[0].start), page.sentence_of(said.content[-1].end - 1)
    before = Span(page.sentences[first].start, said.content[0].start)
    after = Span(said.content[-1].end, max(said.content[-1].end, page.sentences[last].end))
    outside = [before, after]
    if last + 1 < len(page.sentences) and page.line_of(page.sentences[last + 1].start) == page.line_of(
        said.content[-1].start
    ):
        following = page.sentences[last + 1]
        outside.append(Span(following.start, min(following.end, following.start + 40)))
    return any(page.cues.rebuttals.search(page.part(span)) for span in outside)

"""Speech set below a lead-in without quotation marks: "The minister said:" and the lines that follow it."""

from __future__ import annotations

import re

from framing.documents import Span
from framing.voices.page import Page

_FIRST_PERSON = re.compile(r"\b(?:I|I[’']m|I[’']ve|we|We|us|our|Our|my|My|me|let[’']s)\b")
#: Openings by which speech goes on from line to line.
_GOES_ON = re.compile(r"(?:But|And|So|Also|On the other|Nor|Or|Then|Now|Yes|No|Please|Look)\b")
_LONGEST_HEADING = 9
_SENTENCE_ENDS = frozenset('.!?…”"')
_QUOTE_MARKS = "“\"«‘'"


def block_below(page: Page, number: int, *, has_cue: bool) -> list[Span]:
    """Return the sentences of the speech below the lead-in `number`, none if another pass reads them.

    The first line below is the speaker's where the lead-in has a cue, or the line speaks in the
    first person. Further lines are only where they go on in the first person or begin with a word
    that continues ("But"), for no mark shows where such speech ends.
    """
    following = page.sentences[number + 1 :]
    if not following or _is_marked(page, following[0]):
        return []
    line = page.line_of(following[0].start)
    if line == page.line_of(page.sentences[number].start):
        return []
    if _is_heading(page, line):
        return []
    block: list[Span] = []
    for sentence in following:
        this = page.line_of(sentence.start)
        if this != line:
            if _is_marked(page, sentence) or not _continues(page, this):
                break
            line = this
        block.append(sentence)
    spoken = any(_FIRST_PERSON.search(page.part(sentence)) for sentence in block)
    return block if has_cue or spoken else []


def _is_marked(page: Page, sentence: Span) -> bool:
    """Tell whether a sentence opens with a quotation mark or stands in a post."""
    return page.is_posted(sentence) or page.text[sentence.start] in _QUOTE_MARKS


def _is_heading(page: Page, line: int) -> bool:
    words = page.line(line)
    return len(words.split()) <= _LONGEST_HEADING and words[-1:] not in _SENTENCE_ENDS and words.istitle()


def _continues(page: Page, line: int) -> bool:
    words = page.line(line)
    if words.endswith(":") or (len(words.split()) <= _LONGEST_HEADING and words[-1:] not in _SENTENCE_ENDS):
        return False
    return bool(_GOES_ON.match(words) or _FIRST_PERSON.search(words))

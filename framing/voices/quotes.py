"""Quoted stretches of a paragraph; a mark that never closes ends with its paragraph."""

from __future__ import annotations

import re

from framing.documents import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’"}
_STRAIGHT = '"'
_OPENERS = re.compile(r"[“„«‹\"]|(?<!\w)‘")
_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


def quoted_spans(text: str) -> list[Span]:
    """Return the spans between quotation marks, marks included, in order and not nested.

    Straight, curly, low and angle marks are read, and single curly ones that open a word. A mark
    without its partner reaches to the end of its line at most, and to no other: mixed pairs, such
    as a curly mark closed by a straight one, do close.

    >>> text = 'He spoke of "two hours" and of “a truce".'
    >>> [text[start:end] for start, end in quoted_spans(text)]
    ['"two hours"', '“a truce"']
    """
    spans, at = [], 0
    while match := _OPENERS.search(text, at):
        end = _closing(text, match.start(), match.group())
        if end is None:
            at = match.end()
            continue
        spans.append(Span(match.start(), end))
        at = end
    return spans


def _closing(text: str, start: int, mark: str) -> int | None:
    line_end = _LINE_END.search(text, start)
    limit = line_end.start() if line_end else len(text)
    closers = _PAIRS.get(mark, "") + (_STRAIGHT + "”" if mark in '“"' else "")
    for at in range(start + 1, limit):
        if text[at] in closers and not (text[at] == "’" and at + 1 < limit and text[at + 1].isalnum()):
            return at + 1
    # An opening curly mark at the head of a paragraph may be reopened in the next: it reaches to the end of its line.
    return limit if mark in "“„«" else None

"""Quotations: pairs of marks within a paragraph, and speech reopened from one paragraph to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.documents import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_DOUBLE = re.compile(r"[“”„«»‹›\"‟″]|''|``")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_END = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")
_SHAPE = {"“": True, "„": True, "«": True, "‹": True, "``": True, "”": False, "»": False, "›": False, "''": False}
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[{—–\-‘'/:,])$")
#: Longest stretch between single marks that is read as a quotation, in characters.
_LONGEST_SINGLE = 400
#: Longest quotation that is opened once and closed lines below, in lines.
_LONGEST_OPEN = 12


@dataclass(frozen=True)
class Quotation:
    """A stretch between marks, marks included; `reopened` where it goes on from the paragraph before."""

    span: Span
    closed: bool = True
    reopened: bool = False


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, in order and not nested.

    Straight, curly, low and angle marks are read, and single ones that open a word. A mark is
    judged by its place as well as by its shape, so that mixed and mistyped pairs do close. A mark
    without its partner reaches to the end of its paragraph if the paragraph, or a clause after a
    comma or colon, begins with it, and otherwise opens nothing: it never reaches another paragraph,
    unless that begins with a mark again, as speech of several paragraphs does.

    >>> text = 'He spoke of "two hours" and of “a truce".'
    >>> [text[slice(*quotation.span)] for quotation in quotations(text)]
    ['"two hours"', '“a truce"']
    """
    found: list[Quotation] = []
    n_lines = 0  # since a quotation was left open
    for line in _LINE.finditer(text):
        start, open_before = line.start(), bool(found) and not found[-1].closed
        n_lines = n_lines + 1 if open_before else 0
        if open_before and n_lines <= _LONGEST_OPEN:
            closing = _closing_mark(text, line.start(), line.end())
            if closing:
                found[-1] = Quotation(Span(found[-1].span.start, closing))
                start, open_before = closing, False
        for number, quotation in enumerate(_of_line(text, start, line.end())):
            reopens = open_before and number == 0 and not text[start : quotation.span.start].strip()
            found.append(Quotation(quotation.span, quotation.closed, reopens))
            n_lines = 0
    return found


def _closing_mark(text: str, start: int, end: int) -> int | None:
    """Return the end of the mark that closes what an earlier line left open: the first, if it can only close."""
    mark = _DOUBLE.search(text, start, end)
    if mark is None or not text[start : mark.start()].strip():
        return None
    last = not text[mark.end() : end].strip(" .,;")
    closes = last or not _opens(text, mark.start(), mark.end(), mark.group(), start, end)
    return mark.end() if closes and len(_DOUBLE.findall(text, start, end)) % 2 else None


def quoted_spans(text: str) -> list[Span]:
    """Return the spans of `quotations`."""
    return [quotation.span for quotation in quotations(text)]


def _of_line(text: str, start: int, end: int) -> list[Quotation]:
    double = list(_paired(text, start, end))
    gaps, at = [], start
    for quotation in double:
        gaps.append((at, quotation.span.start))
        at = quotation.span.end
    gaps.append((at, end))
    single = [Quotation(span) for first, last in gaps for span in _single(text, first, last)]
    return sorted(double + single, key=lambda quotation: quotation.span) if single else double


def _paired(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Yield what stands between double marks of a line."""
    opening: int | None = None
    depth = 0
    for mark in _DOUBLE.finditer(text, start, end):
        opens = _opens(text, mark.start(), mark.end(), mark.group(), start, end)
        if opening is None:
            if opens:
                opening, depth = mark.start(), 1
        elif opens and mark.group() in "“«„" and _is_closed_twice(text, mark.end(), end):
            depth += 1
        elif not opens or mark.group() == '"':
            depth -= 1
            if depth <= 0:
                yield Quotation(Span(opening, mark.end()))
                opening = None
    if opening is not None and _may_run_on(text, opening, start):
        yield Quotation(Span(opening, end), closed=False)


def _opens(text: str, at: int, after: int, mark: str, start: int, end: int) -> bool:
    """Tell whether a mark opens: by its place, and where that does not tell, by its shape."""
    before = at == start or bool(_OPENS_AFTER.search(text, max(start, at - 1), at))
    behind = after < end and not text[after].isspace() and text[after] not in ".,;:!?)]"
    if before != behind:
        return before if mark in '"″' or after >= end or at == start else _SHAPE.get(mark, before)
    if before and behind:
        return _SHAPE.get(mark, True) or at == start or text[at - 1].isspace()
    return _SHAPE.get(mark, False) and after < end and at > start and text[at - 1].isspace()


def _is_closed_twice(text: str, at: int, end: int) -> bool:
    return len(re.findall(r"[”»]", text[at:end])) >= 2


def _may_run_on(text: str, opening: int, start: int) -> bool:
    before = text[start:opening].rstrip()
    return not before or before[-1] in ",:"


def _single(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what stands between single marks, apostrophes left aside."""
    at = start
    while opening := _SINGLE.search(text, at, end):
        closing = next(
            (
                mark
                for mark in _SINGLE_END.finditer(text, opening.end() + 1, min(end, opening.start() + _LONGEST_SINGLE))
                if not (text[mark.start() - 1] == "s" and re.match(r"\s+[a-z]", text[mark.end() : mark.end() + 2]))
            ),
            None,
        )
        if closing is None:
            at = opening.end()
            continue
        yield Span(opening.start(), closing.end())
        at = closing.end()

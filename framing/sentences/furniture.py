"""Page furniture: recognised by the patterns of `furniture.toml`, cut away without moving anything."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from framing.documents import Span

_FILE = Path(__file__).with_name("furniture.toml")
_LONGEST_LINE = 400


@cache
def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Return the compiled patterns of one kind: `line`, `head` or `tail`."""
    shapes = {"line": r"\s*(?:{})\s*$", "head": r"\s*(?:{})\s*", "tail": r"\s*(?:{})\s*$"}
    return tuple(
        re.compile(shapes[kind].format(item["regex"]), re.IGNORECASE)
        for item in read_patterns()
        if item["kind"] == kind
    )


@cache
def _needed(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each pattern of a kind, the words of which a text must hold one for it to match."""
    return tuple(tuple(item.get("needs", [""])) for item in read_patterns() if item["kind"] == kind)


@cache
def read_patterns() -> tuple[dict[str, str], ...]:
    """Return the patterns as they stand in the data file: name, kind, regex, example."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))["pattern"])


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is furniture.

    >>> is_furniture("Leave a Reply"), is_furniture("They left a reply at the gate.")
    (True, False)
    """
    return len(line) <= _LONGEST_LINE and bool(_line_pattern().match(line))


@cache
def _line_pattern() -> re.Pattern[str]:
    """Return the patterns of whole lines as one."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns("line")), re.IGNORECASE)


def trim(text: str, span: Span) -> Span:
    """Return the span without white space and furniture at its head and tail.

    >>> text = "UPDATE 2145 GMT: The gate is shut. pic.twitter.com/abc"
    >>> start, end = trim(text, Span(0, len(text)))
    >>> text[start:end]
    'The gate is shut.'
    """
    while True:
        shorter = _trim_tail(text, _trim_head(text, _strip(text, span)))
        if shorter == span:
            return span
        span = shorter


def _strip(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, max(start, span.end - (len(inner) - len(inner.rstrip()))))


def _trim_head(text: str, span: Span) -> Span:
    for pattern in patterns("head"):
        match = pattern.match(text, span.start, min(span.end, span.start + _LONGEST_LINE))
        if match and match.end() > span.start:
            return Span(match.end(), span.end)
    return span


def _trim_tail(text: str, span: Span) -> Span:
    begin = max(span.start, span.end - _LONGEST_LINE)
    tail = text[begin : span.end]
    small = tail.lower()
    for pattern, needed in zip(patterns("tail"), _needed("tail"), strict=True):
        match = pattern.search(tail) if any(word in small for word in needed) else None
        if match:
            return Span(span.start, begin + match.start())
    return span

"""Embedded posts: what stands above a signature such as "— Name (@handle) December 12, 2016" is its writer's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.documents import Span

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SIGNATURE = re.compile(
    rf"[—–-]\s*(?P<name>[^—–\n@(]{{0,60}}?)\s*\(?(?P<handle>@[\w.]{{1,30}})\s*(?:\((?P<second>@\w+)\))?\)?\s+"
    rf"(?:{_MONTHS})\s+\d{{1,2}},\s+\d{{4}}"
)
_LINE = re.compile(r"(?m)^.*\S.*$")
_LINK = re.compile(r"https?://|pic\.twitter\.com/|(?<!\w)[@#]\w")
#: Lines above a signature that may belong to its post, if a lead-in stands before them.
_LONGEST_POST = 4


@dataclass(frozen=True)
class Post:
    """A stretch of text that somebody posted, who, and where the signature names them."""

    span: Span
    speaker: str
    signature: Span


def signed_posts(text: str) -> list[Post]:
    """Return the embedded posts of a text, in order.

    A post is the text on the line of its signature, else the line above; it reaches further up, to
    a line that ends in a colon or to the signature before it, if one of them is near. Where only
    the line at the signature has links or tags, those above it are somebody else's.

    >>> text = "A resident writes:\\nThe shops are shut.\\n— Anna Orlu (@orlu) December 12, 2016\\nIt rained."
    >>> [(text[post.span.start : post.span.end], post.speaker) for post in signed_posts(text)]
    [('The shops are shut.\\n', 'Anna Orlu')]
    """
    posts: list[Post] = []
    floor = 0
    for match in _SIGNATURE.finditer(text):
        start = _start(text, match.start(), floor)
        floor = match.end()
        if text[start : match.start()].strip():
            group = "name" if match["name"].strip() else "handle"
            posts.append(Post(Span(start, match.start()), match[group].strip(), Span(*match.span(group))))
    return posts


def _start(text: str, end: int, floor: int) -> int:
    """Return where the post that ends at `end` begins: after a lead-in or a signature near by, else its last line."""
    lines = [Span(floor + match.start(), floor + match.end()) for match in _LINE.finditer(text[floor:end])]
    lines = lines[-_LONGEST_POST - 1 :]
    if not lines:
        return end
    for place in range(len(lines) - 1, 0, -1):
        if text[lines[place - 1].start : lines[place - 1].end].rstrip().endswith(":"):
            return _first_of_post(text, lines[place:])
    return _first_of_post(text, lines) if floor and len(lines) <= _LONGEST_POST else lines[-1].start


def _first_of_post(text: str, lines: list[Span]) -> int:
    """Return where a post begins among the lines before its signature: those above may be somebody else's prose."""
    first = len(lines) - 1
    linked = bool(_LINK.search(text, *lines[-1]))
    while first > 0 and (not linked or _sounds_posted(text[lines[first - 1].start : lines[first - 1].end])):
        first -= 1
    return lines[first].start


def _sounds_posted(line: str) -> bool:
    return bool(_LINK.search(line)) or line.lstrip()[:1].islower()

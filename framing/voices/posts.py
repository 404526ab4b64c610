"""Embedded posts: what stands above a signature such as "— Name (@handle) December 12, 2016" is its writer's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.documents import Span

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SIGNATURE = re.compile(
    rf"[—–-]\s*(?P<name>[^—–\n@(]{{0,60}}?)\s*\(?(?P<handle>@[\w.]{{1,30}})\s*(?:\(@\w+\))?\)?\s+(?:{_MONTHS})\s+\d{{1,2}},\s+\d{{4}}"
)
#: Lines above a signature that may belong to its post, if a lead-in stands before them.
_LONGEST_POST = 4


@dataclass(frozen=True)
class Post:
    """A stretch of text that somebody posted, and who."""

    span: Span
    speaker: str


def signed_posts(text: str) -> list[Post]:
    """Return the embedded posts of a text, in order.

    A post is the text on the line of its signature, else the line above; it reaches further up, to
    a line that ends in a colon or to the signature before it, if one of them is near.

    >>> text = "A resident writes:\\nThe shops are shut.\\n— Anna Orlu (@orlu) December 12, 2016\\nIt rained."
    >>> [(text[post.span.start : post.span.end], post.speaker) for post in signed_posts(text)]
    [('The shops are shut.\\n', 'Anna Orlu')]
    """
    posts: list[Post] = []
    for match in _SIGNATURE.finditer(text):
        floor = posts[-1].span.end if posts else 0
        start = _start(text, match.start(), floor)
        posts.append(Post(Span(start, match.start()), match["name"].strip() or match["handle"]))
    return [post for post in posts if text[post.span.start : post.span.end].strip()]


def _start(text: str, end: int, floor: int) -> int:
    """Return where the post that ends at `end` begins: after a lead-in near by, else its last line."""
    lines = [match.start() for match in re.finditer(r"(?m)^.*\S.*$", text[floor:end])]
    starts = [floor + start for start in lines][-_LONGEST_POST - 1 :]
    if not starts:
        return end
    for place in range(len(starts) - 1, 0, -1):
        above = text[starts[place - 1] : starts[place]].rstrip()
        if above.endswith(":") or _SIGNATURE.search(above):
            return starts[place]
    return starts[-1]

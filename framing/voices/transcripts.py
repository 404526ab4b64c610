"""Interviews and hearings in which each turn begins with a label: "Q: …", "MAYOR ORLU: …"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from framing.documents import Span

_TURN = re.compile(r"^[^\S\n]*([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}):[^\S\n]+(?=\S)", re.MULTILINE)
#: A document is a transcript from this many labelled lines on, of two labels or of one that recurs.
_FEWEST_TURNS = 4
_NO_LABELS = frozenset(
    {"update", "updated", "photo", "photos", "note", "editor", "correction", "read", "related", "video", "watch"}
)


@dataclass(frozen=True)
class Turn:
    """What one person says until the next label, and where the label names them."""

    span: Span
    speaker: str
    label: Span


def labelled_turns(text: str) -> list[Turn]:
    """Return the turns of a transcript, in order; none where the text is not one.

    A turn is a line that begins with a label. Labels that stand once, beside others that do not
    recur, are headings ("Claim: …") and make no transcript.

    >>> text = "Q: Is the bridge shut?\\nA: It is.\\nQ: Since when?\\nA: Since May."
    >>> [(turn.speaker, text[slice(*turn.span)]) for turn in labelled_turns(text)][:2]
    [('Q', 'Is the bridge shut?'), ('A', 'It is.')]
    """
    found = [match for match in _TURN.finditer(text) if _is_turn(text, match)]
    often = Counter(match[1] for match in found)
    recurring = [match for match in found if often[match[1]] > 1]
    if len(recurring) < _FEWEST_TURNS:
        return []
    return [Turn(_line(text, match.end()), match[1], Span(*match.span(1))) for match in recurring]


def _is_turn(text: str, match: re.Match[str]) -> bool:
    """Tell whether words follow, and no figures ("Orlu: 46"), and the label is no stamp."""
    said = _line(text, match.end())
    return match[1].split()[0].lower() not in _NO_LABELS and any(map(str.islower, text[said.start : said.end]))


def _line(text: str, start: int) -> Span:
    end = text.find("\n", start)
    return Span(start, start + len(text[start : end if end >= 0 else None].rstrip()))

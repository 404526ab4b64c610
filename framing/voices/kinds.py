"""Kinds of speaker: governments, armed groups, residents …, by the words with which a document names them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("names.toml")

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:-\w+)*")
#: Abbreviations that in small letters are pronouns.
_ABBREVIATIONS = frozenset({"WHO", "US"})
#: The kind of those about whom no listed word tells anything.
UNKNOWN = "other"
#: Those of no other kind who sign a post.
POSTER = "poster on social media"


@cache
def speaker_kinds() -> tuple[str, ...]:
    """Return the kinds of speaker, in the order in which they are tried; posters and `other` last."""
    return (*(kind for kind, _, _ in _kinds()), POSTER, UNKNOWN)


def speaker_kind(names: str) -> str:
    """Return the kind of speaker that words about somebody tell: name, mentions, titles, apposition.

    The first kind of `names.toml` with one of these words is taken: "a rebel official" is of an
    armed group and no government's.

    >>> speaker_kind("Russian Foreign Minister Sergei Lavrov"), speaker_kind("a rebel official"), speaker_kind("Rami")
    ('government', 'armed group', 'other')
    """
    plain = " ".join(_WORD.findall(names))
    words = {word if word in _ABBREVIATIONS else word.lower() for word in plain.split()}
    lowered = f" {plain.lower()} "
    for kind, single, phrases in _kinds():
        if not single.isdisjoint(words) or any(phrase in lowered for phrase in phrases):
            return kind
    return UNKNOWN


@cache
def _kinds() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """Return each kind with its words and its phrases, these between spaces."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kinds"]
    return tuple(
        (
            entry["kind"],
            frozenset(word.upper() if word.upper() in _ABBREVIATIONS else word for word in entry["words"]),
            tuple(f" {word} " for word in entry["words"] if " " in word),
        )
        for entry in entries
    )

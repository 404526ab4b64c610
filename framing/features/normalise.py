"""One spelling for what outlets spell differently, so that a model does not learn the outlet instead."""

from __future__ import annotations

import re
import unicodedata

_STEPS = [
    (re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+"), " "),
    (re.compile(r"(?<!\w)@\w+"), "@name"),
    (re.compile(r"[’‘'`´]"), ""),
    (re.compile(r"[“”„«»]"), '"'),
    (re.compile(r"\d[\d.,]*"), "0"),
    (re.compile(r"[,;]"), " "),
    (re.compile(r"[‐‑‒–—]"), "-"),
    (re.compile(r"\s+"), " "),
]


def normalise(text: str) -> str:
    """Return the text in lower case, without apostrophes, commas, links and the values of numbers.

    Some archives print sentences that lost their commas and apostrophes; both kinds come out alike.

    >>> normalise("Syria’s army, on 12 December, said: “We won.”")
    'syrias army on 0 december said: "we won."'
    """
    text = unicodedata.normalize("NFKC", text).lower()
    for pattern, plain in _STEPS:
        text = pattern.sub(plain, text)
    return text.strip()

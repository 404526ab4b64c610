"""Numbers and texts as a reader sees them, the same in every form of a report."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

#: Characters of a quoted sentence that a report shows.
EXCERPT = 420
_LONG_TOKEN = re.compile(r"\S{61,}")
_RIGHT_TO_LEFT = ("R", "AL")


def percent(share: float) -> str:
    """Return a share in per cent, without false precision; a no-break space stands before the sign.

    >>> percent(0.4142), percent(0.004), percent(float("nan"))
    ('41\xa0%', '0.4\xa0%', '–')
    """
    if math.isnan(share):
        return "–"
    value = 100 * share
    return f"{value:.1f}\u00a0%" if 0 < value < 0.95 else f"{value:.0f}\u00a0%"


def percent_range(low: float, high: float) -> str:
    """Return the limits of an interval in per cent.

    >>> percent_range(0.331, 0.496)
    '33–50\xa0%'
    """
    if math.isnan(low):
        return ""
    lowest = f"{100 * low:.1f}" if 0 < 100 * low < 0.95 else f"{100 * low:.0f}"
    return f"{lowest}–{percent(high)}"


def points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign.

    >>> points(0.231), points(-0.04), points(0.001)
    ('+23', '−4', '0')
    """
    value = round(100 * difference)
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def p_value(value: float) -> str:
    """Return a p-value as the field prints it.

    >>> p_value(0.0312), p_value(0.00002), p_value(1.0)
    ('p = .031', 'p < .001', 'p = 1.0')
    """
    if value < 0.001:
        return "p < .001"
    return f"p = {value:.3f}".replace("0.", ".") if value < 0.9995 else "p = 1.0"


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Return a list of words as prose.

    >>> join_words(["state", "activist", "neutral"])
    'state, activist and neutral'
    """
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "document"), count(1204, "sentence")
    ('1 document', '1,204 sentences')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def excerpt(text: str, longest: int = EXCERPT) -> str:
    """Return a sentence on one line, cut at a word where it is very long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0][:longest] + " …"


def direction(text: str) -> str:
    """Return rtl for a text whose first strong letter runs from right to left, else ltr."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in _RIGHT_TO_LEFT:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def printable(text: str) -> str:
    """Return the text with every character that the fonts lack replaced by its name in brackets.

    Control characters become their pictures (␇), long tokens may break anywhere. Nothing is dropped.

    >>> printable("ok \\x07")
    'ok ␇'
    """
    shown = "".join(_shown(char) for char in text)
    return _LONG_TOKEN.sub(lambda token: "\u200b".join(re.findall(r".{1,40}", token.group())), shown)


@cache
def _shown(char: str) -> str:
    code = ord(char)
    if char in "\n\t ":
        return char
    if code < 0x20:
        return chr(0x2400 + code)
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Zs") and code in _covered():
        return char
    if kind in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"[U+{code:04X}]"
    if kind == "Cf":  # joiners and marks of direction draw nothing and may be left to the shaper
        return char if code in (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xAD) else ""
    if code in _covered():
        return char
    return f"[{unicodedata.name(char, f'U+{code:04X}').lower()}]"


@cache
def _covered() -> frozenset[int]:
    from matplotlib import ft2font, get_data_path

    return frozenset(ft2font.FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf").get_charmap())

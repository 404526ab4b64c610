"""Sentences cut into words, many at a time, as arrays: each word is a number and a place in its sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from framing.features.hashing import hash_spans, prefix_sums

_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
_APOSTROPHES = "’‘'`´ʼ"
_QUOTES = '"“”„«»'
_DASHES = "-‐‑‒–—"
_MARKS = '!?"#@:-.();'
_SPACE, _LETTER, _DIGIT, _MARK, _DROPPED = range(5)
#: After these marks a capital letter need not be a name.
_OPENING = '"!?.:('
#: Code points above this one are read as they are and count as no letter.
_TABLE = 65536


@dataclass(frozen=True)
class Tokens:
    """Words and marks of a batch of sentences, in order.

    Case, apostrophes, commas, links, handles and the values of numbers are gone from `letters`, so that what
    one outlet prints and another's archive lost comes out alike; places refer to the sentence as printed.

    Attributes
    ----------
    n_rows : number of sentences
    row : int32 array, the sentence of each token
    word : uint64 array, the hash of each token's spelling
    letters : uint32 array, the code points that are left of the whole batch
    first, last : int arrays, where in `letters` each token begins and ends
    start, end : int arrays, where in its printed sentence each token begins and ends
    is_word, is_number, is_mark, is_capital, is_upper, opens : bool arrays
        What kind of token it is; whether it begins with a capital; is all capitals; stands where a capital
        is no sign of a name.
    """

    n_rows: int
    row: np.ndarray
    word: np.ndarray
    letters: np.ndarray
    first: np.ndarray
    last: np.ndarray
    start: np.ndarray
    end: np.ndarray
    is_word: np.ndarray
    is_number: np.ndarray
    is_mark: np.ndarray
    is_capital: np.ndarray
    is_upper: np.ndarray
    opens: np.ndarray

    @cached_property
    def sums(self) -> tuple[np.ndarray, np.ndarray]:
        """Prefix sums of the letters, from which the hash of any part of a word is taken."""
        return prefix_sums(self.letters)

    def __len__(self) -> int:
        return len(self.row)

    def counted(self, which: np.ndarray) -> np.ndarray:
        """Return how many of the chosen tokens each sentence has, of shape (n_rows,)."""
        return np.bincount(self.row[which], minlength=self.n_rows)


def tokenize(texts: Sequence[str] | Tokens) -> Tokens:
    """Cut sentences into words and marks; a batch that is cut already is returned as it is.

    >>> found = tokenize(["Syria’s army said: “We won.”"])
    >>> ["".join(map(chr, found.letters[a:b])) for a, b in zip(found.first, found.last)]
    ['syrias', 'army', 'said', ':', '"', 'we', 'won', '.', '"']
    """
    if isinstance(texts, Tokens):
        return texts
    codes, row, place = _joined([str(text) for text in texts])
    plain, kind, capital = _looked_up(codes)
    stop = place + 1
    plain, kind, kept = _without_values(plain, kind, stop)
    _take_out_handles(plain, kind, kept, stop)
    plain, kind, capital, row, place, stop = (array[kept] for array in (plain, kind, capital, row, place, stop))
    return _cut(len(texts), plain, kind, capital, (row, place, stop))


def _joined(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the code points of all sentences, spaces between them, with the sentence and place of each."""
    joined = " " + "  ".join(texts) + " "
    if "http" in joined or "www." in joined or "pic.tw" in joined:
        joined = _LINK.sub(lambda link: " " * len(link[0]), joined)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 2
    begins = np.cumsum(lengths) - lengths
    row = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    return codes[: len(row)], row, np.arange(len(row)) - begins[row] - 1


def _looked_up(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the plain form and the kind of each code point, and whether it is a capital."""
    plain, kind, capital = _code_points()
    if not len(codes) or codes.max() < _TABLE:
        return plain[codes], kind[codes], capital[codes]
    known = codes < _TABLE
    low = np.where(known, codes, 0)
    return np.where(known, plain[low], codes), np.where(known, kind[low], _SPACE), capital[low] & known


@cache
def _code_points() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for each code point, its lower-case form, its kind and whether it is a capital."""
    plain = np.arange(_TABLE, dtype=np.uint32)
    kind = np.zeros(_TABLE, dtype=np.uint8)
    capital = np.zeros(_TABLE, dtype=bool)
    for code in range(_TABLE):
        letter = unicodedata.normalize("NFKC", chr(code))
        category = unicodedata.category(letter[0]) if letter else "Zs"
        lower = letter.lower()
        plain[code] = ord(lower) if len(lower) == 1 else code
        kind[code] = _LETTER if category[0] in "LM" or letter == "_" else _DIGIT if category == "Nd" else _SPACE
        capital[code] = letter.isupper()
    for letters, shown, what in ((_MARKS, "", _MARK), (_QUOTES, '"', _MARK), (_DASHES, "-", _MARK)):
        for letter in letters:
            plain[ord(letter)], kind[ord(letter)] = ord(shown or letter), what
    kind[[ord(letter) for letter in _APOSTROPHES]] = _DROPPED
    return plain, kind, capital


def _without_values(plain: np.ndarray, kind: np.ndarray, stop: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return letters and kinds with every number as one 0, and which code points are kept.

    `stop`, where each code point ends, is moved in place to the end of the number.
    """
    digit = kind == _DIGIT
    within = np.zeros_like(digit)
    within[1:-1] = ((plain[1:-1] == ord(".")) | (plain[1:-1] == ord(","))) & digit[:-2] & digit[2:]
    digit |= within
    again = np.zeros_like(digit)
    again[1:] = digit[1:] & digit[:-1]
    closes = digit.copy()
    closes[:-1] &= ~digit[1:]
    stop[np.flatnonzero(digit & ~again)] = stop[np.flatnonzero(closes)]
    kept = (kind != _DROPPED) & ~again
    return np.where(digit, np.uint32(ord("0")), plain), np.where(digit, np.uint8(_DIGIT), kind), kept


def _take_out_handles(plain: np.ndarray, kind: np.ndarray, kept: np.ndarray, stop: np.ndarray) -> None:
    """Spell the name after every @ alike, in place: a handle tells who, not how."""
    for at in np.flatnonzero((plain == ord("@")) & (kind == _MARK)):
        end = at + 1
        while end < len(kind) and kind[end] in (_LETTER, _DIGIT):
            end += 1
        plain[at + 1 : end], stop[at + 1 : end] = ord("0"), stop[end - 1]
        kept[at + 2 : end] = False


def _cut(
    n: int, plain: np.ndarray, kind: np.ndarray, capital: np.ndarray, where: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> Tokens:
    """Cut letters into tokens; `where` is the sentence, the place and the end of each."""
    row, place, stop = where
    inside = (kind == _LETTER) | (kind == _DIGIT)
    mark = kind == _MARK
    before, after = np.zeros_like(inside), np.zeros_like(inside)
    before[1:], after[:-1] = inside[:-1], inside[1:]
    first = np.flatnonzero((inside & ~before) | mark)
    last = np.flatnonzero((inside & ~after) | mark) + 1
    sums = prefix_sums(plain)
    of_row, is_mark = row[first], mark[first]
    capitals = np.concatenate([[0], np.cumsum(capital)])
    return Tokens(
        n_rows=n,
        row=of_row,
        word=hash_spans(sums, first, last),
        letters=plain,
        first=first,
        last=last,
        start=place[first],
        end=stop[last - 1],
        is_word=kind[first] == _LETTER,
        is_number=kind[first] == _DIGIT,
        is_mark=is_mark,
        is_capital=capital[first],
        is_upper=(capitals[last] - capitals[first] == last - first) & (last - first > 1),
        opens=_opens(of_row, is_mark & np.isin(plain[first], [ord(mark) for mark in _OPENING])),
    )


def _opens(row: np.ndarray, opening: np.ndarray) -> np.ndarray:
    """Return which tokens stand first in their sentence or after a mark that opens one."""
    opens = np.ones(len(row), dtype=bool)
    opens[1:] = (row[1:] != row[:-1]) | opening[:-1]
    return opens

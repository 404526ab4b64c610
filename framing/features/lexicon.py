"""Lexicons: named lists of words and phrases, kept as data, found in many sentences at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from framing.errors import CodebookError
from framing.features.hashing import hash_phrase, runs
from framing.features.tokens import Tokens

_FOLDER = Path(__file__).parent / "lexicons"
_SEPARATOR = re.compile(r"[,\n]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
#: A match of several categories is kept as bits of one number.
MOST_CATEGORIES = 64
_LOW = np.uint64(2**17 - 1)


def read_lexicon(path: str | Path) -> dict[str, str]:
    """Read a lexicon: a TOML file with one table a category, each with its `terms`.

    Terms are separated by commas or lines; `~` after a term adds its regular inflections.

    Returns
    -------
    dict
        From the name of each category to its terms.

    Raises
    ------
    CodebookError
        If the file is missing, is no TOML, or a table has no terms.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "mine.toml"
    >>> _ = path.write_text('[water]\\nmeaning = "water as a weapon"\\nterms = "dam~, cut off the water"')
    >>> read_lexicon(path)
    {'water': 'dam~, cut off the water'}
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CodebookError(f"{path}: not a readable lexicon ({error}); wanted TOML, a table a category") from error
    for name, table in content.items():
        if not isinstance(table, dict) or not isinstance(table.get("terms"), str) or not terms_of(table["terms"]):
            raise CodebookError(f'{path}: category {name} has no terms; wanted [{name}] with terms = "one, two~"')
    return {name: table["terms"] for name, table in content.items()}


@cache
def bundled_lexicon(*, names: bool = False) -> dict[str, str]:
    """Return the categories that come with the package, or those of names that are masked."""
    files = ["names"] if names else ["designations", "acts", "legitimacy", "stance"]
    return {name: terms for file in files for name, terms in read_lexicon(_FOLDER / f"{file}.toml").items()}


def terms_of(text: str) -> list[str]:
    """Return the terms of a category, inflected where they are marked.

    >>> terms_of("rebel~, rule of law")
    ['rebel', 'rebeled', 'rebeling', 'rebels', 'rule of law']
    """
    written = [part.strip().lower() for part in _SEPARATOR.split(text)]
    return sorted({form for term in written if term for form in _forms(term)})


def _forms(term: str) -> set[str]:
    """Return the term with the regular inflections of the word before its `~`."""
    marked, tilde, rest = term.partition("~")
    if not tilde:
        return {term}
    head, space, word = marked.rpartition(" ")
    return {f"{head}{space}{form}{rest}" for form in _inflected(word)}


def _inflected(word: str) -> set[str]:
    if word.endswith("e"):
        return {word, word + "s", word + "d", word + "r", word + "rs", word[:-1] + "ing"}
    if re.search("[^aeiou]y$", word):
        return {word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    forms = {word, word + ("es" if re.search("(s|x|z|ch|sh)$", word) else "s"), word + "ed", word + "ing"}
    if re.search("[^aeiou][aeiou][bdgmnprt]$", word):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


class Lexicon:
    """Categories of terms, ready to be found in tokens.

    Parameters
    ----------
    categories
        From the name of each category to its terms, as `read_lexicon` returns; at most 64.

    Raises
    ------
    CodebookError
        If there are too many categories.

    Examples
    --------
    >>> from framing.features.tokens import tokenize
    >>> Lexicon({"bodies": "security council, un"}).counts(tokenize(["The Security Council met the UN envoy."]))
    array([[2.]], dtype=float32)
    """

    def __init__(self, categories: Mapping[str, str]):
        if len(categories) > MOST_CATEGORIES:
            raise CodebookError(f"wanted {MOST_CATEGORIES} categories of terms or fewer; got {len(categories)}")
        self.names = tuple(categories)
        by_length: dict[int, dict[int, int]] = {}
        for number, text in enumerate(categories.values()):
            for term in terms_of(text):
                words = ["0" if word.isdigit() else word for word in _WORD.findall(term.replace("'", ""))]
                table = by_length.setdefault(len(words), {})
                table[hash_phrase(words)] = table.get(hash_phrase(words), 0) | 1 << number
        self._tables = {length: _sorted(table) for length, table in sorted(by_length.items()) if length}

    def find(self, tokens: Tokens) -> list[tuple[int, np.ndarray, np.ndarray]]:
        """Return, for each length of term, the length, the tokens where matches begin, and their categories as bits."""
        return [(length, *self._matches(tokens, length)) for length in self._tables]

    def counts(self, tokens: Tokens) -> np.ndarray:
        """Return how many terms of each category each sentence has: float32 of shape (n_rows, n_categories)."""
        return count_matches(self.find(tokens), tokens, len(self.names))

    def _matches(self, tokens: Tokens, length: int) -> tuple[np.ndarray, np.ndarray]:
        keys, bits, perhaps = self._tables[length]
        hashes, begins = runs(tokens.word, tokens.row, length)
        candidates = np.flatnonzero(perhaps[(hashes & _LOW).astype(np.int64)])
        hashes, begins = hashes[candidates], begins[candidates]
        place = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
        hit = keys[place] == hashes
        return begins[hit], bits[place[hit]]


def mark_tokens(matches: list[tuple[int, np.ndarray, np.ndarray]], n_tokens: int) -> np.ndarray:
    """Return the categories of every token as bits: of all terms that it is part of."""
    found = np.zeros(n_tokens, dtype=np.uint64)
    for length, begins, bits in matches:
        for offset in range(length):
            np.bitwise_or.at(found, begins + offset, bits)
    return found


def spread_matches(
    matches: list[tuple[int, np.ndarray, np.ndarray]], n: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the category of each match, one a category, and the tokens with which it begins and ends."""
    found = []
    for length, begins, bits in matches:
        match, category = np.nonzero(_as_columns(bits, n))
        found.append((category, begins[match], begins[match] + length - 1))
    categories, first, last = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    return categories, first, last


def count_matches(matches: list[tuple[int, np.ndarray, np.ndarray]], tokens: Tokens, n: int) -> np.ndarray:
    """Return how many terms of each of n categories each sentence has: float32 of shape (n_rows, n)."""
    category, first, _ = spread_matches(matches, n)
    counts = np.bincount(tokens.row[first] * n + category, minlength=tokens.n_rows * n)
    return counts.astype(np.float32).reshape(tokens.n_rows, n)


def _sorted(table: dict[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the hashes, their categories, and which low bits any of them has: most words are told apart by these."""
    keys = np.array(sorted(table), dtype=np.uint64)
    perhaps = np.zeros(int(_LOW) + 1, dtype=bool)
    perhaps[(keys & _LOW).astype(np.int64)] = True
    return keys, np.array([table[int(key)] for key in keys], dtype=np.uint64), perhaps


def _as_columns(bits: np.ndarray, n: int) -> np.ndarray:
    return (bits[:, None] >> np.arange(n, dtype=np.uint64)) & np.uint64(1)

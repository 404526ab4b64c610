"""Named measures of a sentence's shape and address, each between 0 and 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from framing.features.hashing import hash_word
from framing.features.reading import Reading, read_sentences
from framing.features.tokens import Tokens

_IMPERATIVES = """
stop save help share act tell listen look remember imagine pray sign join donate retweet end let demand boycott free
open lift break wake stand speak call give make do take keep send bring watch read see ask think consider say please
"""
#: Measures are kept to this many steps, so that they come out alike from 16-bit numbers.
_STEPS = 256
#: A quoted passage of so few words holds a word up rather than reporting speech.
_SCARE_QUOTE = 3


def _marks(mark: str, full: float) -> Callable[[Reading], np.ndarray]:
    """Return a measure: how often a mark occurs, as a share of `full` occurrences."""
    return lambda reading: reading.tokens.counted(reading.tokens.word == _hash(mark)) / full


#: Name of each measure and how it is taken.
_MEASURES: dict[str, Callable[[Reading], np.ndarray]] = {
    "length": lambda reading: reading.tokens.counted(reading.tokens.is_word) / 60,
    "long_words": lambda reading: reading.tokens.counted(_longer_than(reading.tokens, 8)) / 12,
    "exclamation": _marks("!", 1),
    "question": _marks("?", 1),
    "quotation_marks": _marks('"', 2),
    "scare_quotes": lambda reading: _scare_quotes(reading.tokens) / 2,
    "quote_opens": lambda reading: _at_edge(reading.tokens, '"', 0),
    "lead_in": lambda reading: _at_edge(reading.tokens, ":", -1),
    "full_stop": lambda reading: _at_edge(reading.tokens, ".", -1),
    "hashtags": _marks("#", 3),
    "handles": _marks("@", 2),
    "parentheses": _marks("(", 2),
    "dashes": _marks("-", 4),
    "numbers": lambda reading: reading.tokens.counted(reading.tokens.is_number) / 4,
    "capitals": lambda reading: reading.tokens.counted(reading.tokens.is_upper & _longer_than(reading.tokens, 2)) / 4,
    "names": lambda reading: np.bincount(reading.tokens.row[_runs_of_names(reading)], minlength=_rows(reading)) / 6,
    "imperative_opening": lambda reading: _imperative(reading.tokens),
}

#: The measures, in the order of their columns.
SHAPE_FEATURES = tuple(_MEASURES)


def measure_shape(texts: Sequence[str]) -> np.ndarray:
    """Return the measures of each sentence: float32 array of shape (n_sentences, n_measures).

    >>> measure_shape(["We must not wait!"])[0, SHAPE_FEATURES.index("exclamation")]
    np.float32(1.0)
    """
    return shape_of(read_sentences(texts))


def shape_of(reading: Reading) -> np.ndarray:
    """Return the measures of sentences that are read already."""
    columns = np.array([measure(reading) for measure in _MEASURES.values()], dtype=np.float64)
    columns = columns.reshape(len(_MEASURES), _rows(reading)).T
    return (np.round(np.minimum(columns, 1) * _STEPS) / _STEPS).astype(np.float32)


@cache
def _hash(word: str) -> np.uint64:
    return np.uint64(hash_word(word))


@cache
def _imperatives() -> np.ndarray:
    return np.array([hash_word(word) for word in _IMPERATIVES.split()], dtype=np.uint64)


def _rows(reading: Reading) -> int:
    return reading.tokens.n_rows


def _longer_than(tokens: Tokens, letters: int) -> np.ndarray:
    return tokens.is_word & (tokens.last - tokens.first > letters)


def _runs_of_names(reading: Reading) -> np.ndarray:
    return reading.shown[reading.names[reading.shown]]


def _edges(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each sentence, its first token and the one after its last."""
    rows = np.arange(tokens.n_rows)
    return np.searchsorted(tokens.row, rows), np.searchsorted(tokens.row, rows, side="right")


def _at_edge(tokens: Tokens, mark: str, edge: int) -> np.ndarray:
    """Return whether each sentence begins (0) or ends (-1) with the mark."""
    begin, end = _edges(tokens)
    return (end > begin) & _word_at(tokens, begin if edge == 0 else end - 1, [_hash(mark)])


def _imperative(tokens: Tokens) -> np.ndarray:
    begin, end = _edges(tokens)
    return (end > begin) & _word_at(tokens, begin, _imperatives())


def _word_at(tokens: Tokens, places: np.ndarray, words: Sequence[np.uint64] | np.ndarray) -> np.ndarray:
    if not len(tokens):
        return np.zeros(len(places), dtype=bool)
    return np.isin(tokens.word[np.clip(places, 0, len(tokens) - 1)], words)


def _scare_quotes(tokens: Tokens) -> np.ndarray:
    """Return how many pairs of quotation marks in each sentence hold one to three words."""
    quotes = np.flatnonzero(tokens.word == _hash('"'))
    pairs = np.diff(quotes)
    same = tokens.row[quotes[1:]] == tokens.row[quotes[:-1]]
    short = same & (pairs > 1) & (pairs <= _SCARE_QUOTE + 1)
    return np.bincount(tokens.row[quotes[:-1][short]], minlength=tokens.n_rows)

"""Words and runs of words as 64-bit numbers, computed for whole batches; runs counted into hashed columns."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.sparse import csr_matrix

_BITS = 2**64 - 1
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_MIXER = 0xD6E8FEB86659FD93
_JOINER = 0xC2B2AE3D27D4EB4F


def hash_word(word: str) -> int:
    """Return the hash of a word as `tokenize` spells it; the same on every machine.

    >>> hash_word("army") == hash_word("army"), hash_word("army") == hash_word("navy")
    (True, False)
    """
    total, power = 0, 1
    for letter in word:
        total = (total + ord(letter) * power) & _BITS
        power = power * _BASE & _BITS
    return _mix_number(total)


def hash_phrase(words: list[str]) -> int:
    """Return the hash of words in sequence, equal to what `runs` gives for them."""
    total, *others = [hash_word(word) for word in words]
    for other in others:
        total = _mix_number((total * _JOINER + other) & _BITS)
    return total


def mix(values: np.ndarray) -> np.ndarray:
    """Return uint64 numbers scattered evenly, one to one."""
    for _ in range(2):
        values = (values ^ (values >> np.uint64(32))) * np.uint64(_MIXER)
    return values ^ (values >> np.uint64(32))


def _mix_number(value: int) -> int:
    for _ in range(2):
        value = (value ^ (value >> 32)) * _MIXER & _BITS
    return value ^ (value >> 32)


@cache
def _powers(base: int, exponent: int) -> np.ndarray:
    """Return the first 2**exponent powers of the base, modulo 2**64."""
    factors = np.full(2**exponent, base, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def _exponent(size: int) -> int:
    return max(12, int(size).bit_length())


def prefix_sums(letters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return sums from which `hash_spans` takes the hash of any run of letters, and their scale."""
    exponent = _exponent(len(letters) + 1)
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * _powers(_BASE, exponent)[: len(letters)], dtype=np.uint64, out=sums[1:])
    return sums, _powers(_INVERSE, exponent)


def hash_spans(sums: tuple[np.ndarray, np.ndarray], first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return the hashes of runs of letters, each from `first` up to `last`."""
    totals, scale = sums
    return mix((totals[last] - totals[first]) * scale[first])


def runs(words: np.ndarray, row: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the hashes of all runs of `length` words within a row, and where each begins."""
    n = len(words) - length + 1
    if n <= 0:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    joined = words[:n]
    for offset in range(1, length):
        joined = mix(joined * np.uint64(_JOINER) + words[offset : n + offset])
    within = np.flatnonzero(row[:n] == row[length - 1 :])
    return joined[within], within


def all_runs(words: np.ndarray, row: np.ndarray, lengths: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the hashes of runs of the shortest to the longest length, where each begins, and how long it is."""
    found = [(*runs(words, row, length), length) for length in range(lengths[0], lengths[1] + 1)]
    hashes = np.concatenate([hashes for hashes, _, _ in found])
    begins = np.concatenate([begins for _, begins, _ in found])
    return hashes, begins, np.repeat([length for *_, length in found], [len(begins) for _, begins, _ in found])


def columns_of(hashes: np.ndarray, n_hashed: int) -> np.ndarray:
    """Return the column of each hash among `n_hashed`."""
    return (hashes >> np.uint64(16)).astype(np.int64) % n_hashed


def count(columns: np.ndarray, row: np.ndarray, *, n_rows: int, n_columns: int) -> csr_matrix:
    """Return how often each row holds each column: float32 matrix of shape (n_rows, n_columns)."""
    key = row.astype(np.int64) * n_columns + columns
    if n_rows * n_columns < 2**31:
        key = key.astype(np.int32)  # sorts several times faster
    key.sort()
    new = np.ones(len(key), dtype=bool)
    new[1:] = key[1:] != key[:-1]
    places = np.flatnonzero(new)
    counts = np.diff(places, append=len(key)).astype(np.float32)
    rows, found = np.divmod(key[places], n_columns)
    starts = np.searchsorted(rows, np.arange(n_rows + 1)).astype(np.int32)
    return csr_matrix((counts, found.astype(np.int32), starts), shape=(n_rows, n_columns))

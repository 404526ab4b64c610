"""Pieces of words: every run of a few letters, found once for each different word of a batch."""

from __future__ import annotations

import numpy as np

from framing.features.hashing import hash_spans, prefix_sums
from framing.features.tokens import Tokens

_SPACE = ord(" ")


def word_pieces(tokens: Tokens, chosen: np.ndarray, lengths: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the hash of every piece of the chosen tokens, and the token that it is of.

    A word counts with one space before and one after it, and pieces keep within it.
    """
    _, example, which = np.unique(tokens.word[chosen], return_index=True, return_inverse=True)
    hashes, owner = _pieces(tokens, chosen[example], lengths)
    n_pieces = np.bincount(owner, minlength=len(example))
    begins = np.cumsum(n_pieces) - n_pieces
    places, number = _spread(begins[which], n_pieces[which])
    return hashes[places], chosen[number]


def _pieces(tokens: Tokens, words: np.ndarray, lengths: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the hash of every piece of the given tokens, in their order, and the number of the token."""
    size = tokens.last[words] - tokens.first[words] + 2
    places, number = _spread(tokens.first[words] - 1, size)
    offset = places - tokens.first[words][number] + 1
    edge = (offset == 0) | (offset == size[number] - 1)
    letters = np.where(edge, np.uint32(_SPACE), tokens.letters[np.minimum(places, len(tokens.letters) - 1)])
    sums = prefix_sums(letters)
    found = []
    for length in range(lengths[0], lengths[1] + 1):
        first = np.flatnonzero(offset + length <= size[number])
        found.append((hash_spans(sums, first, first + length), number[first]))
    hashes, owner = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.argsort(owner, kind="stable")
    return hashes[order], owner[order]


def _spread(begins: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return all places of the given stretches one after another, and the number of the stretch of each."""
    number = np.repeat(np.arange(len(sizes)), sizes)
    ends = np.cumsum(sizes)
    return np.arange(len(number)) + (begins - ends + sizes)[number], number

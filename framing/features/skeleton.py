"""What is left of a sentence when content words give way to their categories."""

from __future__ import annotations

from functools import cache

import numpy as np

from framing.features.hashing import hash_spans, hash_word, mix
from framing.features.reading import Reading
from framing.features.tokens import Tokens

#: Words that stand as they are: they say how, not what about.
_FUNCTION_WORDS = """
the a an of in on at by for with from to into over under about against between among through during before after as
than and or but if that which who whom whose this these those it its he she his her him they them their we us our you
your i my me is are was were be been being has have had do does did will would shall should can could may might must
not no nor so such there here when where why how what all any each every some most more other only own same too very
just also still again now then
"""
#: Endings that tell a kind of word, longest first; a word must be this much longer than its ending.
_ENDINGS = [
    "ing",
    "ion",
    "ity",
    "ous",
    "ive",
    "ism",
    "ist",
    "ers",
    "ent",
    "ful",
    "nce",
    "ble",
    "ly",
    "ed",
    "al",
    "ic",
    "s",
]
_STEM = 3
_OTHER = np.uint64(hash_word("OTHER"))
_CATEGORY = np.uint64(12345)


def symbols_of(reading: Reading) -> np.ndarray:
    """Return the symbol of each token: itself, its category, a name, or its ending."""
    tokens, categories = reading.tokens, reading.categories
    stays = _is_function_word(tokens) | tokens.is_mark | tokens.is_number
    lowest = categories & (~categories + np.uint64(1))
    symbols = np.where(categories != 0, mix(lowest + _CATEGORY), _endings(tokens))
    return np.where(stays, tokens.word, np.where(reading.names, reading.words, symbols))


@cache
def _function_words() -> np.ndarray:
    return np.array(sorted(hash_word(word) for word in _FUNCTION_WORDS.split()), dtype=np.uint64)


def _is_function_word(tokens: Tokens) -> np.ndarray:
    known = _function_words()
    return known[np.minimum(np.searchsorted(known, tokens.word), len(known) - 1)] == tokens.word


def _endings(tokens: Tokens) -> np.ndarray:
    """Return the hash of each token's ending, or one for all words without a known one."""
    found = np.full(len(tokens), _OTHER)
    open_yet = np.ones(len(tokens), dtype=bool)
    for length in sorted({len(ending) for ending in _ENDINGS}, reverse=True):
        known = np.array([hash_word(ending) for ending in _ENDINGS if len(ending) == length], dtype=np.uint64)
        first = np.maximum(tokens.last - length, tokens.first)
        ending = hash_spans(tokens.sums, first, tokens.last)
        hit = open_yet & np.isin(ending, known) & (tokens.last - tokens.first >= length + _STEM)
        found, open_yet = np.where(hit, mix(ending), found), open_yet & ~hit
    return found

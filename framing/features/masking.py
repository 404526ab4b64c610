"""Names, places, datelines and outlets taken out of sight: they tell whose text it is and what it is about."""

from __future__ import annotations

from functools import cache

import numpy as np

from framing.features.hashing import hash_word
from framing.features.lexicon import Lexicon, bundled_lexicon, mark_tokens
from framing.features.tokens import Tokens

#: Stands for every name, and for a run of names.
NAME = np.uint64(hash_word("NAME"))
#: A sentence with more than this share of capitals among its longer words is a headline: capitals are no names there.
_HEADLINE = 0.6
_LONGER_WORD = 4


@cache
def bundled(*, names: bool = False) -> Lexicon:
    """Return the lexicon that comes with the package, or that of names."""
    return Lexicon(bundled_lexicon(names=names))


def find_names(tokens: Tokens, categories: np.ndarray) -> np.ndarray:
    """Return which tokens are names: capitals within a sentence, and listed places, persons and outlets.

    A word of the lexicon (an army, a council, terrorists) is never a name, however it is printed.

    Parameters
    ----------
    tokens
        What `tokenize` returns.
    categories
        What `mark_tokens` returns for the matches of the bundled lexicon in them.

    Examples
    --------
    >>> from framing.features.tokens import tokenize
    >>> tokens = tokenize(["The Army left the small village of Orlu before dawn, said Anna Veld."])
    >>> find_names(tokens, mark_tokens(bundled().find(tokens), len(tokens))).nonzero()[0].tolist()
    [7, 11, 12]
    """
    plain = categories == 0
    printed = tokens.is_capital & tokens.is_word & ~tokens.opens & ~_in_headline(tokens)
    listed = mark_tokens(bundled(names=True).find(tokens), len(tokens)) != 0
    return (plain & (printed | listed)) | (listed & tokens.is_capital)


def _in_headline(tokens: Tokens) -> np.ndarray:
    longer = tokens.is_word & (tokens.end - tokens.start >= _LONGER_WORD)
    capitals, words = tokens.counted(longer & tokens.is_capital), tokens.counted(longer)
    return (capitals > _HEADLINE * np.maximum(words, 1))[tokens.row]


def repeats(tokens: Tokens, names: np.ndarray) -> np.ndarray:
    """Return which tokens are names right after another name of the same sentence."""
    again = np.zeros(len(tokens), dtype=bool)
    again[1:] = names[1:] & names[:-1] & (tokens.row[1:] == tokens.row[:-1])
    return again

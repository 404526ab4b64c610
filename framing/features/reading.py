"""A batch of sentences read once for all blocks of features: tokens, categories of terms, names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from framing.features.lexicon import Lexicon, mark_tokens
from framing.features.masking import NAME, bundled, find_names, repeats
from framing.features.tokens import Tokens, tokenize


@dataclass(frozen=True)
class Reading:
    """Tokens of a batch, and what is known of them.

    Attributes
    ----------
    tokens : what `tokenize` returns
    masked : whether names are out of sight
    further : the user's own categories of terms, beside the bundled ones
    """

    tokens: Tokens
    masked: bool = True
    further: Lexicon | None = None

    @cached_property
    def matches(self) -> list[tuple[int, np.ndarray, np.ndarray]]:
        """Matches of the bundled lexicon, as `Lexicon.find` returns them."""
        return bundled().find(self.tokens)

    @cached_property
    def categories(self) -> np.ndarray:
        """Bundled categories of each token, as bits."""
        return mark_tokens(self.matches, len(self.tokens))

    @cached_property
    def names(self) -> np.ndarray:
        """Which tokens are names; none where names are left in sight."""
        if not self.masked:
            return np.zeros(len(self.tokens), dtype=bool)
        return find_names(self.tokens, self.categories)

    @cached_property
    def shown(self) -> np.ndarray:
        """Places of the tokens that are seen: all but names right after names."""
        return np.flatnonzero(~repeats(self.tokens, self.names))

    @cached_property
    def words(self) -> np.ndarray:
        """Hashes of the tokens, one for all names."""
        return np.where(self.names, NAME, self.tokens.word)


def read_sentences(
    texts: Sequence[str] | Reading, *, masked: bool = True, further: Mapping[str, str] | None = None
) -> Reading:
    """Read sentences for the blocks of features; a batch that is read already is returned as it is."""
    if isinstance(texts, Reading):
        return texts
    return Reading(tokenize(texts), masked, Lexicon(further) if further else None)

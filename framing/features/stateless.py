"""What all blocks of features share: they learn nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from sklearn.base import BaseEstimator, TransformerMixin


class Stateless(TransformerMixin, BaseEstimator):
    """A transformer of sentences that learns nothing: the same sentence always gives the same row."""

    #: Says of a column which block it is of.
    label: ClassVar[str] = ""

    def fit(self, X: Sequence[str], y: Any = None) -> Stateless:
        """Return the transformer itself: there is nothing to fit."""
        return self

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags

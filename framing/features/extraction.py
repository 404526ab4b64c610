"""Sentences become a sparse matrix; nothing is fitted, so that features may be published without their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer

from framing.features.normalise import normalise
from framing.features.shape import SHAPE_FEATURES, measure_shape


class FrameFeatures(TransformerMixin, BaseEstimator):
    """Hashed counts of word and character n-grams, and the named shape measures, of sentences.

    Stateless: `fit` learns nothing, and the same sentence always gives the same row. Hashing keeps
    no vocabulary, so a row holds which n-grams a sentence has and not how they follow each other.

    Parameters
    ----------
    word_ngrams, char_ngrams : (int, int)
        Shortest and longest n-grams; characters are taken within words.
    n_hashed : int
        Columns for each of the two kinds of n-gram.
    shape : bool
        Whether to add the named measures of `SHAPE_FEATURES`.

    Examples
    --------
    >>> FrameFeatures(n_hashed=1024).transform(["The bridge is shut.", "We must act!"]).shape
    (2, 2063)
    """

    def __init__(
        self,
        word_ngrams: tuple[int, int] = (1, 2),
        char_ngrams: tuple[int, int] = (3, 5),
        n_hashed: int = 2**18,
        shape: bool = True,
    ):
        self.word_ngrams = word_ngrams
        self.char_ngrams = char_ngrams
        self.n_hashed = n_hashed
        self.shape = shape

    @property
    def widths(self) -> tuple[int, int, int]:
        """Number of columns of the blocks: words, characters, shape measures."""
        return self.n_hashed, self.n_hashed, len(SHAPE_FEATURES) if self.shape else 0

    def fit(self, X: Sequence[str], y: Any = None) -> FrameFeatures:
        """Return the transformer itself: there is nothing to fit."""
        return self

    def transform(self, X: Sequence[str]) -> csr_matrix:
        """Return the features of sentences, float32 of shape (n_sentences, sum of `widths`)."""
        texts = [str(text) for text in X]
        plain = [normalise(text) for text in texts]
        blocks = [self._words().transform(plain), self._characters().transform(plain)]
        if self.shape:
            blocks.append(csr_matrix(measure_shape(texts)))
        return csr_matrix(hstack(blocks, format="csr"), dtype=np.float32)

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return a name for each column: the block and bucket of an n-gram, or the measure."""
        names = [f"{block}:{bucket}" for block in ("word", "characters") for bucket in range(self.n_hashed)]
        return np.asarray(names + [f"shape:{name}" for name in SHAPE_FEATURES if self.shape], dtype=object)

    def _words(self) -> HashingVectorizer:
        return self._hashing(analyzer="word", ngram_range=self.word_ngrams, token_pattern=r'\w+|[!?"#@:]')

    def _characters(self) -> HashingVectorizer:
        return self._hashing(analyzer="char_wb", ngram_range=self.char_ngrams)

    def _hashing(self, **how: object) -> HashingVectorizer:
        return HashingVectorizer(
            n_features=self.n_hashed,
            alternate_sign=False,
            norm=None,
            lowercase=False,
            dtype=np.float32,
            **how,
        )

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags

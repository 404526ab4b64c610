"""Raw counts become weights, block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data


class TermWeighting(TransformerMixin, BaseEstimator):
    """Weigh counts by rarity (logarithmic tf, smoothed idf), each block of columns to unit length.

    Columns that fewer than `min_df` training sentences hold are dropped. Measures, which are no
    counts, are divided by their largest training value and by the root of their number instead.

    Parameters
    ----------
    widths : sequence of int, optional
        Columns of each block of counts, in order; what follows them is measures. All are one block
        of counts by default.
    min_df : int
        Fewest training sentences in which a column must occur.
    left_out : sequence of int
        Numbers of blocks whose columns are dropped.
    scales : dict of int to float, optional
        Length of the rows of some blocks of counts, by number, in place of 1.

    Attributes
    ----------
    columns_ : int32 array, the columns kept
    weight_ : float array, the factor of each kept column
    """

    def __init__(
        self,
        widths: Sequence[int] | None = None,
        min_df: int = 2,
        *,
        left_out: Sequence[int] = (),
        scales: Mapping[int, float] | None = None,
    ):
        self.widths = widths
        self.min_df = min_df
        self.left_out = left_out
        self.scales = scales

    def fit(self, X: Any, y: Any = None) -> TermWeighting:
        """Learn which columns to keep and how rare they are; X of shape (n_sentences, n_columns)."""
        X = csr_matrix(validate_data(self, X, accept_sparse="csr", dtype=[np.float64, np.float32]))
        X.eliminate_zeros()
        occurs = np.bincount(X.indices, minlength=X.shape[1])
        wanted = ~np.isin(self._block_of(np.arange(X.shape[1])), list(self.left_out))
        kept = wanted & (occurs >= self.min_df)
        if not kept.any():
            kept = wanted & (occurs >= min(1, occurs.max(initial=0)))
        self.columns_ = np.flatnonzero(kept).astype(np.int32)
        rarity = np.log((1 + X.shape[0]) / (1 + occurs[self.columns_])) + 1
        measures = self._block_of(self.columns_) == self._n_blocks()
        largest = np.maximum(abs(X).max(axis=0).toarray().ravel()[self.columns_], 1e-12)
        self.weight_ = np.where(measures, 1 / largest / np.sqrt(max(1, measures.sum())), rarity)
        return self

    def transform(self, X: Any) -> csr_matrix:
        """Return the weighted matrix, of shape (n_sentences, n_kept)."""
        check_is_fitted(self)
        X = csr_matrix(validate_data(self, X, accept_sparse="csr", dtype=[np.float64, np.float32], reset=False))
        place = np.full(X.shape[1], -1, dtype=np.int32)
        place[self.columns_] = np.arange(len(self.columns_))
        columns = place[X.indices]
        known = columns >= 0
        rows = np.repeat(np.arange(X.shape[0]), np.diff(X.indptr))[known]
        columns, data = columns[known], X.data[known].astype(np.float64)
        block = self._block_of(self.columns_)[columns]
        counts = block < self._n_blocks()
        data = np.where(counts, np.sign(data) * np.log1p(np.abs(data)), data) * self.weight_[columns]
        data = data / np.where(counts, self._lengths(rows, block, data), 1.0)
        for number, scale in (self.scales or {}).items():
            data = np.where(block == number, data * scale, data)
        return csr_matrix((data, (rows, columns)), shape=(X.shape[0], len(self.columns_)))

    def _lengths(self, rows: np.ndarray, block: np.ndarray, data: np.ndarray) -> np.ndarray:
        """Return, for each value, the Euclidean length of its row within its block."""
        cell = rows * (self._n_blocks() + 1) + block
        squares = np.bincount(cell, weights=data**2, minlength=1)
        return np.sqrt(np.maximum(squares[cell], 1e-24))

    def _n_blocks(self) -> int:
        return 1 if self.widths is None else len(self.widths)

    def _block_of(self, columns: np.ndarray) -> np.ndarray:
        """Return the number of the block of each column; measures have the number after the last."""
        if self.widths is None:
            return np.zeros(len(columns), dtype=np.int64)
        return np.searchsorted(np.cumsum(self.widths), columns, side="right")

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

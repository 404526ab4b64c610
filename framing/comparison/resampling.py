"""Whole documents permuted between two sources, or drawn again: what chance does to shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.prevalence import CodedSample


@dataclass(frozen=True)
class DocumentTotals:
    """Sums over each document of one or two sources, from which shares of any set of documents follow.

    Attributes
    ----------
    corrected, weight
        Sum over coded sentences of (code − λ·reading)/π, of shape (D, K), and of 1/π, of shape (D,).
    readings, size
        Sum over all sentences of λ·reading, of shape (D, K), and their number, of shape (D,).
    side
        Whether a document is of the first source, of shape (D,).
    """

    corrected: np.ndarray
    weight: np.ndarray
    readings: np.ndarray
    size: np.ndarray
    side: np.ndarray

    def shares(self, times: np.ndarray) -> np.ndarray:
        """Return shares where each document is taken so many times, for `times` of shape (B, D)."""
        weight, size = (np.maximum(times @ of_each, 1e-12)[:, None] for of_each in (self.weight, self.size))
        shares = np.clip((times @ self.corrected) / weight + (times @ self.readings) / size, 0, None)
        return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)


def total_documents(samples: Sequence[CodedSample], tuning: float) -> DocumentTotals:
    """Return the totals of the documents of two sources, at a common λ."""
    parts = [_totals(sample, tuning) for sample in samples]
    side = np.repeat(np.arange(len(parts)) == 0, [len(part[1]) for part in parts])
    return DocumentTotals(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)), side=side)


def permuted(totals: DocumentTotals, times: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares of both sides, of shape (times, K), with documents dealt anew to them."""
    dealt = np.argsort(rng.random((times, len(totals.side))), axis=1)
    first = totals.side[dealt].astype(float)
    return totals.shares(first), totals.shares(1 - first)


def redrawn(totals: DocumentTotals, times: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares of both sides, of shape (times, K), with documents of each drawn again from it."""
    sides = []
    for side in (totals.side, ~totals.side):
        drawn = np.zeros((times, len(side)))
        drawn[:, side] = rng.multinomial(side.sum(), np.full(side.sum(), 1 / side.sum()), size=times)
        sides.append(totals.shares(drawn))
    return sides[0], sides[1]


def _totals(sample: CodedSample, tuning: float) -> tuple[np.ndarray, ...]:
    n_documents = int(sample.documents.max()) + 1
    of_coded, weight = sample.documents[sample.coded], 1 / sample.inclusion
    corrected = weight[:, None] * (sample.codes - tuning * sample.readings[sample.coded])
    return (
        _sums(of_coded, corrected, n_documents),
        np.bincount(of_coded, weights=weight, minlength=n_documents),
        _sums(sample.documents, tuning * sample.readings, n_documents),
        np.bincount(sample.documents, minlength=n_documents).astype(float),
    )


def _sums(groups: np.ndarray, values: np.ndarray, n_groups: int) -> np.ndarray:
    return np.stack([np.bincount(groups, weights=column, minlength=n_groups) for column in values.T], axis=1)

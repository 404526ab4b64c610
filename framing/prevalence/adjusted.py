"""Tier B: shares of sources without codings, from how a model misread sources that it had not seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import gammaln
from scipy.stats import t

from framing.prevalence.gibbs import sample_shares
from framing.prevalence.intervals import Interval

#: Fewer gold sources than this say too little of how misreading differs from source to source.
FEWEST_GOLD_SOURCES = 10
#: A gold source with fewer sentences than this is left aside: its shares are mostly chance.
FEWEST_OF_A_SOURCE = 10
#: A target's counts enter its mean with the weight of at most so many gold sources of median size.
MOST_WEIGHT = 4
_CONCENTRATIONS = (np.log(0.3), np.log(3000.0))


@dataclass(frozen=True)
class ReadingErrors:
    """How a model misreads sources that it did not learn from.

    Attributes
    ----------
    sources
        The gold sources, M of them.
    counts
        For each, how often each frame (rows) was read as each (columns), of shape (M, K, K).
    correlation
        The intraclass correlation of frames within a document.
    errors, variances
        For each source, the leave-one-source-out errors of its shares, and the variances that they
        would have if all sources were misread alike, of shape (M, K).
    """

    sources: tuple[str, ...]
    counts: np.ndarray
    correlation: float
    errors: np.ndarray
    variances: np.ndarray

    def without(self, sources: Collection[str]) -> ReadingErrors:
        """Return the errors of the other sources."""
        kept = np.array([source not in sources for source in self.sources])
        return ReadingErrors(
            tuple(np.array(self.sources, dtype=object)[kept]),
            self.counts[kept],
            self.correlation,
            self.errors[kept],
            self.variances[kept],
        )

    @property
    def between_variances(self) -> np.ndarray:
        """τ² of each frame: how much more shares miss than they would if all sources were misread alike.

        The upper 95 % limit of the mean over sources and frames, for few sources give it; or the frame's
        own mean, where that is greater.
        """
        excess = self.errors**2 - self.variances
        of_source = excess.mean(axis=1)
        n = len(of_source)
        pooled = of_source.mean() + t.ppf(0.95, n - 1) * of_source.std(ddof=1) / np.sqrt(n)
        return np.maximum(np.maximum(excess.mean(axis=0), pooled), 0)

    def held(self, level: float = 0.95) -> np.ndarray:
        """Return whether the range of each source, itself left out, holds its coded share, of shape (M, K).

        The between-source variance is that of all, so a source counts in the width of its own range.
        """
        half = half_width(self.variances + self.between_variances, len(self.sources), level)
        return np.abs(self.errors) <= half


def half_width(variances: np.ndarray, n_sources: int, level: float) -> np.ndarray:
    """Return t(M−1)·√variance."""
    return t.ppf(1 - (1 - level) / 2, n_sources - 1) * np.sqrt(variances)


def learn_errors(sources: tuple[str, ...], counts: np.ndarray, *, correlation: float = 0.0) -> ReadingErrors:
    """Learn from confusion counts by gold source how far shares miss in a source that was not seen.

    Each source in turn is taken as the target, with mean rows and concentration from the others.

    Parameters
    ----------
    sources, counts, correlation
        As in `ReadingErrors`.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> counts = np.array([[rng.multinomial(60, [0.9, 0.1]), rng.multinomial(40, [0.2, 0.8])] for _ in range(12)])
    >>> found = learn_errors(tuple("abcdefghijkl"), counts)
    >>> bool(found.between_variances.max() < 0.01)
    True
    """
    counts = np.asarray(counts, dtype=float)
    learned = [mean_rows(np.delete(counts, place, axis=0)) for place in range(len(counts))]
    rows = np.stack([of_others for of_others, _ in learned])
    concentrations = np.array([concentration for _, concentration in learned])
    read, n = counts.sum(axis=1), counts.sum(axis=(1, 2))
    means = sample_shares(read, rows, concentration=concentrations).means
    variances = sample_shares(read, rows, seed=1).variances_here
    errors = means - counts.sum(axis=2) / n[:, None]
    return ReadingErrors(sources, counts, correlation, errors, variances)


def mean_rows(counts: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the mean rows of confusion matrices, and the concentration κ of sources' rows around them.

    Sources are weighted as a Dirichlet–multinomial model weights them, n/(n + κ), and κ is the one
    that makes the counts likeliest.

    Parameters
    ----------
    counts
        Of shape (M, K, K), rows true.
    """
    concentration = 20.0
    for _ in range(3):
        rows = _rows_at(counts, concentration)
        found = minimize_scalar(_unlikelihood, bounds=_CONCENTRATIONS, args=(counts, rows), options={"xatol": 0.05})
        concentration = float(np.exp(found.x))
    return _rows_at(counts, concentration), concentration


def adjusted_intervals(
    read: np.ndarray, errors: ReadingErrors, *, effects: np.ndarray, here: bool = False, level: float = 0.95
) -> list[list[Interval]]:
    """Return ranges for the frame shares of sources that nobody coded, by hierarchical adjusted count.

    The mean is the posterior mean over confusion matrices that such a source may have, its counts
    weighing no more than a few gold sources, on which errors were learned; the interval is mean ±
    t(M−1)·√(V + τ²), with V the posterior variance under the mean rows and τ² what leave-one-source-out
    errors have beyond theirs.

    Parameters
    ----------
    read
        How often each frame was read, of shape (n_targets, K).
    errors
        How the model misreads other sources.
    effects
        The design effect of each target, which its counts are divided by, of shape (n_targets,).
    here
        Whether shares among these sentences are meant, and not those of what the source prints.
    level
        Nominal coverage.
    """
    rows, concentration = mean_rows(errors.counts)
    worth = read / np.asarray(effects, dtype=float)[:, None]
    means = sample_shares(worth * _as_gold(worth, errors), rows, concentration=concentration).means
    fixed = sample_shares(read if here else worth, rows, seed=1)
    variances = (fixed.variances_here if here else fixed.variances) + errors.between_variances
    half = half_width(variances, len(errors.sources), level)
    low, high = np.clip(means - half, 0, 1), np.clip(means + half, 0, 1)
    return [
        [Interval(*map(float, limits), n_effective=float(n)) for limits in zip(*of_target, strict=True)]
        for n, of_target in zip(worth.sum(axis=1), zip(means, low, high, strict=True), strict=True)
    ]


def _as_gold(worth: np.ndarray, errors: ReadingErrors) -> np.ndarray:
    """Return what lets counts weigh no more than a few usual gold sources, on which errors were learned."""
    usual = MOST_WEIGHT * np.median(errors.counts.sum(axis=(1, 2)))
    return np.minimum(1.0, usual / np.maximum(worth.sum(axis=1, keepdims=True), 1))


def _rows_at(counts: np.ndarray, concentration: float) -> np.ndarray:
    """Return mean rows, each source weighted by how much its row says; half a sentence smooths each row."""
    n = counts.sum(axis=2, keepdims=True)
    weighted = (counts / (1 + n / concentration)).sum(axis=0)
    smoothed = weighted + 0.5 / counts.shape[2]
    return smoothed / smoothed.sum(axis=1, keepdims=True)


def _unlikelihood(log_concentration: float, counts: np.ndarray, rows: np.ndarray) -> float:
    alpha = np.exp(log_concentration) * rows
    n, total = counts.sum(axis=2), alpha.sum(axis=1)
    of_rows = (gammaln(total) - gammaln(n + total)).sum()
    return -float(of_rows + (gammaln(counts + alpha) - gammaln(alpha)).sum())

"""An interval for a share, from clusters of unequal size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, norm, t


@dataclass(frozen=True)
class Interval:
    """A share with the limits of its interval; `n_effective` is how many independent sentences it is worth."""

    estimate: float
    low: float
    high: float
    n_effective: float


def clustered_interval(values: np.ndarray, clusters: np.ndarray, *, level: float = 0.95) -> Interval:
    """Return the mean of values in [0, 1] with a Korn–Graubard interval over sampled clusters.

    The variance is the sum of squared influences of clusters times G/(G−1), floored at half of what
    independent sentences would have; the effective number of sentences, reduced for few clusters by
    (z/t)² with G−1 degrees of freedom, enters a Clopper–Pearson interval (Korn & Graubard 1998).

    Parameters
    ----------
    values
        Indicators or probabilities of one frame, of shape (n_sentences,).
    clusters
        The cluster (document, paragraph) of each sentence, of shape (n_sentences,).
    level
        Nominal coverage.

    Raises
    ------
    ValueError
        If there are fewer than two clusters.

    Examples
    --------
    >>> found = clustered_interval(np.array([1, 0, 0, 1, 0, 0]), np.array([1, 1, 2, 2, 3, 3]))
    >>> round(found.estimate, 3), found.low < 1 / 3 < found.high
    (0.333, True)
    """
    values = np.asarray(values, dtype=float)
    _, members = np.unique(clusters, return_inverse=True)
    n, n_clusters = len(values), members.max(initial=-1) + 1
    if n_clusters < 2:
        raise ValueError(f"an interval over clusters needs two or more of them; got {n_clusters}")
    mean = float(values.mean())
    smoothed = (mean * n + 0.5) / (n + 1)
    influence = np.bincount(members, weights=values - mean) / n
    variance = (influence**2).sum() * n_clusters / (n_clusters - 1)
    variance = max(variance, 0.5 * smoothed * (1 - smoothed) / n)
    tail = 1 - (1 - level) / 2
    few = float(norm.ppf(tail) / t.ppf(tail, n_clusters - 1)) ** 2
    n_effective = min(smoothed * (1 - smoothed) / variance, n) * few
    return Interval(mean, *_clopper_pearson(mean, n_effective, level), n_effective)


def _clopper_pearson(share: float, n: float, level: float) -> tuple[float, float]:
    hits, tail = share * n, (1 - level) / 2
    low = float(beta.ppf(tail, hits, n - hits + 1)) if hits > 0 else 0.0
    high = float(beta.ppf(1 - tail, hits + 1, n - hits)) if hits < n else 1.0
    return max(0.0, min(low, share)), min(1.0, max(high, share))

"""Intervals for a share: from clusters of unequal size, or from a variance that is known otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, norm, t

#: With fewer coded sentences than this of a frame, or of all others, no model is trusted to narrow an interval.
FEWEST_OF_EITHER = 5
#: From this many documents an interval speaks of a source's output; below, of these sentences only.
DOCUMENTS_FOR_OUTPUT = 5


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
    influence = np.bincount(members, weights=values - mean) / n
    variance = (influence**2).sum() * n_clusters / (n_clusters - 1)
    variance = max(variance, 0.5 * binomial_variance(mean, n, n))
    return korn_graubard(mean, variance, n=n, most=n, df=n_clusters - 1, level=level)


def korn_graubard(share: float, variance: float, *, n: int, most: float, df: float, level: float = 0.95) -> Interval:
    """Return the Korn–Graubard interval of a share whose variance is known.

    Parameters
    ----------
    share, variance
        The estimate, within [0, 1], and its variance; 0 gives an interval without width.
    n
        Coded sentences: they smooth the share, p̃ = (pn + ½)/(n + 1).
    most
        What the estimate can be worth at most, in independent sentences.
    df
        Degrees of freedom of the variance.
    level
        Nominal coverage.

    References
    ----------
    Korn, E. L., & Graubard, B. I. (1998). Survey Methodology, 24(2), 193–201.

    Examples
    --------
    >>> found = korn_graubard(0.3, 0.0021, n=100, most=100, df=1e9)
    >>> round(found.low, 3), round(found.high, 3)
    (0.212, 0.4)
    """
    if variance <= 0:
        return Interval(share, share, share, float("inf"))
    tail = 1 - (1 - level) / 2
    few = float(norm.ppf(tail) / t.ppf(tail, df)) ** 2
    n_effective = min(float(binomial_variance(share, 1, n)) / variance, most) * few
    return Interval(share, *_clopper_pearson(share, n_effective, level), n_effective)


def binomial_variance(share: float | np.ndarray, n: float, smoothed_by: float) -> float | np.ndarray:
    """Return the variance of a share of n independent sentences, the share smoothed by half a sentence."""
    smoothed = (share * smoothed_by + 0.5) / (smoothed_by + 1)
    return smoothed * (1 - smoothed) / n


def _clopper_pearson(share: float, n: float, level: float) -> tuple[float, float]:
    hits, tail = share * n, (1 - level) / 2
    low = float(beta.ppf(tail, hits, n - hits + 1)) if hits > 0 else 0.0
    high = float(beta.ppf(1 - tail, hits + 1, n - hits)) if hits < n else 1.0
    return max(0.0, min(low, share)), min(1.0, max(high, share))

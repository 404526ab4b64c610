"""Tier A: shares from a coded random sample, sharpened by the model's readings and never bent by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.prevalence.intervals import FEWEST_OF_EITHER, Interval, binomial_variance, korn_graubard


@dataclass(frozen=True)
class CodedSample:
    """The sentences of one source, or of one voice in it, of which a random sample is coded.

    Attributes
    ----------
    documents
        The document of each of N sentences, as whole numbers from 0, of shape (N,).
    readings
        The model's probability of each of K frames, of shape (N, K).
    coded
        Which sentences are coded, as places in the two above, of shape (n,).
    codes
        The share of coders who gave each frame, of shape (n, K); rows sum to 1.
    inclusion
        The probability with which each coded sentence was drawn, of shape (n,).
    names
        The name of each document, in the order of their numbers, where known: two samples may share some.
    """

    documents: np.ndarray
    readings: np.ndarray
    coded: np.ndarray
    codes: np.ndarray
    inclusion: np.ndarray
    names: np.ndarray | None = None

    @property
    def weights(self) -> np.ndarray:
        """What each coded sentence stands for, as a share of the whole (Hájek weights), of shape (n,)."""
        weights = 1 / self.inclusion
        return weights / weights.sum()

    @property
    def is_complete(self) -> bool:
        """Whether every sentence is coded."""
        return len(self.coded) == len(self.documents)

    @property
    def n_coded_documents(self) -> int:
        """How many documents have a coded sentence."""
        return len(np.unique(self.documents[self.coded]))


@dataclass(frozen=True)
class PoweredShares:
    """Shares of K frames with their variances, the λ used, and the degrees of freedom of the variances."""

    shares: np.ndarray
    variances: np.ndarray
    tuning: float
    df: float


def powered_shares(sample: CodedSample, estimand: str = "output", *, tuning: float | None = None) -> PoweredShares:
    """Estimate frame shares from a coded sample and the model's readings of all sentences.

    θ = mean(codes) + λ·(mean of all readings − mean of readings of the coded), with one λ in [0, 1]
    for all frames, so that shares sum to 1. The estimate is right whatever the model's errors are; λ
    decides how much it gains from the readings, and is the one that makes the variances smallest.

    The variance is, for a source's `output`, the sum of squared influences of documents times
    G/(G−1), G being the documents with a coded sentence; for these `sentences`, that of a stratified
    random sample from them. It is floored at half of what N independent sentences would have, and,
    where a frame or all others have fewer than five coded sentences, at what n would have: a model's
    merit cannot be seen in so few.

    Parameters
    ----------
    sample
        Two or more coded sentences, for `output` in two or more documents.
    estimand
        `output` (what the source prints, of which these documents are a sample) or `sentences` (these).
    tuning
        Another λ than the best, as where two sources are compared with a common one.

    References
    ----------
    Angelopoulos, A. N., et al. (2023). Science, 382(6671), 669–674.
    Egami, N., Hinck, M., Stewart, B., & Wei, H. (2023). NeurIPS 36.

    Examples
    --------
    >>> readings = np.tile([[0.9, 0.1], [0.2, 0.8]], (20, 1))
    >>> codes = np.round(readings[:10])
    >>> sample = CodedSample(np.arange(40) // 4, readings, np.arange(10), codes, np.full(10, 0.25))
    >>> powered_shares(sample).shares.round(2)
    array([0.5, 0.5])
    """
    coded, uncoded, df = influences(sample, estimand)
    if tuning is None:
        tuning = best_tuning([(coded, uncoded)])
    weights = sample.weights
    seen = sample.readings[sample.coded]
    shares = weights @ (sample.codes - tuning * seen) + tuning * sample.readings.mean(axis=0)
    shares = _possible(shares, sample) if estimand == "sentences" else _possible(shares)
    variances = ((coded - tuning * uncoded) ** 2).sum(axis=0)
    return PoweredShares(shares, np.maximum(variances, _floor(sample, shares, estimand)), tuning, df)


def _possible(shares: np.ndarray, sample: CodedSample | None = None) -> np.ndarray:
    """Return shares that are none below zero and sum to 1; of these sentences, none below what is coded."""
    coded = np.zeros(len(shares)) if sample is None else sample.codes.sum(axis=0) / len(sample.documents)
    rest = np.clip(shares - coded, 0, None)
    left = 1 - coded.sum()
    return coded + (left * rest / rest.sum() if rest.sum() > 0 else left / len(shares))


def powered_intervals(
    sample: CodedSample, found: PoweredShares, *, estimand: str = "output", level: float = 0.95
) -> list[Interval]:
    """Return the Korn–Graubard interval of each frame's share.

    Of these `sentences` the coded ones are known; the interval is on the share among the others, and
    its limits are rounded outwards to whole sentences.
    """
    of_frame = _of_output if estimand == "output" else _of_sentences
    return [of_frame(sample, found, column, level) for column in range(len(found.shares))]


def _of_output(sample: CodedSample, found: PoweredShares, column: int, level: float) -> Interval:
    share, variance = float(found.shares[column]), float(found.variances[column])
    return korn_graubard(share, variance, n=len(sample.coded), most=len(sample.documents), df=found.df, level=level)


def _of_sentences(sample: CodedSample, found: PoweredShares, column: int, level: float) -> Interval:
    n, n_all = len(sample.coded), len(sample.documents)
    share, hits, left = float(found.shares[column]), float(sample.codes[:, column].sum()), n_all - n
    if not left:
        return Interval(share, share, share, float("inf"))
    among_left = float(np.clip((share * n_all - hits) / left, 0, 1))
    variance = max(found.variances[column] * (n_all / left) ** 2, 1e-12)
    limits = korn_graubard(among_left, variance, n=n, most=float("inf"), df=found.df, level=level)
    low, high = (hits + np.floor(limits.low * left)) / n_all, (hits + np.ceil(limits.high * left)) / n_all
    return Interval(share, min(float(low), share), max(float(high), share), limits.n_effective)


def influences(sample: CodedSample, estimand: str = "output") -> tuple[np.ndarray, np.ndarray, float]:
    """Return the influences A of codes and B of readings on the shares, and their degrees of freedom.

    The variance of the shares at λ is the sum over rows of (A − λB)²; a row is a document for the
    estimand `output`, a coded sentence for `sentences`. A and B are of shape (n_rows, K).
    """
    return _by_document(sample) if estimand == "output" else _by_sentence(sample)


def shared_covariance(one: CodedSample, other: CodedSample, tuning: float) -> np.ndarray:
    """Return the covariance of the shares of two samples that have documents in common, of shape (K,).

    It is the sum over these documents of the product of their influences; 0 where there are none.
    """
    if one.names is None or other.names is None:
        return np.zeros(one.readings.shape[1])
    _, first, second = np.intersect1d(one.names, other.names, assume_unique=True, return_indices=True)
    sides = [_by_document(sample) for sample in (one, other)]
    of_one, of_other = (coded - tuning * uncoded for coded, uncoded, _ in sides)
    return (of_one[first] * of_other[second]).sum(axis=0)


def best_tuning(parts: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """Return the λ in [0, 1] that makes the sum of all variances smallest, over one source or several."""
    together = sum(float((coded * uncoded).sum()) for coded, uncoded in parts)
    alone = sum(float((uncoded**2).sum()) for _, uncoded in parts)
    return float(np.clip(together / alone, 0, 1)) if alone > 0 else 0.0


def _by_document(sample: CodedSample) -> tuple[np.ndarray, np.ndarray, float]:
    weights, seen = sample.weights, sample.readings[sample.coded]
    n_documents = int(sample.documents.max()) + 1
    of_coded = sample.documents[sample.coded]
    codes = _sum_by(of_coded, weights[:, None] * (sample.codes - weights @ sample.codes), n_documents)
    readings = _sum_by(of_coded, weights[:, None] * (seen - weights @ seen), n_documents)
    everywhere = sample.readings - sample.readings.mean(axis=0)
    readings -= _sum_by(sample.documents, everywhere, n_documents) / len(everywhere)
    n_coded = sample.n_coded_documents
    scale = np.sqrt(n_coded / (n_coded - 1))
    return codes * scale, readings * scale, n_coded - 1


def _by_sentence(sample: CodedSample) -> tuple[np.ndarray, np.ndarray, float]:
    """Return influences in a stratified sample without replacement; a stratum is one inclusion probability."""
    weights, seen = sample.weights, sample.readings[sample.coded]
    codes, readings = np.zeros_like(sample.codes), np.zeros_like(seen)
    probabilities = np.unique(sample.inclusion)
    for probability in probabilities:
        rows = sample.inclusion == probability
        n = int(rows.sum())
        scale = weights[rows][0] * np.sqrt((1 - probability) * n / max(n - 1, 1))
        codes[rows] = scale * (sample.codes[rows] - sample.codes[rows].mean(axis=0))
        readings[rows] = scale * (seen[rows] - seen[rows].mean(axis=0))
    return codes, readings, max(len(seen) - len(probabilities), 1)


def _sum_by(groups: np.ndarray, values: np.ndarray, n_groups: int) -> np.ndarray:
    return np.stack([np.bincount(groups, weights=column, minlength=n_groups) for column in values.T], axis=1)


def _floor(sample: CodedSample, shares: np.ndarray, estimand: str) -> np.ndarray:
    n, n_all = len(sample.coded), len(sample.documents)
    left = 1.0 if estimand == "output" else 1 - n / n_all
    hits = sample.codes.sum(axis=0)
    rare = np.minimum(hits, n - hits) < FEWEST_OF_EITHER
    worth = np.where(rare, n, 2 * n_all)
    return np.asarray(binomial_variance(shares, 1, n) / worth * left)

"""How much sentences of one document resemble each other, and what that costs."""

from __future__ import annotations

import numpy as np


def design_effect(indicators: np.ndarray, documents: np.ndarray) -> float:
    """Return by how much whole documents, drawn in place of sentences, multiply the variance of shares.

    Parameters
    ----------
    indicators
        One column a frame, of shape (n_sentences, K).
    documents
        The document of each sentence, of shape (n_sentences,).

    Returns
    -------
    float
        The ratio of variances, summed over frames; at least 1, and 1 where there is one document.

    References
    ----------
    Kish, L. (1965). Survey Sampling.

    Examples
    --------
    >>> design_effect(np.repeat(np.eye(2), 10, axis=0), np.repeat([0, 1], 10)) > 9
    True
    """
    clustered, independent = _variances(indicators, documents)
    return max(1.0, clustered / independent) if clustered and independent else 1.0


def intraclass_correlation(indicators: np.ndarray, documents: np.ndarray, sources: np.ndarray) -> float:
    """Return how alike two sentences of one document are in their frames, beyond what their source shares.

    It is what turns the size of documents into a design effect: 1 + (mean size − 1)·ρ. Pooled over
    sources with two documents or more; between 0 and 1.
    """
    clustered = expected = sizes = 0.0
    for source in np.unique(sources):
        rows = sources == source
        of_cluster, independent = _variances(indicators[rows], documents[rows])
        if of_cluster:
            clustered += of_cluster * rows.sum()
            expected += independent * rows.sum()
            sizes += independent * rows.sum() * (mean_size(documents[rows]) - 1)
    return float(np.clip((clustered - expected) / sizes, 0, 1)) if sizes else 0.0


def mean_size(documents: np.ndarray) -> float:
    """Return how many sentences the document of a sentence has, on average over sentences."""
    sizes = np.unique(documents, return_counts=True)[1]
    return float((sizes**2).sum() / sizes.sum())


def _variances(indicators: np.ndarray, documents: np.ndarray) -> tuple[float, float]:
    """Return the variance of shares over documents and over independent sentences, summed over frames."""
    names, members = np.unique(documents, return_inverse=True)
    if len(names) < 2:
        return 0.0, 0.0
    shares = indicators.mean(axis=0)
    sums = np.stack([np.bincount(members, weights=column) for column in (indicators - shares).T])
    clustered = (sums**2).sum() / len(indicators) ** 2 * len(names) / (len(names) - 1)
    return float(clustered), float((shares * (1 - shares)).sum() / len(indicators))

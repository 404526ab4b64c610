"""How far probabilities can be trusted: reliability by frame, and errors by how many sentences are read at all."""

from __future__ import annotations

import numpy as np

#: Bins of equal size in the calibration error and the reliability diagram of a frame.
BINS = 10
#: Shares of sentences, the surest first, at which the error is told.
COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)


def reliability(probability: np.ndarray, occurs: np.ndarray) -> list[dict[str, float]]:
    """Return the reliability diagram of one frame: bins that hold equally many sentences.

    Parameters
    ----------
    probability : array of shape (n_sentences,), that of the frame
    occurs : bool array of shape (n_sentences,), whether the sentence is of the frame

    Returns
    -------
    list of dict
        One a bin: n, mean probability, and the share of sentences that are of the frame.

    Examples
    --------
    >>> reliability(np.array([0.1, 0.9]), np.array([False, True]))[0]
    {'n': 1, 'probability': 0.1, 'share': 0.0}
    """
    order = np.argsort(probability, kind="stable")
    return [
        {"n": len(part), "probability": float(probability[part].mean()), "share": float(occurs[part].mean())}
        for part in np.array_split(order, BINS)
        if len(part)
    ]


def calibration_error(bins: list[dict[str, float]]) -> float:
    """Return the expected calibration error: the mean distance of probability and share, bins weighed by size."""
    n = sum(row["n"] for row in bins)
    return float(sum(row["n"] * abs(row["probability"] - row["share"]) for row in bins) / n)


def risk_coverage(probabilities: np.ndarray, right: np.ndarray) -> list[dict[str, float]]:
    """Return the error among the surest sentences, for several shares of sentences (El-Yaniv and Wiener 2010).

    Parameters
    ----------
    probabilities : array of shape (n_sentences, n_frames)
    right : bool array of shape (n_sentences,), whether the most probable frame is the true one

    Examples
    --------
    >>> found = risk_coverage(np.array([[0.9, 0.1], [0.4, 0.6]]), np.array([True, False]))
    >>> [row["risk"] for row in found if row["coverage"] in (1.0, 0.5)]
    [0.5, 0.0]
    """
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    rows = []
    for coverage in COVERAGES:
        kept = order[: max(1, round(coverage * len(order)))]
        least = float(probabilities[kept[-1]].max())
        rows.append({"coverage": coverage, "risk": float(1 - right[kept].mean()), "least_probability": least})
    return rows

"""The estimators that the product does not print, to measure it against: CC, PCC, ACC and EMQ."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize


def count_labels(readings: np.ndarray) -> np.ndarray:
    """Classify and count: the share of each label read."""
    return np.bincount(readings.argmax(axis=1), minlength=readings.shape[1]) / len(readings)


def mean_probability(readings: np.ndarray) -> np.ndarray:
    """Probabilistic classify and count."""
    return readings.mean(axis=0)


def adjusted_count(readings: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Adjusted count: the shares whose expected labels, by mean confusion rows, are nearest to those read."""
    read = count_labels(readings)
    found = minimize(
        lambda shares: ((rows.T @ shares - read) ** 2).sum(),
        np.full(len(rows), 1 / len(rows)),
        method="SLSQP",
        bounds=[(0, 1)] * len(rows),
        constraints={"type": "eq", "fun": lambda shares: shares.sum() - 1},
        options={"ftol": 1e-12},
    )
    return found.x


def expectation_maximisation(readings: np.ndarray, trained_on: np.ndarray, *, steps: int = 1000) -> np.ndarray:
    """EMQ (Saerens, Latinne & Decaestecker 2002): the shares at which mean corrected probabilities stand still."""
    shares = trained_on.copy()
    for _ in range(steps):
        odds = shares / trained_on * readings
        updated = (odds / odds.sum(axis=1, keepdims=True)).mean(axis=0)
        if np.abs(updated - shares).max() < 1e-7:
            break
        shares = updated
    return shares

"""Many tests at once: Holm within a pair of sources, Benjamini–Hochberg over pairs."""

from __future__ import annotations

import numpy as np


def holm(p_values: np.ndarray) -> np.ndarray:
    """Return Holm's adjusted p-values (Holm 1979).

    >>> holm(np.array([0.01, 0.04, 0.03])).round(3)
    array([0.03, 0.06, 0.06])
    """
    order = np.argsort(p_values, kind="stable")
    scaled = p_values[order] * np.arange(len(p_values), 0, -1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1)
    return adjusted


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """Return Benjamini and Hochberg's adjusted p-values (1995).

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3)
    array([0.03, 0.04, 0.04])
    """
    n = len(p_values)
    order = np.argsort(p_values, kind="stable")[::-1]
    scaled = p_values[order] * n / np.arange(n, 0, -1)
    adjusted = np.empty(n)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1)
    return adjusted


def adjust_families(families: list[np.ndarray]) -> list[np.ndarray]:
    """Return adjusted p-values of families (pairs of sources), each a test per frame.

    Holm's within a family; each family then stands with its smallest for Benjamini and Hochberg over
    families, and what that adds is added to all of its tests (Benjamini & Bogomolov 2014).

    >>> adjust_families([np.array([0.001, 0.5]), np.array([0.2, 0.9])])[0].round(3)
    array([0.004, 1.   ])
    """
    if not families:
        return []
    within = [holm(family) for family in families]
    smallest = np.array([family.min() for family in within])
    factors = benjamini_hochberg(smallest) / np.maximum(smallest, 1e-300)
    return [np.minimum(family * factor, 1) for family, factor in zip(within, factors, strict=True)]

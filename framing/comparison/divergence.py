"""How far two sources stand apart over all frames at once, beside what chance alone would show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.comparison.contrasts import Side, check_reference, pairs_of, share_documents, sides_of
from framing.comparison.resampling import permuted, redrawn, total_documents
from framing.prevalence import Prevalence
from framing.prevalence.powered import best_tuning, influences
from framing.prevalence.shares import GROUPS_OF_VOICES
from framing.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 499


def jensen_shannon(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the Jensen–Shannon divergence in bits of shares along the last axis: 0 alike, 1 disjoint.

    >>> float(jensen_shannon(np.array([1.0, 0.0]), np.array([0.0, 1.0])))
    1.0
    """
    middle = (one + other) / 2
    return np.clip((_relative(one, middle) + _relative(other, middle)) / 2, 0, 1)


def measure_divergence(
    sources: Prevalence,
    *,
    reference: str = "",
    kinds: Mapping[str, str] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure the Jensen–Shannon divergence between the frame shares of sources with coded samples.

    The interval resamples documents and is shifted by their mean excess, for a divergence of samples is
    too large on average. The noise floor is what 95 of 100 permutations of documents between the two
    stay below: a divergence under it is no more than chance.

    Parameters
    ----------
    sources, reference, kinds
        As in `compare`; kinds of several sources are left out.
    resamples, seed
        Number of permutations and of resampled sets, and the seed of their drawing.

    Returns
    -------
    pandas.DataFrame
        voice, source, reference, divergence (bits), low, high, noise_floor, method; a row for each pair
        of sources that have five documents with codings or more, and none in common.

    Raises
    ------
    TableError
        As `compare`.

    References
    ----------
    Lin, J. (1991). IEEE Transactions on Information Theory, 37(1), 145–151.
    """
    import pandas as pd

    check_reference(sources, reference, kinds)
    rows = []
    for voice in GROUPS_OF_VOICES:
        for one, other in pairs_of(sides_of(sources, voice, kinds), reference):
            if _can_resample(one) and _can_resample(other) and not share_documents(one, other):
                rows.append((voice, one.name, other.name, *_divergence(one, other, resamples, seed)))
    return pd.DataFrame(rows, columns=list(TABLES["divergences"]))


def _can_resample(side: Side) -> bool:
    return not side.lacking and len(side.samples) == 1 and side.estimands[0] == "output"


def _divergence(one: Side, other: Side, resamples: int, seed: int) -> tuple[float, float, float, float, str]:
    samples = [one.samples[0], other.samples[0]]
    tuning = best_tuning([influences(sample)[:2] for sample in samples])
    totals, rng = total_documents(samples, tuning), np.random.default_rng(seed)
    sides = totals.side[None].astype(float)
    found = float(jensen_shannon(totals.shares(sides), totals.shares(1 - sides))[0])
    drawn = jensen_shannon(*redrawn(totals, resamples, rng))
    low, high = np.clip(np.quantile(drawn, [0.025, 0.975]) - (drawn.mean() - found), 0, 1)
    floor = float(np.quantile(jensen_shannon(*permuted(totals, resamples, rng)), 0.95))
    method = f"Jensen–Shannon, base 2, {resamples} resampled sets of documents"
    return found, float(min(low, found)), float(max(high, found)), floor, method


def _relative(shares: np.ndarray, middle: np.ndarray) -> np.ndarray:
    ratio = np.where(shares > 0, shares, 1) / np.where(middle > 0, middle, 1)
    return (shares * np.log2(ratio)).sum(axis=-1)

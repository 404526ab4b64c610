"""How wide an interval will be, before anything is coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.prevalence.clustering import intraclass_correlation, mean_size
from framing.prevalence.extrapolated import Evidence, indicators
from framing.prevalence.intervals import (
    DOCUMENTS_FOR_OUTPUT,
    FEWEST_OF_EITHER,
    binomial_variance,
    korn_graubard,
)
from framing.tables import check_table

if TYPE_CHECKING:
    import pandas as pd

#: Coded sentences for which widths are foreseen.
SIZES = (25, 50, 100, 200)


@dataclass(frozen=True)
class Gain:
    """What readings explain of codes in sources that were not seen, and how alike sentences of a document are."""

    left: float
    correlation: float


def plan_widths(
    scores: pd.DataFrame, model: Evidence, *, sizes: Sequence[int] = SIZES, level: float = 0.95
) -> pd.DataFrame:
    """Foresee how wide the widest interval of each source will be, by how many sentences are coded.

    What is foreseen is the output of the source, or, of a source with fewer than `DOCUMENTS_FOR_OUTPUT`
    documents, these sentences alone, as `estimate_prevalence` then speaks of them. The shares are taken to be
    as the model reads them; how much its readings narrow the interval, and
    how alike sentences of one document are, is taken from its gold, as read by models that had not
    seen the source.

    Parameters
    ----------
    scores
        A scores table.
    model
        The model that scored it.
    sizes
        Numbers of coded sentences.
    level
        Nominal coverage.

    Returns
    -------
    pandas.DataFrame
        source, n_documents, n_units, then for each size the width of the widest interval of a frame;
        missing where the source has fewer sentences.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> text = "The train was late on Monday. We will never forget this massacre. " * 9
    >>> files = [Document.of(f"{text} Part {n}.", file=f"{n}.txt", source="Wire") for n in range(9)]
    >>> units = split_units(files)
    >>> planned = plan_widths(score_units(load_model(), units), load_model())
    >>> planned.loc[0, "width_25"] > planned.loc[0, "width_100"]
    np.True_
    """
    import pandas as pd

    scores, frames = check_table(scores, "scores"), model.frames
    gain = _gain(model)
    rows = []
    for source, of_source in scores.groupby("source", sort=False):
        read = of_source[of_source[f"p_{frames[0]}"].notna()]
        shares = read[[f"p_{frame}" for frame in frames]].to_numpy(dtype=float).mean(axis=0)
        documents = np.unique(read["doc_id"].to_numpy(dtype=str), return_inverse=True)[1]
        here = read["doc_id"].nunique() < DOCUMENTS_FOR_OUTPUT
        widths = [(_width_here if here else _width)(shares, documents, n, gain, level) for n in sizes]
        rows.append((source, read["doc_id"].nunique(), len(read), *widths))
    return pd.DataFrame(rows, columns=["source", "n_documents", "n_units", *(f"width_{n}" for n in sizes)])


def _gain(model: Evidence) -> Gain:
    """Learn from held-out evidence what is left of the variance of codes, within sources."""
    evidence = model.evidence
    if (evidence["material"] == "real").any():
        evidence = evidence[evidence["material"] == "real"]
    codes, _ = indicators(evidence, model.frames)
    columns = [f"p_{frame}" for frame in model.frames]
    readings = evidence.reindex(columns=columns, fill_value=0.0).to_numpy(dtype=float)
    sources = evidence["source"].to_numpy(dtype=str)
    codes_within, readings_within = _centred(codes, sources), _centred(readings, sources)
    alone = (readings_within**2).sum()
    tuning = np.clip((codes_within * readings_within).sum() / alone, 0, 1) if alone else 0.0
    left = ((codes_within - tuning * readings_within) ** 2).sum() / (codes_within**2).sum()
    documents = evidence["unit_id"].str.partition(":")[0].to_numpy(dtype=str)
    return Gain(float(left), intraclass_correlation(codes, documents, sources))


def _centred(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    members = np.unique(groups, return_inverse=True)[1]
    sums = np.stack([np.bincount(members, weights=column) for column in values.T], axis=1)
    return values - (sums / np.bincount(members)[:, None])[members]


def _width_here(shares: np.ndarray, documents: np.ndarray, n: int, gain: Gain, level: float) -> float:
    """Return the width for these sentences alone, of which the coded ones are known."""
    n_all = len(documents)
    left = n_all - n
    if left <= 0:
        return 0.0 if left == 0 else float("nan")
    widths = []
    for share in map(float, shares):
        rare = min(share, 1 - share) * n < FEWEST_OF_EITHER
        worth = (1 / n if rare else max(gain.left / n, 0.5 / n_all)) * left / n_all
        variance = float(binomial_variance(share, 1, n)) * worth * (n_all / left) ** 2
        found = korn_graubard(share, variance, n=n, most=float("inf"), df=n - 1, level=level)
        widths.append((found.high - found.low) * left / n_all)
    return max(widths)


def _width(shares: np.ndarray, documents: np.ndarray, n: int, gain: Gain, level: float) -> float:
    n_all = len(documents)
    if n > n_all or n_all < 2:
        return float("nan")
    sizes = np.bincount(documents)
    others = mean_size(documents) - 1
    of_coded = gain.left * (1 + others * (n - 1) / (n_all - 1) * gain.correlation) / n
    of_all = (1 - gain.left) * (1 + others * gain.correlation) / n_all
    df = max(1.0, float((1 - (1 - n / n_all) ** sizes).sum()) - 1)
    widths = []
    for share in map(float, shares):
        rare = min(share, 1 - share) * n < FEWEST_OF_EITHER
        worth = max(of_coded + of_all, 1 / n if rare else 0.5 / n_all)
        variance = float(binomial_variance(share, 1, n)) * worth
        found = korn_graubard(share, variance, n=n, most=n_all, df=df, level=level)
        widths.append(found.high - found.low)
    return max(widths)

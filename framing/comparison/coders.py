"""Whether the order of sources depends on who coded them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from framing.prevalence import Evidence, estimate_prevalence
from framing.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd


#: A source with an interval wider than this has no rank.
WIDEST_RANKED = 0.30


def compare_coders(
    scores: pd.DataFrame, model: Evidence, codings: pd.DataFrame, *, by: str = "source", estimand: str = "output"
) -> pd.DataFrame:
    """Estimate shares from the codings of each coder alone, and rank the sources by each.

    Parameters
    ----------
    scores, model, codings, by, estimand
        As in `estimate_prevalence`; codings with the column coder.

    Returns
    -------
    pandas.DataFrame
        The coders table: frame, source, coder, n_coded, estimate, low, high, rank (1 for the largest
        share of that frame among the sources that all coders coded). A source has no rank in a frame where
        an interval of it is wider than .30. Empty where fewer than two coders coded 25 sentences of the same
        two sources.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> files = [Document.of(f"Train {name} was late. " * 40, file=name, source=name) for name in ("A", "B")]
    >>> scores = score_units(load_model(), split_units(files))
    >>> codings = scores[["unit_id"]].assign(frame="neutral")
    >>> both = [codings.assign(coder=coder) for coder in ("anna", "ben")]
    >>> import pandas as pd
    >>> compare_coders(scores, load_model(), pd.concat(both))["coder"].unique().tolist()
    ['anna', 'ben']
    """
    import pandas as pd

    columns = list(TABLES["coders"])
    if "coder" not in codings or codings["coder"].nunique() < 2:
        return pd.DataFrame(columns=columns)
    parts = []
    for coder, of_coder in codings.groupby("coder", sort=True):
        if of_coder["unit_id"].isin(scores["unit_id"]).any():
            shares = estimate_prevalence(scores, model, codings=of_coder, by=by, estimand=estimand)
            rows = pd.DataFrame(shares[(shares["voice"] == "all") & (shares["tier"] == "A")])
            parts.append(rows.assign(coder=coder))
    together = pd.concat(parts, ignore_index=True)
    n_coders = together["coder"].nunique()
    of_all = together.groupby("source")["coder"].transform("nunique") == n_coders
    common = together[of_all]
    if n_coders < 2 or common["source"].nunique() < 2:
        return pd.DataFrame(columns=columns)
    widest = (common["high"] - common["low"]).groupby([common["source"], common["frame"]]).transform("max")
    narrow = common["estimate"].where(widest <= WIDEST_RANKED)
    rank = narrow.groupby([common["coder"], common["frame"]]).rank(ascending=False, method="min").astype("Int64")
    return common.assign(rank=rank)[columns].reset_index(drop=True)


def turned_pairs(coders: pd.DataFrame, frame: str) -> tuple[list[tuple[str, str]], int]:
    """Return the pairs of sources that coders order differently in a frame, and how many pairs there are."""
    ranked = coders[(coders["frame"] == frame) & coders["rank"].notna()]
    wide = ranked.pivot(index="coder", columns="source", values="estimate")
    pairs = list(combinations(wide.columns, 2))
    signs = [np.sign((wide[one] - wide[other]).to_numpy()) for one, other in pairs]
    return [pair for pair, sign in zip(pairs, signs, strict=True) if sign.min() < 0 < sign.max()], len(pairs)

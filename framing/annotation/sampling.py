"""Which sentences are to be coded: drawn at random within source, with what is needed to weigh them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import AnnotationError

if TYPE_CHECKING:
    import pandas as pd


def draw_sample(
    units: pd.DataFrame, *, per_source: int, by_voice: bool = False, coded: Collection[str] = (), seed: int = 0
) -> pd.DataFrame:
    """Draw sentences at random within each source, without replacement.

    Parameters
    ----------
    units
        A units table (`split_units`).
    per_source
        Sentences to draw of each source; of a source with fewer all are taken.
    by_voice
        Draw so many of a source's own words, and so many of others' speech, so that each voice can be
        compared.
    coded
        Sentences that are coded already, which are not drawn again. A sample drawn from the others
        joins an earlier one to a random sample of both sizes.
    seed
        The same seed draws the same sentences.

    Returns
    -------
    pandas.DataFrame
        The rows drawn, in their order, with the columns stratum (the source, or source and voice),
        stratum_size (its sentences) and inclusion_probability: the chance of each sentence of the
        stratum to be drawn, now or before, which estimates from the sample divide by.

    Raises
    ------
    AnnotationError
        If there is nothing to draw from, or per_source is no positive number.

    Examples
    --------
    >>> import pandas as pd
    >>> units = pd.DataFrame({"unit_id": list("abcd"), "source": ["x", "x", "x", "y"]})
    >>> draw_sample(units, per_source=1)["inclusion_probability"].round(2).tolist()
    [0.33, 1.0]
    """
    import pandas as pd

    if per_source < 1 or not len(units):
        raise AnnotationError(f"wanted one sentence or more a source; got {per_source} of {len(units)} sentences")
    rng = np.random.default_rng(seed)
    drawn = []
    for stratum, of_stratum in units.groupby(_strata(units, by_voice), sort=True):
        left = of_stratum[~of_stratum["unit_id"].isin(coded)]
        n = min(per_source, len(left))
        rows = np.sort(rng.choice(len(left), n, replace=False))
        size = len(of_stratum)
        inclusion = (size - len(left) + n) / size
        drawn.append(left.iloc[rows].assign(stratum=stratum, stratum_size=size, inclusion_probability=inclusion))
    sample = pd.concat(drawn).sort_index()
    if not len(sample):
        raise AnnotationError(f"all {len(units)} sentences are coded already; there is none to draw")
    return sample


def _strata(units: pd.DataFrame, by_voice: bool) -> pd.Series:
    source = units["source"].astype(str)
    if not by_voice:
        return source
    return source + units["voice"].eq("own").map({True: " / own words", False: " / others’ speech"})

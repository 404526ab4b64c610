"""Codings become samples: which sentences of a group are coded, as what, and how likely each was drawn."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingWarning, TableError
from framing.prevalence.powered import CodedSample

if TYPE_CHECKING:
    import pandas as pd


def codes_by_unit(codings: pd.DataFrame, scores: pd.DataFrame, frames: Sequence[str]) -> pd.DataFrame:
    """Return one row a coded sentence: the share of its coders who gave each frame, and its inclusion probability.

    Where coders differ, each one's code counts alike. Without the column inclusion_probability the
    coded sentences of a source are taken as a simple random sample of it.

    Parameters
    ----------
    codings
        Columns unit_id and frame; coder and inclusion_probability where known.
    scores
        The scores table that the codings are of.
    frames
        The frames, in their order.

    Returns
    -------
    pandas.DataFrame
        Indexed by unit_id: one column a frame, then inclusion_probability.

    Raises
    ------
    TableError
        If a column is missing, a frame is unknown, a coder coded a sentence twice, an inclusion
        probability is none, or no coded sentence is among the scores.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({"unit_id": list("abcd"), "source": "Wire"})
    >>> codings = pd.DataFrame({"unit_id": ["a", "a", "b"], "coder": ["x", "y", "x"], "frame": ["s", "n", "n"]})
    >>> codes_by_unit(codings, scores, ["s", "n"]).to_dict("index")["a"]
    {'s': 0.5, 'n': 0.5, 'inclusion_probability': 0.5}
    """
    import pandas as pd

    _check_codings(codings, frames)
    known = codings[codings["unit_id"].isin(scores["unit_id"])]
    if not len(known):
        raise TableError(
            f"none of the {codings['unit_id'].nunique()} coded sentences is among the {len(scores)} scored ones; "
            "give the documents that the sample was drawn from"
        )
    lost = codings["unit_id"].nunique() - known["unit_id"].nunique()
    if lost:
        message = f"{lost} coded sentences are not among these documents and are left out"
        warnings.warn(message, FramingWarning, stacklevel=3)
    _tell_other_frame(known, scores)
    codes = pd.crosstab(known["unit_id"], known["frame"], normalize="index").reindex(columns=frames, fill_value=0.0)
    codes = codes.rename_axis(columns=None).assign(inclusion_probability=_inclusion(known, scores, codes.index))
    return codes.set_axis(codes.index.astype(object))


def coded_sample(read: pd.DataFrame, codes: pd.DataFrame | None, frames: Sequence[str]) -> CodedSample | None:
    """Return the coded sample among the sentences of a group, or None where none of them is coded."""
    if codes is None or not len(read):
        return None
    places = codes.index.get_indexer(read["unit_id"].to_numpy(dtype=object))
    coded = np.flatnonzero(places >= 0)
    if not len(coded):
        return None
    of_coded = codes.iloc[places[coded]]
    names, documents = np.unique(read["doc_id"].to_numpy(dtype=str), return_inverse=True)
    return CodedSample(
        documents=documents,
        names=names,
        readings=read[[f"p_{frame}" for frame in frames]].to_numpy(dtype=float),
        coded=coded,
        codes=of_coded[list(frames)].to_numpy(dtype=float),
        inclusion=of_coded["inclusion_probability"].to_numpy(dtype=float),
    )


def _tell_other_frame(known: pd.DataFrame, scores: pd.DataFrame) -> None:
    """Warn where a sample was drawn from more or fewer sentences than are scored here."""
    if not {"stratum", "stratum_size"} <= set(known):
        return
    source = scores.drop_duplicates("unit_id").set_index("unit_id")["source"]
    strata = known.assign(source=known["unit_id"].map(source)).drop_duplicates(["source", "stratum"])
    drawn_from = strata["stratum_size"].astype(int).groupby(strata["source"]).sum()
    here = scores.groupby("source").size().reindex(drawn_from.index)
    readable = scores[scores["frame"] != ""] if "frame" in scores else scores  # of which `framing sample` draws
    read = readable.groupby("source").size().reindex(drawn_from.index)
    other = drawn_from[(drawn_from != here) & (drawn_from != read)]
    if len(other):
        name = other.index[0]
        message = (
            f"the sample of {name} was drawn from {other.iloc[0]} sentences, and here are {here[name]}: its share "
            "holds for what it was drawn from; give the same documents, or draw a new sample"
        )
        warnings.warn(message, FramingWarning, stacklevel=4)


def _check_codings(codings: pd.DataFrame, frames: Sequence[str]) -> None:
    missing = [column for column in ("unit_id", "frame") if column not in codings]
    if missing:
        got = ", ".join(map(str, codings.columns))
        raise TableError(f"codings need the columns unit_id and frame; {missing[0]} is missing; got {got}")
    unknown = sorted(set(codings["frame"]) - set(frames))
    if unknown:
        raise TableError(f"the code {unknown[0]!r} is no frame of the model ({', '.join(frames)}); mend the codings")
    who = ["unit_id", "coder"] if "coder" in codings else ["unit_id"]
    twice = codings[codings.duplicated(who)]
    if len(twice):
        by = f" by {twice.iloc[0]['coder']}" if "coder" in codings else ""
        raise TableError(f"{twice.iloc[0]['unit_id']} was coded twice{by}; keep one coding")


def _inclusion(known: pd.DataFrame, scores: pd.DataFrame, unit_ids: pd.Index) -> np.ndarray:
    import pandas as pd

    if "inclusion_probability" in known:
        given = pd.to_numeric(known["inclusion_probability"], errors="coerce")
        if given.isna().any() or not given.between(0, 1, inclusive="right").all():
            wrong = known.loc[~given.between(0, 1, inclusive="right"), "inclusion_probability"].iloc[0]
            raise TableError(f"an inclusion probability is a number above 0 and at most 1; got {wrong!r}")
        return known["inclusion_probability"].astype(float).groupby(known["unit_id"]).first().loc[unit_ids].to_numpy()
    source = scores.drop_duplicates("unit_id").set_index("unit_id")["source"]
    of_coded = source.loc[unit_ids]
    return (of_coded.map(of_coded.value_counts()) / of_coded.map(source.value_counts())).to_numpy(dtype=float)

"""Independent codings, and adjudication where they differ, become the gold standard."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import AnnotationError
from framing.tables import TABLES, check_table, read_table, write_table

if TYPE_CHECKING:
    import pandas as pd


def read_codings(folder: str | Path) -> pd.DataFrame:
    """Return the codings of every coder, from the files of `coded/`; `devices` are lists.

    Raises
    ------
    AnnotationError
        If there is no coding, or a coder coded a unit twice.
    """
    codings = read_codings_unchecked(folder)
    twice = codings[codings.duplicated(["unit_id", "coder"])]
    if len(twice):
        first = twice.iloc[0]
        raise AnnotationError(f"{folder}: {first.coder} coded {first.unit_id} twice; keep one coding")
    return codings


def read_codings_unchecked(folder: str | Path) -> pd.DataFrame:
    """Return the codings of every coder as they stand, for validation to find what is wrong with them."""
    import pandas as pd

    files = sorted((Path(folder) / "coded").glob("*.jsonl"))
    if not files:
        raise AnnotationError(f"{folder}: wanted codings in coded/<coder>.jsonl; found none")
    return check_table(pd.concat([read_table(file) for file in files], ignore_index=True), "codings")


def read_gold(folder: str | Path) -> pd.DataFrame:
    """Return the gold table of an annotations folder: unit_id, frame, basis, split."""
    return check_table(read_table(Path(folder) / "gold.jsonl"), "gold")


def rebuild_gold(folder: str | Path) -> Path:
    """Settle the gold of an annotations folder anew from its codings and adjudications, and write it."""
    folder = Path(folder)
    contrast = set(read_contrast_sets(folder)["unit_id"])
    gold = settle_gold(read_codings(folder), read_adjudications(folder), contrast=contrast)
    return write_table(gold, folder / "gold.jsonl")


def read_contrast_sets(folder: str | Path) -> pd.DataFrame:
    """Return the contrast sets: unit_id, set_id, event, setting, frame, text; empty where there is none."""
    import pandas as pd

    path = Path(folder) / "contrast-sets.jsonl"
    columns = ["unit_id", "set_id", "event", "setting", "frame", "text"]
    return read_table(path) if path.is_file() else pd.DataFrame(columns=columns)


def adjudicate(codings: pd.DataFrame, units: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the units on which coders differ, laid out for an adjudicator to fill in.

    Parameters
    ----------
    codings
        The codings table.
    units
        A table with unit_id and text, to be read beside the codes.

    Returns
    -------
    pandas.DataFrame
        unit_id, text where known, one column per coder with the frame given, and the empty columns
        frame and reason. Filled in, it is the adjudications table of `settle_gold`.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"unit_id": ["a", "a", "b", "b"], "coder": list("xyxy"),
    ...                         "frame": ["state", "state", "state", "neutral"]})
    >>> adjudicate(codings).to_dict("records")
    [{'unit_id': 'b', 'x': 'state', 'y': 'neutral', 'frame': '', 'reason': ''}]
    """
    wide = codings.pivot(index="unit_id", columns="coder", values="frame").reset_index().rename_axis(columns=None)
    disputed = wide[wide.drop(columns="unit_id").nunique(axis=1) > 1]
    if units is not None:
        disputed = disputed.merge(units[["unit_id", "text"]], on="unit_id", how="left")
        disputed.insert(1, "text", disputed.pop("text"))
    return disputed.assign(frame="", reason="").reset_index(drop=True)


def read_adjudications(folder: str | Path) -> pd.DataFrame:
    """Return the adjudications of a folder: unit_id, frame, reason."""
    return read_table(Path(folder) / "adjudication.jsonl")


def settle_gold(codings: pd.DataFrame, adjudications: pd.DataFrame, *, contrast: Collection[str] = ()) -> pd.DataFrame:
    """Return the gold table: where coders agree their frame, else the adjudicated one.

    Parameters
    ----------
    codings
        The codings table, of two coders or more.
    adjudications
        Columns unit_id, frame and reason: one line for every unit on which coders differ.
    contrast
        Units of contrast sets, which are kept out of training.

    Raises
    ------
    AnnotationError
        If a unit has one coding alone, a disagreement lacks its adjudication, or an adjudication
        has no reason.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"unit_id": ["a", "a", "b", "b"], "coder": list("xyxy"),
    ...                         "frame": ["state", "state", "state", "neutral"]})
    >>> ruling = pd.DataFrame({"unit_id": ["b"], "frame": ["neutral"], "reason": ["a plain report"]})
    >>> settle_gold(codings, ruling)
      unit_id    frame        basis  split
    0       a    state       agreed  train
    1       b  neutral  adjudicated  train
    """
    import pandas as pd

    ruled = _rulings(adjudications)
    rows = []
    for unit_id, frames in codings.groupby("unit_id", sort=False)["frame"]:
        if len(frames) < 2:
            raise AnnotationError(f"{unit_id} was coded once; gold wants two independent codings")
        agreed = frames.nunique() == 1
        if not agreed and unit_id not in ruled:
            raise AnnotationError(
                f"{unit_id}: coders differ ({', '.join(frames)}); adjudicate it in adjudication.jsonl"
            )
        frame = frames.iloc[0] if agreed else ruled[unit_id]
        split = "contrast" if unit_id in contrast else "train"
        rows.append((unit_id, frame, "agreed" if agreed else "adjudicated", split))
    return pd.DataFrame(rows, columns=list(TABLES["gold"]))


def _rulings(adjudications: pd.DataFrame) -> dict[str, str]:
    if not len(adjudications):
        return {}
    silent = adjudications[adjudications["reason"].str.strip() == ""]
    if len(silent):
        raise AnnotationError(f"the adjudication of {silent.iloc[0].unit_id} gives no reason; write one")
    return dict(zip(adjudications["unit_id"], adjudications["frame"], strict=True))

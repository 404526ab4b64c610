"""The scores table: a frame and its probabilities for every unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import DocumentError
from framing.model import TrainedModel
from framing.model.script import main_script
from framing.tables import TABLES, check_table

if TYPE_CHECKING:
    import pandas as pd

#: Units scored at a time, so that memory does not grow with the corpus.
BATCH = 4096


def score_units(
    model: TrainedModel, units: pd.DataFrame, *, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Score every unit with a model.

    A unit that the model was trained on takes its held-out probabilities, from a model that never
    saw its source, so that a report on training text reads forecasts and not fits. A unit that is
    mostly in another script than the model's (Arabic for an English model) cannot be read: its frame
    is empty and its probabilities are missing, and it is counted apart.

    Parameters
    ----------
    model
        What `load_model` or `train` returns.
    units
        A units table (`split_units`).
    progress
        Called with the number of units scored and to score.

    Returns
    -------
    pandas.DataFrame
        The columns of `units`, then frame, one `p_` column per frame (rows sum to 1) and model_id.

    Raises
    ------
    TableError
        If a column of the units table is missing.
    DocumentError
        If no unit at all is in the model's script.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.scores import load_model
    >>> from framing.voices import split_units
    >>> document = Document.of("Our heroic army crushed the terrorist gangs.", file="a.txt", source="Gazette")
    >>> score_units(load_model(), split_units([document]))["frame"].tolist()
    ['state']
    """
    scores = score_readable(model, units, progress=progress)
    refuse_unread(model, int((scores["frame"] != "").sum()), len(scores))
    return scores


def score_readable(
    model: TrainedModel, units: pd.DataFrame, *, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Score what can be read of the units, as `score_units` does, even if that is nothing."""
    units = check_table(units, "units")
    texts = units["text"].tolist()
    readable = np.array([is_readable(text, model) for text in texts], dtype=bool)
    probabilities = np.full((len(units), len(model.frames)), np.nan)
    places = np.flatnonzero(readable)
    for start in range(0, len(places), BATCH):
        if progress:
            progress(start, len(places))
        batch = places[start : start + BATCH]
        probabilities[batch] = model.predict_proba([texts[place] for place in batch])
    if progress:
        progress(len(places), len(places))
    _take_held_out(probabilities, units["unit_id"].where(readable), model)
    return _table(units, probabilities, model)


def refuse_unread(model: TrainedModel, n_readable: int, n: int) -> None:
    """Raise if there are sentences and none was readable."""
    if n and not n_readable:
        script = model.facts["script"].lower()
        raise DocumentError(
            f"none of the {n} sentences is in the script that this model reads ({script}); "
            "train a model on sentences of that language with: framing train"
        )


def is_readable(text: str, model: TrainedModel) -> bool:
    """Tell whether a sentence is in the script that a model was trained on."""
    wanted = model.facts.get("script")
    return text.isascii() or not wanted or main_script([text]) == wanted


def _take_held_out(probabilities: np.ndarray, unit_ids: pd.Series, model: TrainedModel) -> None:
    known = set(model.evidence["unit_id"]) & set(unit_ids)
    if not known:
        return
    evidence = model.evidence.drop_duplicates("unit_id").set_index("unit_id")
    columns = [f"p_{frame}" for frame in model.frames if f"p_{frame}" in evidence]
    places = np.flatnonzero(unit_ids.isin(known))
    taken = evidence.loc[unit_ids.iloc[places], columns].to_numpy()
    probabilities[places] = 0.0
    probabilities[np.ix_(places, np.array([model.frames.index(name[2:]) for name in columns]))] = taken


def _table(units: pd.DataFrame, probabilities: np.ndarray, model: TrainedModel) -> pd.DataFrame:
    scored = np.asarray(np.isfinite(probabilities).all(axis=1))
    best = np.where(scored[:, None], probabilities, 0).argmax(axis=1)
    frames = np.where(scored, np.asarray(model.frames, dtype=object)[best], "")
    columns = {f"p_{frame}": probabilities[:, column] for column, frame in enumerate(model.frames)}
    scores = units.assign(frame=frames, **columns, model_id=model.model_id)
    further = [column for column in units.columns if column not in TABLES["units"]]
    return scores[[column for column in scores.columns if column not in further] + further]

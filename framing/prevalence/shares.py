"""Frame shares by source and voice from sentence scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import TableError
from framing.prevalence.intervals import clustered_interval
from framing.tables import TABLES, check_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.model import TrainedModel

#: From this many documents an interval speaks of a source's output; below, of these documents only.
DOCUMENTS_FOR_OUTPUT = 5
#: Fewer sentences than this give no share worth printing.
FEWEST_UNITS = 30

#: Rows of the prevalence table: all sentences, the outlet's own words, and others' speech.
GROUPS_OF_VOICES = {
    "all": ("own", "quoted", "reported", "mixed"),
    "own": ("own",),
    "others": ("quoted", "reported", "mixed"),
}

UNCORRECTED = "{n} {what}, worth {worth:.0f} independent sentences; the model's own errors are not corrected"


def estimate_prevalence(
    scores: pd.DataFrame, model: TrainedModel | None = None, *, by: str = "source", level: float = 0.95
) -> pd.DataFrame:
    """Estimate the share of each frame in each source, by voice, with intervals.

    The share is the mean calibrated probability of the frame over the source's sentences. From five
    documents on, the interval treats documents as a sample of the source's output; below that it
    treats runs of five sentences as a sample of what these documents could have said, and its note
    says so. Classifier error is not corrected and not covered. Fewer than 30 sentences give no
    number, and the reason stands in its place. Sentences that the model could not read are left out
    and counted in the note.

    Parameters
    ----------
    scores
        A scores table (`score_units`).
    model
        Gives the order of the frames; that of the columns by default.
    by
        `source`, or `speaker` to compare quoted and reported persons across sources.
    level
        Nominal coverage of the intervals.

    Returns
    -------
    pandas.DataFrame
        The prevalence table: source, voice (all, own, others), frame, n_documents, n_units, estimate,
        low, high, level, method, note. Where a number is refused, estimate, low and high are missing.

    Raises
    ------
    TableError
        If a column is missing, or no sentence has a speaker when asked for speakers.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> document = Document.of("The train was late on Monday. " * 40, file="a.txt", source="Gazette")
    >>> shares = estimate_prevalence(score_units(load_model(), split_units([document])))
    >>> shares[shares["voice"] == "all"]["estimate"].sum().round(6)
    np.float64(1.0)
    """
    import pandas as pd

    scores = check_table(scores, "scores")
    frames = list(model.frames) if model is not None else [name[2:] for name in scores.columns if name.startswith("p_")]
    if not frames:
        raise TableError("a scores table needs one p_ column for each frame; write one with: framing score")
    if by not in ("source", "speaker"):
        raise TableError(f"shares are estimated by source or by speaker; got {by!r}")
    scores = _with_groups(scores, by)
    rows = [
        row
        for group, of_group in scores.groupby("_group", sort=False)
        for voice, voices in GROUPS_OF_VOICES.items()
        for row in _rows(str(group), voice, of_group[of_group["voice"].isin(voices)], frames, level)
    ]
    return pd.DataFrame(rows, columns=list(TABLES["prevalence"]))


def _with_groups(scores: pd.DataFrame, by: str) -> pd.DataFrame:
    if by == "speaker":
        scores = scores[scores["speaker"].fillna("") != ""]
        if not len(scores):
            raise TableError("no sentence names a speaker, so there is nothing to compare by speaker")
        return scores.assign(_group=scores["speaker"])
    return scores.assign(_group=scores["source"])


def _rows(group: str, voice: str, sentences: pd.DataFrame, frames: list[str], level: float) -> list[tuple]:
    if voice != "all" and not len(sentences):
        return []
    read = sentences[sentences[f"p_{frames[0]}"].notna()]
    unread = len(sentences) - len(read)
    clusters, method, what = _clusters(read)
    head = (group, voice)
    counts = (read["doc_id"].nunique(), len(read))
    left_out = f"; {unread} in another script left out" if unread else ""
    reason = _refusal(read, clusters)
    if reason:
        return [
            (*head, frame, *counts, np.nan, np.nan, np.nan, level, "refused", reason + left_out) for frame in frames
        ]
    rows = []
    for frame in frames:
        found = clustered_interval(read[f"p_{frame}"].to_numpy(), clusters, level=level)
        note = UNCORRECTED.format(n=len(set(clusters)), what=what, worth=found.n_effective) + left_out
        rows.append((*head, frame, *counts, found.estimate, found.low, found.high, level, method, note))
    return rows


def _refusal(read: pd.DataFrame, clusters: np.ndarray) -> str:
    if len(read) < FEWEST_UNITS:
        noun = "sentence" if len(read) == 1 else "sentences"
        return f"only {len(read)} {noun}; {FEWEST_UNITS} or more are wanted"
    if len(set(clusters)) < 2:
        return "a single passage gives no interval"
    return ""


def _clusters(read: pd.DataFrame) -> tuple[np.ndarray, str, str]:
    """Return what is taken as sampled: documents, or where they are few, runs of sentences within them."""
    documents = read["doc_id"].to_numpy()
    if read["doc_id"].nunique() >= DOCUMENTS_FOR_OUTPUT:
        return documents, "mean probability, documents", "documents sampled"
    passages = read["doc_id"] + "/" + ((read["position"] - 1) // 5).astype(str)
    return (
        passages.to_numpy(),
        "mean probability, passages",
        "passages of five sentences in these documents, which speak for no other document",
    )

"""Documents scored part by part into a file, in memory that does not grow with the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from framing.documents import Document
from framing.evaluation import prediction_sets
from framing.model import TrainedModel
from framing.scores.scoring import refuse_unread, score_readable
from framing.tables import write_parts
from framing.voices import split_parts, split_units

if TYPE_CHECKING:
    import pandas as pd

#: Characters of text that are split and scored at a time.
PART = 1_000_000


def score_documents(
    model: TrainedModel,
    documents: Iterable[Document],
    path: str | Path,
    *,
    level: float | None = None,
    parts: bool = False,
) -> Path:
    """Split and score documents, write the scores table as it grows, and return its path.

    Parameters
    ----------
    model
        What `load_model` or `train` returns.
    documents
        Any number of documents, such as `iter_documents` gives; they are not kept.
    path
        A .csv, .jsonl or .parquet file, written whole or not at all.
    level
        Where given, a column `frame_set` names the frames that cannot be ruled out at it, such as 0.9.
    parts
        Whether to score others' words and the outlet's words around them apart (`split_parts`).

    Raises
    ------
    DocumentError
        If a document holds no sentence, or no sentence of all is in the model's script.
    OutputError, TableError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from framing.scores import load_model
    >>> from framing.tables import read_table
    >>> document = Document.of("Our heroic army crushed the terrorist gangs.", file="a.txt", source="Gazette")
    >>> path = score_documents(load_model(), [document], Path(tempfile.mkdtemp()) / "scores.parquet")
    >>> read_table(path)["frame"].tolist()
    ['state']
    """
    return write_parts(_scored(model, documents, level, parts), path)


def _scored(
    model: TrainedModel, documents: Iterable[Document], level: float | None, parts: bool
) -> Iterator[pd.DataFrame]:
    """Yield the scores table part by part; refuse, at the end, a corpus of which no sentence could be read."""
    n_readable = n_rows = 0
    for some in _some(documents):
        units = split_units(some)
        scores = score_readable(model, split_parts(units) if parts else units)
        n_readable, n_rows = n_readable + int((scores["frame"] != "").sum()), n_rows + len(scores)
        yield scores if level is None else with_sets(model, scores, level)
    refuse_unread(model, n_readable, n_rows)


def with_sets(model: TrainedModel, scores: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return scores with a column `frame_set`: the frames that cannot be ruled out, joined by bars; empty if unread."""
    held = prediction_sets(model, scores[[f"p_{frame}" for frame in model.frames]].to_numpy(), level=level)
    names = ["|".join(frame for frame, kept in zip(model.frames, row, strict=True) if kept) for row in held]
    return scores.assign(frame_set=names)


def _some(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents in lists of some `PART` characters."""
    some: list[Document] = []
    size = 0
    for document in documents:
        some.append(document)
        size += len(document.text)
        if size >= PART:
            yield some
            some, size = [], 0
    if some:
        yield some

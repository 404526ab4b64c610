"""Steps that several verbs share: documents to scores, and labelled tables to columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli.progress import progress
from framing.errors import TableError
from framing.tables import read_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.model import TrainedModel


def read_units(paths: tuple[str, ...], sources: str | None) -> pd.DataFrame:
    """Read documents and split them into units, with progress."""
    from framing.documents import read_documents
    from framing.voices import split_units

    with progress("reading documents") as shown:
        documents = read_documents(*paths, sources=sources, progress=shown)
    with progress("splitting sentences") as shown:
        return split_units(documents, progress=shown)


def load(path: str | None) -> TrainedModel:
    """Load a model file or the default model, with progress where it must be trained."""
    from framing.scores import load_model

    with progress("training the default model, once") as shown:
        return load_model(path, progress=shown)


def score(model: TrainedModel, units: pd.DataFrame) -> pd.DataFrame:
    """Score units, with progress."""
    from framing.scores import score_units

    with progress("scoring sentences") as shown:
        return score_units(model, units, progress=shown)


def read_labelled(path: str, *columns: str | None) -> list[list[str] | None]:
    """Return the named columns of a table as lists of text; None for a column not asked for.

    Raises
    ------
    TableError
        If the table cannot be read, is empty or lacks a column.
    """
    table = read_table(path)
    for column in columns:
        if column and column not in table.columns:
            got = ", ".join(map(str, table.columns))
            raise TableError(f"{path}: there is no column {column!r}; got {got}; name the right one")
    if not len(table):
        raise TableError(f"{path}: the table has no row")
    return [None if not column else table[column].fillna("").astype(str).tolist() for column in columns]


def tell(path: Path | str) -> None:
    """Print a path written, on stdout."""
    click.echo(str(path))

"""`framing score`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from framing.model import TrainedModel


@click.command(
    short_help="Score every sentence: frame, probabilities, voice, speaker.",
    epilog="\b\nExamples:\n  framing score articles/ --out scores.parquet\n"
    "  framing score sentences.csv --sentences --out scores.csv\n"
    "  framing score articles/ --parts --out apart.csv",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", required=True, metavar="TABLE", help="A .csv, .jsonl or .parquet file.")
@click.option("--sources", metavar="TABLE", help="Columns file, source, date, title; default: sources.csv in a folder.")
@click.option("--model", "model_path", metavar="FILE.skops", help="A model of yours; default: the bundled codebook's.")
@click.option("--parts", is_flag=True, help="Score others' words and the outlet's words around them apart.")
@click.option("--sentences", is_flag=True, help="Rows of a table with a text column are units already: do not split.")
@click.option("--sets", type=float, metavar="LEVEL", help="Add the frames that cannot be ruled out at 0.9, say.")
def score(
    paths: tuple[str, ...],
    out: str,
    sources: str | None,
    model_path: str | None,
    parts: bool,
    sentences: bool,
    sets: float | None,
) -> None:
    """Write the scores table: one row a sentence.

    Documents are read, split and scored part by part, in memory that does not grow with the corpus.
    """
    from framing.cli.progress import progress
    from framing.cli.steps import load, tell
    from framing.documents import iter_documents
    from framing.scores import score_documents
    from framing.tables import check_writable

    check_writable(out)
    model = load(model_path)
    if sentences:
        tell(_score_rows(model, _rows_as_units(paths, sources, parts), out, sets))
        return
    with progress("scoring documents") as shown:
        documents = iter_documents(*paths, sources=sources, progress=shown)
        tell(score_documents(model, documents, out, level=sets, parts=parts))


def _rows_as_units(paths: tuple[str, ...], sources: str | None, parts: bool) -> pd.DataFrame:
    from framing.documents import read_documents
    from framing.voices import as_units, split_parts

    units = as_units(read_documents(*paths, sources=sources))
    return split_parts(units) if parts else units


def _score_rows(model: TrainedModel, units: pd.DataFrame, out: str, sets: float | None) -> Path:
    """Score rows of tables as units, unsplit."""
    from framing.cli.steps import score as score_all
    from framing.scores import with_sets
    from framing.tables import write_table

    scores = score_all(model, units)
    return write_table(scores if sets is None else with_sets(model, scores, sets), out)

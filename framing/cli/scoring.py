"""`framing score`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from framing.model import TrainedModel


@click.command(
    short_help="Score every sentence: frame, probabilities, voice, speaker.",
    epilog="\b\nExamples:\n  framing score articles/ --out scores.parquet\n"
    "  framing score sentences.csv --sentences --out scores.csv",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", required=True, metavar="TABLE", help="A .csv, .jsonl or .parquet file.")
@click.option("--sources", metavar="TABLE", help="Columns file, source, date, title; default: sources.csv in a folder.")
@click.option("--model", "model_path", metavar="FILE.skops", help="A model of yours; default: the bundled codebook's.")
@click.option("--sentences", is_flag=True, help="Rows of a table with a text column are units already: do not split.")
@click.option("--sets", type=float, metavar="LEVEL", help="Add the frames that cannot be ruled out at 0.9, say.")
def score(
    paths: tuple[str, ...], out: str, sources: str | None, model_path: str | None, sentences: bool, sets: float | None
) -> None:
    """Write the scores table: one row a sentence.

    Documents are read, split and scored part by part, in memory that does not grow with the corpus.
    """
    from framing.cli.progress import progress
    from framing.cli.steps import load, tell
    from framing.documents import stream_documents
    from framing.scores import score_documents
    from framing.tables import check_writable

    check_writable(out)
    model = load(model_path)
    if sentences:
        tell(_score_rows(model, paths, sources, out, sets))
        return
    with progress("scoring documents") as shown:
        tell(score_documents(model, stream_documents(*paths, sources=sources, progress=shown), out, level=sets))


def _score_rows(model: TrainedModel, paths: tuple[str, ...], sources: str | None, out: str, sets: float | None) -> Path:
    """Score rows of tables as units, unsplit."""
    from framing.cli.steps import score as score_all
    from framing.documents import read_documents
    from framing.scores import with_sets
    from framing.tables import write_table
    from framing.voices import as_units

    scores = score_all(model, as_units(read_documents(*paths, sources=sources)))
    return write_table(scores if sets is None else with_sets(model, scores, sets), out)

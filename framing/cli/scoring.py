"""`framing score`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd


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
def score(
    paths: tuple[str, ...], out: str, sources: str | None, model_path: str | None, sentences: bool, parts: bool
) -> None:
    """Write the scores table: one row a sentence."""
    from framing.cli.steps import load, read_units, tell
    from framing.cli.steps import score as score_all
    from framing.tables import check_writable, write_table

    check_writable(out)
    units = _rows_as_units(paths, sources) if sentences else read_units(paths, sources)
    if parts:
        from framing.voices import split_parts

        units = split_parts(units)
    scores = score_all(load(model_path), units)
    tell(write_table(scores, out))


def _rows_as_units(paths: tuple[str, ...], sources: str | None) -> pd.DataFrame:
    from framing.documents import read_documents
    from framing.voices import as_units

    return as_units(read_documents(*paths, sources=sources))

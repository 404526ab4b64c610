"""`framing voices`."""

from __future__ import annotations

import click


@click.command(
    short_help="List every attribution: who says what, and by which words.",
    epilog="\b\nExamples:\n  framing voices articles/ --out voices.csv\n"
    "  framing voices 'wires/*.txt' --cues my-cues.toml --out voices.parquet",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", required=True, metavar="TABLE", help="A .csv, .jsonl or .parquet file.")
@click.option("--sources", metavar="TABLE", help="Columns file, source, date, title; default: sources.csv in a folder.")
@click.option("--cues", "cues_path", metavar="FILE.toml", help="Cues of your own, added to those that come with it.")
def voices(paths: tuple[str, ...], out: str, sources: str | None, cues_path: str | None) -> None:
    """Write the voices table: one row an attribution, with its speaker, cue, certainty and stance.

    `start` and `end` are characters of the document's text, from the first to the last word of the
    content; `content` has its parts where the cue stands between them.
    """
    from framing.cli.progress import progress
    from framing.cli.steps import tell
    from framing.documents import iter_documents
    from framing.tables import check_writable, write_parts
    from framing.voices import attributions_in_parts, bundled_cues, read_cues

    check_writable(out)
    cues = read_cues(cues_path) if cues_path else bundled_cues()
    with progress("reading voices") as shown:
        documents = iter_documents(*paths, sources=sources, progress=shown)
        tell(write_parts(attributions_in_parts(documents, cues=cues), out))

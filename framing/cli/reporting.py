"""`framing report`."""

from __future__ import annotations

import click

BUNDLED_NOTE = (
    "These documents are constructed: dispatches of invented outlets, written for framing-analyzer to learn from. "
    "They are grouped by kind of outlet, and each sentence is judged by a model that had not seen its outlet."
)


@click.command(
    short_help="Compare how sources frame a conflict: PDF, web page or both.",
    epilog="\b\nExamples:\n  framing report articles/ --sources sources.csv --out war.pdf\n"
    "  framing report 'wires/*.txt' interviews.csv --out reports/\n  framing report --out sample.html",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--out", required=True, metavar="FILE.pdf|FILE.html|DIR", help="Where to write; a folder gets both.")
@click.option("--sources", metavar="TABLE", help="Columns file, source, date, title; default: sources.csv in a folder.")
@click.option("--model", "model_path", metavar="FILE.skops", help="A model of yours; default: the bundled codebook's.")
@click.option("--by", type=click.Choice(["source", "speaker"]), default="source", show_default=True)
@click.option("--title", default="", help="Headline of the report.")
@click.option("--top", type=click.IntRange(0, 50), default=3, show_default=True, help="Sentences shown a frame.")
def report(
    paths: tuple[str, ...],
    out: str,
    sources: str | None,
    model_path: str | None,
    by: str,
    title: str,
    top: int,
) -> None:
    """Write a comparative framing report.

    PATH names files, folders (with their subfolders) or quoted patterns of .txt, .html, .pdf, .docx,
    .csv, .jsonl and .parquet documents; without one, the bundled corpus is reported.
    """
    from framing.cli.steps import load, read_units, score, tell
    from framing.reporting import check_target, write_report

    target = check_target(out)
    note = ""
    if not paths:
        paths, sources, note = *_bundled(), BUNDLED_NOTE
        title = title or "Framing in constructed dispatches"
    units = read_units(paths, sources)
    model = load(model_path)
    scores = score(model, units)
    for path in write_report(scores, model, target, title=title, by=by, top=top, note=note):
        tell(path)


def _bundled() -> tuple[tuple[str, ...], str]:
    from framing.annotation import annotations_folder

    folder = annotations_folder()
    return (str(folder / "corpus"),), str(folder / "kinds.csv")

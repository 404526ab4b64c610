"""`framing report`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from framing.cli.measuring import analysis_of, asked, compared

if TYPE_CHECKING:
    import pandas as pd

    from framing.model import TrainedModel

#: Of each kind of outlet in the bundled corpus, so many sentences are taken as a scholar's coded sample.
BUNDLED_SAMPLE = 60
BUNDLED_REFERENCE = "Wires"
BUNDLED_NOTE = (
    "These documents are constructed: dispatches of invented outlets, written for framing-analyzer to learn from. "
    "They are grouped by kind of outlet. Of each kind, 60 sentences drawn at random stand for a coded sample, with "
    "their codes of the gold standard; all are read by models that had not seen their outlet."
)


@click.command(
    short_help="Compare how sources frame a conflict: PDF, web page or both.",
    epilog="\b\nExamples:\n  framing report articles/ --sources sources.csv --out war.pdf\n"
    "  framing report articles/ --codings packet.csv --reference Reuters --out reports/\n"
    "  framing report --out sample.html",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--out", required=True, metavar="FILE.pdf|FILE.html|DIR", help="Where to write; a folder gets both.")
@click.option("--sources", metavar="TABLE", help="Columns file, source, date, title; default: sources.csv in a folder.")
@click.option("--model", "model_path", metavar="FILE.skops", help="A model of yours; default: the bundled codebook's.")
@asked
@compared
@click.option("--title", default="", help="Headline of the report.")
@click.option("--top", type=click.IntRange(0, 50), default=3, show_default=True, help="Sentences shown a frame.")
def report(
    paths: tuple[str, ...],
    out: str,
    sources: str | None,
    model_path: str | None,
    title: str,
    top: int,
    **options: Any,
) -> None:
    """Write a comparative framing report.

    PATH names files, folders (with their subfolders) or quoted patterns of .txt, .html, .pdf, .docx,
    .csv, .jsonl and .parquet documents; without one, the bundled corpus is reported. With --codings,
    sources are measured and compared on sentences that you coded (`framing sample` draws them); without,
    the report gives ranges and compares nothing.
    """
    from framing.cli.steps import load, read_units, score, tell
    from framing.reporting import check_target, write_report

    target = check_target(out)
    note, is_bundled = "", not paths
    if is_bundled:
        paths, sources, note = *_bundled(), BUNDLED_NOTE
        title = title or "Framing in constructed dispatches"
        options["reference"] = options["reference"] or BUNDLED_REFERENCE * (options["by"] == "source")
    units = read_units(paths, sources)
    model = load(model_path)
    scores = score(model, units)
    analysis = analysis_of(scores, model, **options)
    if is_bundled and analysis.codings is None and options["by"] == "source":
        analysis = replace(analysis, codings=_gold_sample(units, model))
    for path in write_report(scores, model, target, analysis=analysis, title=title, top=top, note=note):
        tell(path)


def _bundled() -> tuple[tuple[str, ...], str]:
    from framing.annotation import annotations_folder

    folder = annotations_folder()
    return (str(folder / "corpus"),), str(folder / "kinds.csv")


def _gold_sample(units: pd.DataFrame, model: TrainedModel) -> pd.DataFrame:
    """Return the gold codes of a random sample of each kind of outlet, as if a scholar had coded it."""
    from framing.annotation import draw_sample
    from framing.reporting.findings import GOLD_STANDARD

    gold = model.evidence.drop_duplicates("unit_id")[["unit_id", "frame"]]
    return draw_sample(units, per_source=BUNDLED_SAMPLE).merge(gold, on="unit_id").assign(coder=GOLD_STANDARD)


@click.command(
    short_help="Bundle a report folder for replication: codings, digests, evidence, tables; no text.",
    epilog="\b\nExample:\n  framing report articles/ --codings packet.csv --out war/\n"
    "  framing bundle war/ --out war-bundle.zip",
)
@click.argument("folder", metavar="DIR")
@click.option("--out", metavar="BUNDLE.zip", help="Where to write; default: beside the folder.")
@click.option("--model", "model_path", metavar="FILE.skops", help="The model that scored; default: the bundled one.")
def bundle(folder: str, out: str | None, model_path: str | None) -> None:
    """Write all that the tables of a report follow from, without a word of the documents.

    DIR is a folder that `framing report --out DIR` wrote.
    """
    from framing.cli.steps import load, tell
    from framing.reporting import write_bundle

    tell(write_bundle(folder, load(model_path), out))


@click.command(
    short_help="Make every table of a report again from its bundle, byte for byte.",
    epilog="\b\nExample:\n  framing rebuild war-bundle.zip --out tables/",
)
@click.argument("bundle_path", metavar="BUNDLE.zip")
@click.option("--out", default="rebuilt", show_default=True, metavar="DIR", help="Where to write the tables.")
def rebuild(bundle_path: str, out: str) -> None:
    """Print the path of each table made. Exit status 1 if one differs from the bundle's by a byte."""
    from framing.cli.steps import tell
    from framing.reporting import rebuild as rebuild_tables

    for path in rebuild_tables(bundle_path, out):
        tell(path)
    click.echo("framing: every table is the bundle's, byte for byte", err=True)

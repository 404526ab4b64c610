"""`framing sample`, `estimate` and `compare`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

    from framing.model import TrainedModel
    from framing.reporting import Analysis

_SOURCES = "Columns file, source, date, title; default: sources.csv in a folder."
_MODEL = "A model of yours; default: the bundled codebook's."
_CODINGS = "A packet that was filled in, or a table with unit_id and frame; once for each."


def asked(command: Callable) -> Callable:
    """Add the options that say what is estimated and compared."""
    options = [
        click.option("--codings", multiple=True, metavar="PACKET.csv", help=_CODINGS),
        click.option("--by", type=click.Choice(["source", "speaker", "kind"]), default="source", show_default=True),
        click.option(
            "--estimand",
            type=click.Choice(["output", "sentences"]),
            default="output",
            show_default=True,
            help="What the outlets print, of which these documents are a sample; or these sentences alone.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def compared(command: Callable) -> Callable:
    """Add the options that say what is compared with what."""
    options = [
        click.option("--reference", default="", metavar="SOURCE", help="Compare with this source; default: all pairs."),
        click.option("--kinds", metavar="TABLE", help="Columns source and kind: compare kinds of source."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def analysis_of(scores: pd.DataFrame, model: TrainedModel, **options: Any) -> Analysis:
    """Return the analysis of scores that the options of `asked` and `compared` ask for."""
    from framing.reporting import analyse

    codings = read_codings(options["codings"], model)
    return analyse(
        scores,
        model,
        codings=codings,
        by=options["by"],
        estimand=options["estimand"],
        reference=options.get("reference", ""),
        kinds=_read_kinds(options.get("kinds")),
    )


def read_codings(paths: tuple[str, ...], model: TrainedModel) -> pd.DataFrame | None:
    """Return the codings in filled packets, or None without any."""
    from framing.annotation import read_packets

    if not paths:
        return None
    return read_packets(paths, frames=model.frames, codebook_version=model.codebook.version)


@click.command(
    short_help="Draw sentences for coding, blind to the source; or plan how many.",
    epilog="\b\nExamples:\n  framing sample articles/ --plan\n"
    "  framing sample articles/ --per-source 60 --out packet.csv\n"
    "  framing sample articles/ --per-source 40 --codings packet.csv --out more.csv\n"
    "  framing report articles/ --codings packet.csv --codings more.csv --out war.pdf",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", metavar="PACKET.csv", help="Where to write the packet; its key is written beside it.")
@click.option("--per-source", type=click.IntRange(1), default=60, show_default=True, help="Sentences a source.")
@click.option("--by-voice", is_flag=True, help="So many of a source's own words, and so many of others' speech.")
@click.option("--coders", default="", metavar="A,B", help="A packet for each, in another order, with one key.")
@click.option("--codings", multiple=True, metavar="PACKET.csv", help="Coded earlier: draw from the other sentences.")
@click.option("--plan", is_flag=True, help="Print how wide intervals will be at 25, 50, 100 and 200 coded sentences.")
@click.option("--sources", metavar="TABLE", help=_SOURCES)
@click.option("--model", "model_path", metavar="FILE.skops", help=_MODEL)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same sentences.")
def sample(paths: tuple[str, ...], out: str | None, **options: Any) -> None:
    """Draw sentences at random within source and write a packet for a spreadsheet.

    Fill in the column frame (the names are those of `framing codebook`), keep the file as .csv and give it to
    `framing report --codings`. The packet hides outlet, file and date; the key beside it holds what leads back, and
    how likely each sentence was to be drawn. Do not open the key before you have coded.
    """
    from framing.cli.steps import read_units
    from framing.tables import check_writable

    if not out and not options["plan"]:
        raise click.UsageError("say where to write the packet with --out PACKET.csv, or ask for --plan")
    if out:
        check_writable(out)
    units = read_units(paths, options["sources"])
    if options["plan"]:
        _print_plan(units, options["model_path"])
    if out:
        _write_packets(units, out, options)


def _readable(units: pd.DataFrame, model: TrainedModel) -> pd.DataFrame:
    """Return the sentences that the model can read, for only these enter shares; say what is left out or too little."""
    from framing.prevalence.shares import FEWEST_UNITS
    from framing.scores import is_readable

    kept = units[[is_readable(text, model) for text in units["text"]]]
    if len(kept) < len(units):
        left = len(units) - len(kept)
        click.echo(f"framing: note: {left} sentences in a script that the model cannot read are not drawn", err=True)
    sizes = kept.groupby("source", sort=False).size()
    for source, n in sizes[sizes < FEWEST_UNITS].items():
        told = f"{source} has {n} sentences, and a share wants {FEWEST_UNITS}: its codes will give no number"
        click.echo(f"framing: note: {told}", err=True)
    return kept


def _write_packets(units: pd.DataFrame, out: str, options: dict[str, Any]) -> None:
    from framing.annotation import draw_sample, write_packets
    from framing.cli.steps import load, tell

    model = load(options["model_path"])
    earlier = read_codings(options["codings"], model) if options["codings"] else None
    drawn = draw_sample(
        _readable(units, model),
        per_source=options["per_source"],
        by_voice=options["by_voice"],
        coded=() if earlier is None else set(earlier["unit_id"]),
        seed=options["seed"],
    )
    coders = [name.strip() for name in options["coders"].split(",") if name.strip()]
    for path in write_packets(drawn, out, neighbours=units, coders=coders, seed=options["seed"]):
        tell(path)
    click.echo(f"framing: {len(drawn)} sentences drawn of {units['source'].nunique()} sources", err=True)


def _print_plan(units: pd.DataFrame, model_path: str | None) -> None:
    from framing.cli.steps import load, score
    from framing.prevalence import plan_widths

    model = load(model_path)
    planned = plan_widths(score(model, units), model)
    widths = [name for name in planned if name.startswith("width_")]
    named = max(6, *(len(str(source)) for source in planned["source"]))
    head = "  ".join(f"{name.removeprefix('width_'):>4}" for name in widths)
    click.echo(f"{'source':{named}}  documents  sentences  {head}")
    for row in planned.to_dict("records"):
        cells = "  ".join("   –" if row[name] != row[name] else f"{100 * row[name]:>4.0f}" for name in widths)
        click.echo(f"{row['source']:{named}}  {row['n_documents']:>9}  {row['n_units']:>9}  {cells}")
    click.echo("Width of the widest 95 % interval, in percentage points, by sentences coded.")


@click.command(
    short_help="Estimate frame shares from a scores table.",
    epilog="\b\nExample:\n  framing estimate scores.csv --codings packet.csv --out shares.csv",
)
@click.argument("scores", metavar="SCORES")
@click.option("--out", required=True, metavar="TABLE", help="A .csv, .jsonl or .parquet file.")
@click.option("--model", "model_path", metavar="FILE.skops", help="The model that scored; default: the bundled one.")
@asked
def estimate(scores: str, out: str, model_path: str | None, **options: Any) -> None:
    """Write the prevalence table: shares with intervals by source, voice and frame.

    Sources with 25 coded sentences get a share (tier A), others a range (tier B), or the reason why they get neither.
    """
    from framing.cli.steps import tell
    from framing.tables import check_writable, write_table

    check_writable(out)
    table, model = _scored(scores, model_path)
    tell(write_table(analysis_of(table, model, **options).shares, out))


@click.command(
    short_help="Compare sources from a scores table and coded samples.",
    epilog="\b\nExample:\n  framing compare scores.csv --codings packet.csv --reference Reuters --out contrasts.csv",
)
@click.argument("scores", metavar="SCORES")
@click.option("--out", required=True, metavar="TABLE", help="A .csv, .jsonl or .parquet file.")
@click.option("--model", "model_path", metavar="FILE.skops", help="The model that scored; default: the bundled one.")
@compared
@asked
def compare(scores: str, out: str, model_path: str | None, **options: Any) -> None:
    """Write the contrasts table: differences with intervals and tests by pair, voice and frame.

    Only sources with a coded sample are compared; for others the column method says what to code.
    """
    from framing.cli.steps import tell
    from framing.tables import check_writable, write_table

    check_writable(out)
    table, model = _scored(scores, model_path)
    tell(write_table(analysis_of(table, model, **options).contrasts, out))


def _scored(path: str, model_path: str | None) -> tuple[pd.DataFrame, TrainedModel]:
    """Return a scores table with numbers as numbers, and the model; says so where another model scored it."""
    from framing.cli.steps import load
    from framing.errors import TableError
    from framing.reporting.record import as_scores
    from framing.tables import read_table

    model = load(model_path)
    try:
        table = as_scores(read_table(path))
    except ValueError as error:
        raise TableError(f"{path}: the p_ columns must hold numbers: {error}") from error
    others = set(table["model_id"]) - {model.model_id}
    if others:
        told = (
            f"{path} was scored by model {min(map(str, others))}, and this is {model.model_id}; give that with --model"
        )
        click.echo(f"framing: note: {told}", err=True)
    return table, model


def _read_kinds(path: str | None) -> dict[str, str]:
    from framing.errors import TableError
    from framing.tables import read_table

    if not path:
        return {}
    table = read_table(path)
    if not {"source", "kind"} <= set(table.columns):
        raise TableError(f"{path}: wanted the columns source and kind; got {', '.join(map(str, table.columns))}")
    return dict(zip(table["source"], table["kind"], strict=True))

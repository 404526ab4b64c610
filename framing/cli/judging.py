"""`framing explain`, `card` and `panel`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from framing.model import TrainingData

_STYLE = (
    'body{font:16px/1.7 system-ui,"DejaVu Sans",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}'
    "mark{padding:.1em .15em;border-radius:3px}mark sub{font-size:.7em;color:#5b6675}p+p{color:#5b6675;font-size:.9em}"
)
_MODEL = click.option("--model", "model_path", metavar="FILE.skops", help="A model of yours; default: the bundled one.")


@click.command(
    short_help="Say why sentences are read as they are, term by term.",
    epilog='\b\nExamples:\n  framing explain "The army crushed the gangs."\n'
    '  framing explain "Stop it!" --out why.html',
)
@click.argument("sentences", nargs=-1, required=True, metavar="SENTENCE...")
@_MODEL
@click.option("--out", metavar="FILE.html|FILE.json", help="Write a page, or every figure, instead of printing.")
def explain(sentences: tuple[str, ...], model_path: str | None, out: str | None) -> None:
    """Print what each term added to the probability of the frame that a sentence is read as."""
    from framing.cli.steps import load, tell
    from framing.model import explain as explain_texts
    from framing.tables import write_whole

    ending = _ending(out, ".html", ".json") if out else ""
    found = explain_texts(load(model_path), sentences)
    if ending == ".json":
        tell(
            write_whole(str(out), json.dumps([item.as_dict() for item in found], ensure_ascii=False, indent=1).encode())
        )
    elif ending == ".html":
        pages = "".join(f"<div>{item._repr_html_()}</div>" for item in found)
        head = f'<meta charset="utf-8"><title>Readings</title><style>{_STYLE}</style>'
        page = f'<!doctype html><html lang="en"><head>{head}</head><body>{pages}</body></html>'
        tell(write_whole(str(out), page.encode()))
    else:
        click.echo("\n\n".join(_in_lines(item) for item in found))


def _in_lines(found: Any) -> str:
    frame = found.frame
    parts = [(term.text, term.contribution[frame]) for term in found.terms]
    parts += [(f"({name.replace('_', ' ')})", added[frame]) for name, added in found.shape.items()]
    largest = sorted(parts, key=lambda part: -abs(part[1]))[:12]
    head = (
        f"{frame} {found.probabilities[frame]:.3f} (without any known term {found.baseline[frame]:.3f}): {found.text}"
    )
    return "\n".join([head, *(f"  {added:+.3f}  {name}" for name, added in largest if abs(added) >= 0.0005)])


@click.command(
    short_help="Write the card of a model: what it is for, how good it is, where it ends.",
    epilog="\b\nExample:\n  framing card --model mine.skops --out card.html",
)
@_MODEL
@click.option("--out", required=True, metavar="FILE.html|FILE.json", help="A page, or its content.")
def card(model_path: str | None, out: str) -> None:
    """Write the model card that a model file carries."""
    from framing.cli.steps import load, tell
    from framing.evaluation import with_card
    from framing.tables import check_writable, write_whole

    ending = _ending(out, ".html", ".json")
    check_writable(out)
    model = load(model_path)
    found = model.card or with_card(model).card
    if found is None:  # with_card always makes one
        raise click.ClickException("no card")
    content = found.html if ending == ".html" else json.dumps(found.content, ensure_ascii=False, indent=1)
    tell(write_whole(out, content.encode()))


@click.command(
    short_help="Run the validation panel on the bundled gold or on a labelled table.",
    epilog="\b\nExamples:\n  framing panel\n"
    "  framing panel coded.csv --text text --label frame --group outlet --document url",
)
@click.argument("tables", nargs=-1, metavar="[LABELLED]...")
@click.option("--text", default="text", show_default=True, metavar="COL", help="Column of the sentences.")
@click.option("--label", default="frame", show_default=True, metavar="COL", help="Column of the labels.")
@click.option("--group", metavar="COL", help="Column of the source.")
@click.option("--document", metavar="COL", help="Column of the document.")
@click.option("--event", metavar="COL", help="Column of the event.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def panel(tables: tuple[str, ...], as_json: bool, **columns: str | None) -> None:
    """Print how the training procedure fares on every split and probe.

    Sources left out, events left out, documents kept whole; learning curves by sources and sentences; how well the
    outlet can be told from the features; and, on the bundled gold, contrast sets. It takes a few minutes.
    """
    from framing.cli.progress import progress
    from framing.evaluation import validate_training
    from framing.scores.default import default_training

    data, contrast = default_training() if not tables else (_labelled(tables, columns), None)
    with progress("validating") as shown:
        found = validate_training(data, contrast=contrast, progress=shown)
    click.echo(json.dumps(found.as_dict(), indent=2, ensure_ascii=False) if as_json else str(found))


def _labelled(tables: tuple[str, ...], columns: dict[str, str | None]) -> TrainingData:
    from dataclasses import replace

    import numpy as np

    from framing.cli.steps import read_labelled
    from framing.model import training_data

    asked = ("text", "label", "group", "document", "event")
    read = [read_labelled(table, *(columns[name] for name in asked)) for table in tables]
    joined = [
        None if parts[0] is None else [cell for part in parts for cell in part] for parts in zip(*read, strict=True)
    ]
    texts, labels, groups, documents, events = joined
    data = training_data(texts or [], labels or [], sources=groups)
    kept = {"document": documents, "event": events}
    return replace(data, **{name: np.asarray(column) for name, column in kept.items() if column is not None})


def _ending(out: str, *allowed: str) -> str:
    """Return the ending of a path, which must be one of those allowed."""
    from pathlib import Path

    from framing.errors import OutputError

    ending = Path(out).suffix.lower()
    if ending not in allowed:
        raise OutputError(f"{out}: wanted a file ending in {' or '.join(allowed)}; got {ending or 'no ending'}")
    return ending

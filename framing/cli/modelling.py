"""`framing train`, `evaluate` and `crossvalidate`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from framing.evaluation import Measures

_text = click.option("--text", default="text", show_default=True, metavar="COL", help="Column of the sentences.")
_label = click.option("--label", default="frame", show_default=True, metavar="COL", help="Column of the labels.")
_group = click.option("--group", metavar="COL", help="Column of source or document: never on both sides of a split.")
_json = click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")


@click.command(
    short_help="Train a model from the bundled gold or from any labelled table.",
    epilog="\b\nExamples:\n  framing train --out default.skops\n"
    "  framing train coded.csv --text text --label frame --group outlet --out mine.skops",
)
@click.argument("tables", nargs=-1, metavar="[CODED]...")
@click.option("--out", required=True, metavar="FILE.skops", help="Where to write the model.")
@_text
@_label
@_group
@click.option("--lexicon", metavar="FILE.toml", help="Categories of terms of your own, beside the bundled ones.")
@click.option("--embeddings", metavar="FOLDER", help="A local model.onnx and tokenizer.json, as one more block.")
def train(tables: tuple[str, ...], out: str, lexicon: str | None, embeddings: str | None, **columns: Any) -> None:
    """Train a model, with its cross-validated evidence and its card inside.

    CODED are .csv, .jsonl or .parquet tables with one labelled sentence a row, of any codebook;
    without one, the bundled gold is learned.
    """
    from framing.cli.progress import progress
    from framing.cli.steps import tell
    from framing.evaluation import measure_evidence
    from framing.persistence import check_ending, write_model
    from framing.tables import check_writable

    check_ending(out)
    check_writable(out)
    with progress("cross-validating") as shown:
        model = _trained(tables, (columns["text"], columns["label"], columns["group"]), (lexicon, embeddings), shown)
    _print_measures(measure_evidence(model), as_json=False, to_stderr=True)
    for kind in sorted(set(model.evidence["material"]) - {""}):
        found = measure_evidence(model, material=kind)
        limits = f"95 % interval {found.macro_f1_low:.3f} to {found.macro_f1_high:.3f}, n = {found.n}"
        click.echo(f"on {kind} sources alone: macro-F1 {found.macro_f1:.3f} ({limits})", err=True)
    tell(write_model(model, out))


def _trained(
    tables: tuple[str, ...], columns: tuple[str, str, str | None], added: tuple[str | None, str | None], shown: Any
):
    from framing.errors import TrainingError
    from framing.evaluation import with_card
    from framing.model import fit_model, training_data
    from framing.scores.default import train_default

    if not tables and any(added):
        option = "--lexicon" if added[0] else "--embeddings"
        raise TrainingError(f"{option} needs a table: of the bundled gold's real sentences only features are kept")
    if not tables:
        return train_default(progress=shown)
    features = _features(*added)
    texts, labels, groups = _columns(tables, *columns)
    data = training_data(texts, labels, sources=groups, features=features)
    model = with_card(fit_model(data, progress=shown), data)
    for doubt in model.facts["doubts"]:
        click.echo(f"framing: note: {doubt}", err=True)
    return model


def _features(lexicon: str | None, embeddings: str | None) -> Any:
    """Return the blocks among which a table's model chooses, with the user's categories and embeddings."""
    from framing.features import CHOOSABLE, FrameFeatures, SentenceEmbeddings, digest_of, read_lexicon

    return FrameFeatures(
        blocks=CHOOSABLE,
        further=read_lexicon(lexicon) if lexicon else None,
        embeddings=SentenceEmbeddings(embeddings, digest_of(embeddings)) if embeddings else None,
    )


def _columns(
    tables: tuple[str, ...], text: str, label: str, group: str | None
) -> tuple[list[str], list[str], list[str] | None]:
    """Return sentences, labels and groups of all tables; says so aloud where groups are unknown."""
    from framing.cli.steps import read_labelled

    texts: list[str] = []
    labels: list[str] = []
    groups: list[str] = []
    for table in tables:
        some_texts, some_labels, some_groups = read_labelled(table, text, label, group)
        texts += some_texts or []
        labels += some_labels or []
        groups += some_groups or []
    if not group:
        note = "no --group column: folds are random, and sentences of one text stand on both sides, which flatters"
        click.echo(f"framing: note: {note}", err=True)
    return texts, labels, groups if group else None


@click.command(
    short_help="Measure a model on a labelled table that it has not seen.",
    epilog="\b\nExample:\n  framing evaluate mine.skops coded.csv --text text --label frame --json",
)
@click.argument("model_path", metavar="MODEL")
@click.argument("labelled", metavar="LABELLED")
@_text
@_label
@_group
@_json
def evaluate(model_path: str, labelled: str, text: str, label: str, group: str | None, as_json: bool) -> None:
    """Print macro-F1, per-frame precision, recall and F1, confusion, log-loss, Brier, calibration and risk–coverage.

    MODEL is a .skops file, or the word default. Rows of LABELLED with an empty label are passed over.
    """
    from framing.cli.steps import load, read_labelled
    from framing.evaluation import evaluate as evaluate_model

    model = load(None if model_path == "default" else model_path)
    texts, labels, groups = read_labelled(labelled, text, label, group)
    kept = [place for place, value in enumerate(labels or []) if value.strip()]
    if len(kept) < len(labels or []):
        click.echo(f"framing: note: {len(labels or []) - len(kept)} rows without a label are passed over", err=True)

    def pick(values: list[str]) -> list[str]:
        return [values[place] for place in kept]

    measures = evaluate_model(model, pick(texts or []), pick(labels or []), groups=pick(groups) if groups else None)
    _print_measures(measures, as_json)


@click.command(
    short_help="Cross-validate the whole training procedure on a labelled table.",
    epilog="\b\nExample:\n  framing crossvalidate coded.csv --text text --label frame --group outlet --json",
)
@click.argument("labelled", nargs=-1, required=True, metavar="LABELLED...")
@_text
@_label
@_group
@click.option("--embeddings", metavar="FOLDER", help="A local model.onnx and tokenizer.json, as one more block.")
@_json
def crossvalidate(labelled: tuple[str, ...], embeddings: str | None, as_json: bool, **columns: Any) -> None:
    """Print how well sentences are read by models that did not see their group."""
    from framing.cli.progress import progress
    from framing.evaluation import crossvalidate as crossvalidate_texts

    features = _features(None, embeddings)
    texts, labels, groups = _columns(labelled, columns["text"], columns["label"], columns["group"])
    with progress("cross-validating") as shown:
        found = crossvalidate_texts(texts, labels, groups=groups, features=features, progress=shown)
    _print_measures(found.measures, as_json)


def _print_measures(measures: Measures, as_json: bool, *, to_stderr: bool = False) -> None:
    if as_json:
        click.echo(json.dumps(measures.as_dict(), indent=2, ensure_ascii=False))
        return
    lines = [*_overall(measures), "", *_by_frame(measures), "", *_confusion(measures), "", *_risks(measures)]
    click.echo("\n".join(lines), err=to_stderr)


def _overall(measures: Measures) -> list[str]:
    low, high = measures.macro_f1_low, measures.macro_f1_high
    return [
        f"macro-F1   {measures.macro_f1:.3f}  (95 % interval {low:.3f} to {high:.3f})",
        f"accuracy   {measures.accuracy:.3f}",
        f"log-loss   {measures.log_loss:.3f}",
        f"Brier      {measures.brier:.3f}",
        f"ECE        {measures.ece:.3f}  (class-wise, mean over frames)",
        f"n          {measures.n}, {measures.split}",
    ]


def _by_frame(measures: Measures) -> list[str]:
    width = _width(measures)
    head = f"{'frame':{width}}  {'n':>6}  precision  recall     F1    ECE"
    lines = [head]
    for frame, row in measures.per_frame.items():
        precision, recall, f1, ece = (row[name] for name in ("precision", "recall", "f1", "ece"))
        lines.append(f"{frame:{width}}  {row['n']:>6}  {precision:>9.3f}  {recall:>6.3f}  {f1:.3f}  {ece:.3f}")
    return lines


def _confusion(measures: Measures) -> list[str]:
    width = _width(measures)
    head = f"{'true, read as':{width}}  " + "  ".join(f"{frame[:10]:>10}" for frame in measures.frames)
    return [head] + [
        f"{frame:{width}}  " + "  ".join(f"{n:>10}" for n in row)
        for frame, row in zip(measures.frames, measures.confusion, strict=True)
    ]


def _risks(measures: Measures) -> list[str]:
    """Return the error among the surest sentences, in lines."""
    rows = [row for row in measures.risk_coverage if row["coverage"] in (1.0, 0.9, 0.7, 0.5, 0.3)]
    coverages = "".join(f"{row['coverage']:>8.0%}" for row in rows)
    risks = "".join(f"{row['risk']:>8.3f}" for row in rows)
    return [f"surest sentences{coverages}", f"of them misread {risks}"]


def _width(measures: Measures) -> int:
    return max(13, *(len(frame) for frame in measures.frames))

"""`framing validate` and `framing agree`."""

from __future__ import annotations

import json
import sys
from collections import Counter

import click

from framing.errors import AnnotationError

_folder = click.argument("folder", required=False, metavar="[ANNOTATIONS]")


@click.command(
    short_help="Look for faults in an annotations folder, each with a code.",
    epilog="\b\nExamples:\n  framing validate\n  framing validate my-annotations/",
)
@_folder
def validate(folder: str | None) -> None:
    """Print one line a fault: its code, its meaning, its place. Exit status 1 if there is any.

    ANNOTATIONS is a folder with codebook.toml, corpus/, coded/, adjudication.jsonl and gold.jsonl;
    the bundled one by default.
    """
    from framing.annotation import annotations_folder
    from framing.annotation import validate as find_faults

    faults = find_faults(folder or annotations_folder())
    for fault in faults:
        click.echo(str(fault))
    counts = ", ".join(f"{code} {n}" for code, n in sorted(Counter(fault.code for fault in faults).items()))
    click.echo(f"framing: {len(faults)} faults ({counts})" if faults else "framing: no fault", err=True)
    if faults:
        sys.exit(1)


@click.command(
    short_help="Measure how far independent coders agree.",
    epilog="\b\nExamples:\n  framing agree\n  framing agree my-annotations/ --coders anna,ben --json",
)
@_folder
@click.option("--coders", metavar="A,B", help="Compare these coders alone; default: all.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def agree(folder: str | None, coders: str | None, as_json: bool) -> None:
    """Print Krippendorff's α, Cohen's κ, Gwet's AC1 and percent agreement, overall and by frame.

    Codings are compared as they were made, before adjudication; intervals resample documents. ANNOTATIONS
    is a folder with coded/<coder>.jsonl; the bundled one by default.
    """
    from framing.annotation import annotations_folder, measure_agreement, read_codings

    codings = read_codings(folder or annotations_folder())
    if coders:
        chosen = [name.strip() for name in coders.split(",")]
        unknown = sorted(set(chosen) - set(codings["coder"]))
        if unknown:
            names = ", ".join(sorted(set(codings["coder"])))
            raise AnnotationError(f"there is no coder {unknown[0]!r}; the coders are {names}")
        codings = codings[codings["coder"].isin(chosen)]
    found = measure_agreement(codings)
    if as_json:
        click.echo(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
        return
    click.echo(f"{found.n_units} units of {found.n_documents} documents, coders {', '.join(found.coders)}")
    for name, value, low, high in found.rows():
        click.echo(f"{name:18} {value:.3f}  (95 % interval {low:.3f} to {high:.3f})")
    click.echo(f"{found.verdict}: by the lower limit of α (.80 reliable, .667 tentative)")

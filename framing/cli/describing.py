"""`framing codebook`."""

from __future__ import annotations

import click


@click.command(
    short_help="Print the codebook as a page that a coder can work from.",
    epilog="\b\nExamples:\n  framing codebook > codebook.md\n  framing codebook --file mine.toml",
)
@click.option("--file", "path", metavar="CODEBOOK.toml", help="Another codebook than the bundled one.")
def codebook(path: str | None) -> None:
    """Print frames, acts, examples, near-misses and decision rules, in Markdown."""
    from framing.annotation import load_codebook

    click.echo(load_codebook(path).as_page(), nl=False)

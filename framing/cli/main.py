"""The command group, and how faults are told: one line on stderr, exit status 1."""

from __future__ import annotations

import sys
import warnings

import click

from framing.cli.annotating import agree, validate
from framing.cli.describing import codebook
from framing.cli.judging import card, explain, panel
from framing.cli.measuring import compare, estimate, sample
from framing.cli.modelling import crossvalidate, evaluate, train
from framing.cli.reporting import bundle, rebuild, report
from framing.cli.scoring import score
from framing.cli.voicing import voices
from framing.errors import FramingError, FramingWarning

_HELP = """Measure how sources frame a conflict: sentence by sentence, voice by voice, with intervals.

\b
Examples:
  framing report articles/ --sources sources.csv --out war.pdf
  framing sample articles/ --per-source 60 --out packet.csv
  framing report articles/ --codings packet.csv --out war.pdf
  framing train coded.csv --text text --label frame --group outlet --out mine.skops
"""


class _Verbs(click.Group):
    """A group whose verbs stand in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Verbs, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="framing-analyzer", prog_name="framing")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the full traceback of a fault.")
def framing() -> None:
    """Hold the verbs together; `main` has taken --debug out before."""


for verb in (
    report,
    sample,
    score,
    voices,
    estimate,
    compare,
    bundle,
    rebuild,
    explain,
    train,
    evaluate,
    crossvalidate,
    panel,
    card,
    codebook,
    validate,
    agree,
):
    framing.add_command(verb)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; faults of the user's making end in one line and exit status 1."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given  # accepted before and after the verb
    arguments = [argument for argument in given if argument != "--debug"]
    warnings.showwarning = _show_warning  # the one global of the program, and its own process
    warnings.filterwarnings("ignore")
    warnings.filterwarnings("always", category=FramingWarning)
    try:
        framing.main(args=arguments, prog_name="framing", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        click.echo("framing: interrupted; nothing was half-written", err=True)
        sys.exit(130)
    except FramingError as error:
        if debug:
            raise
        click.echo(f"framing: {_one_line(error)}", err=True)
        sys.exit(1)
    except Exception as error:
        if debug:
            raise
        told = f"{type(error).__name__}: {_one_line(error)}"
        click.echo(f"framing: an unforeseen fault ({told}); run again with --debug to see where", err=True)
        sys.exit(1)


def _one_line(message: object) -> str:
    return " ".join(str(message).split())


def _show_warning(message, category, filename, lineno, file=None, line=None) -> None:
    click.echo(f"framing: note: {_one_line(message)}", err=True)

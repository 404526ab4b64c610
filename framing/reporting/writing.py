"""A scores table in, a report file or folder out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import OutputError
from framing.model import TrainedModel
from framing.reporting.analysis import Analysis, analyse
from framing.reporting.content import build_content
from framing.reporting.figures import as_svg, draw_shares, draw_voices
from framing.reporting.pdf import render_pdf
from framing.reporting.record import codings_table, settings_table
from framing.reporting.web import render_html
from framing.tables import check_writable, write_table, write_whole

if TYPE_CHECKING:
    import pandas as pd

TABLES_OF_A_REPORT = (
    *("shares", "contrasts", "divergences", "checks", "coders", "refusals", "from-constructed", "extrapolated"),
    "codings",
)
NAMES = ("report.pdf", "report.html")
#: Sources in one part of a figure, so that it fits a page.
ROWS_OF_A_FIGURE = 22


def write_report(
    scores: pd.DataFrame,
    model: TrainedModel,
    out: str | Path,
    *,
    analysis: Analysis | None = None,
    title: str = "",
    top: int = 3,
    note: str = "",
) -> list[Path]:
    """Write a comparative framing report and return the paths written.

    Parameters
    ----------
    scores
        A scores table (`score_units`).
    model
        The model that scored it.
    out
        A file ending in .pdf or .html, or a folder, which gets both and the tables behind them
        (scores.csv, shares.csv, contrasts.csv and so on).
    analysis, title, top, note
        As in `build_content`.

    Raises
    ------
    OutputError
        If `out` has another ending or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from framing.documents import Document
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> document = Document.of("The train was late on Monday. " * 40, file="a.txt", source="Gazette")
    >>> model = load_model()
    >>> scores = score_units(model, split_units([document]))
    >>> [path.name for path in write_report(scores, model, Path(tempfile.mkdtemp()) / "war.pdf")]
    ['war.pdf']
    """
    out = check_target(out)
    analysis = analysis or analyse(scores, model)
    content = build_content(scores, model, analysis=analysis, title=title, top=top, note=note)
    figures = _figures(content)
    if out.suffix:
        return [_write(out, content, figures)]
    written = [_write(out / name, content, figures) for name in NAMES]
    tables = {"scores": scores} | analysis.tables() | {"analysis": settings_table(analysis, model.model_id)}
    if analysis.codings is not None:
        tables["codings"] = codings_table(analysis.codings)
    _clear_earlier(out, set(tables))
    return [*written, *(write_table(table, out / f"{name}.csv") for name, table in tables.items())]


def _clear_earlier(folder: Path, written: set[str]) -> None:
    """Take away the tables of an earlier report in the same folder that this one does not have."""
    if (folder / "analysis.csv").is_file():
        for name in sorted(set(TABLES_OF_A_REPORT) - written):
            (folder / f"{name}.csv").unlink(missing_ok=True)


def check_target(out: str | Path) -> Path:
    """Return the path of a report if it can be written: .pdf, .html or a folder.

    Raises
    ------
    OutputError
        If it has another ending, or its folder cannot be written to.
    """
    out = Path(out).expanduser()
    if out.is_dir() or not out.suffix:
        check_writable(out / NAMES[0])
        return out
    if out.suffix.lower() not in (".pdf", ".html"):
        raise OutputError(f"{out}: a report is a .pdf, an .html or a folder for both; got {out.suffix}")
    return check_writable(out)


def _figures(content: dict[str, Any]) -> dict[str, list[str]]:
    """Return the figures as SVG, each cut into parts that fit a page."""
    rows = content["shares"]
    rows = [] if all(row["refused"] for row in rows) else rows
    drawn = {"shares": [draw_shares(part, content["frames"]) for part in _parts(rows, ROWS_OF_A_FIGURE)]}
    told = list(dict.fromkeys(row["source"] for row in content["voices"] if not row["refused"]))
    drawn["voices"] = [
        draw_voices([row for row in content["voices"] if row["source"] in part], content["frames"])
        for part in _parts(told, ROWS_OF_A_FIGURE)
    ]
    return {name: [as_svg(figure) for figure in figures] for name, figures in drawn.items()}


def _parts(rows: list[Any], longest: int) -> list[list[Any]]:
    return [rows[start : start + longest] for start in range(0, len(rows), longest)]


def _write(path: Path, content: dict[str, Any], figures: dict[str, list[str]]) -> Path:
    if path.suffix.lower() == ".pdf":
        return write_whole(path, render_pdf(content, figures))
    return write_whole(path, render_html(content, figures).encode("utf-8", "replace"))

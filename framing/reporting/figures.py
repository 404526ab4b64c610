"""Figures with intervals, as matplotlib figures and as SVG."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.figure import Figure

from framing.reporting.looks import OWN, PALETTE
from framing.reporting.wording import percent

if TYPE_CHECKING:
    import pandas as pd

_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": "#999999",
    "xtick.color": "#444444",
    "svg.fonttype": "path",
    "svg.hashsalt": "framing",
    "text.parse_math": False,
}


class ReportFigure(Figure):
    """A matplotlib figure that a notebook shows by itself, whatever backend is chosen."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=130)
        return buffer.getvalue()


def plot_shares(shares: pd.DataFrame, title: str = "") -> ReportFigure:
    """Plot the frame shares of sources with their intervals, one panel a frame.

    Parameters
    ----------
    shares
        The prevalence table (`estimate_prevalence`).
    title
        The finding; none by default.

    Returns
    -------
    ReportFigure
        A matplotlib figure, which a notebook shows by itself.
    """
    rows = shares[shares["voice"] == "all"]
    frames = list(dict.fromkeys(rows["frame"]))
    content = [
        {
            "source": source,
            "refused": of_source["note"].iloc[0] if (of_source["method"] == "refused").any() else "",
            "n_units": int(of_source["n_units"].iloc[0]),
            "voice": "all sentences",
            "cells": of_source[["frame", "estimate", "low", "high"]].to_dict("records"),
        }
        for source, of_source in rows.groupby("source", sort=False)
    ]
    looks = [{"label": frame, "color": PALETTE[number % len(PALETTE)]} for number, frame in enumerate(frames)]
    return draw_shares(content, looks, title)


def draw_shares(rows: list[dict[str, Any]], frames: list[dict[str, Any]], title: str = "") -> ReportFigure:
    """Draw the rows of a report's table of shares; see `plot_shares`."""
    return _draw([{"source": row["source"], "n_units": row["n_units"], "marks": [row]} for row in rows], frames, title)


def draw_voices(rows: list[dict[str, Any]], frames: list[dict[str, Any]]) -> ReportFigure:
    """Draw own words (filled) above others' speech (open) for each source that has a share of either."""
    sources = dict.fromkeys(row["source"] for row in rows if not row["refused"])
    marks = {source: [row for row in rows if row["source"] == source] for source in sources}
    together = [
        {"source": source, "n_units": sum(row["n_units"] for row in of_source), "marks": of_source}
        for source, of_source in marks.items()
    ]
    return _draw(together, frames, "")


def _draw(rows: list[dict[str, Any]], frames: list[dict[str, Any]], title: str) -> ReportFigure:
    paired = any(len(row["marks"]) > 1 for row in rows)
    with matplotlib.rc_context(_STYLE):
        height = 1.05 + (0.36 if paired else 0.31) * len(rows) + (0.3 if title else 0)
        figure = ReportFigure(figsize=(7.0, height))
        figure.set_layout_engine("constrained", wspace=0.06)
        panels = figure.subplots(1, len(frames), sharey=True, sharex=True, squeeze=False)[0]
        for number, (panel, frame) in enumerate(zip(panels, frames, strict=True)):
            _dress(panel, frame)
            for place, row in enumerate(rows):
                for mark in row["marks"]:
                    _mark(panel, mark, number, place, frame["color"], paired)
        _label_sources(panels[0], rows)
        figure.supxlabel("share of sentences (%), with 95 % interval", fontsize=8)
        if title:
            figure.suptitle(textwrap.fill(title, 92), fontsize=9, x=0.01, ha="left", fontweight="bold")
    return figure


def _dress(panel: Any, frame: dict[str, Any]) -> None:
    panel.set_title(
        textwrap.fill(frame["label"], 12), fontsize=8.5, color=frame["color"], loc="left", fontweight="bold"
    )
    panel.set_xlim(0, 1)
    panel.set_xticks([0, 0.5, 1], ["0", "50", "100"])
    panel.grid(axis="x", color="#e3e3e3", linewidth=0.6)
    panel.set_axisbelow(True)
    panel.tick_params(axis="y", length=0)


def _mark(panel: Any, mark: dict[str, Any], number: int, place: float, color: str, paired: bool) -> None:
    """Draw one share with its interval; of a pair, own words stand above and others' speech is open."""
    if mark["refused"]:
        if not paired and number == 0:
            panel.text(0.02, place, "no number", va="center", fontsize=6.5, color="#888888")
        return
    cell, open_mark = mark["cells"][number], paired and mark["voice"] != OWN
    height = place + (0.17 if open_mark else -0.17) if paired else place
    if cell["estimate"] is None or cell["estimate"] != cell["estimate"]:  # a range, and no estimate
        panel.plot([cell["low"], cell["high"]], [height, height], color=color, linewidth=4.0, alpha=0.22)
        return
    panel.plot([cell["low"], cell["high"]], [height, height], color=color, linewidth=1.6, alpha=0.55)
    face = "white" if open_mark else color
    panel.plot(cell["estimate"], height, "o", color=color, markerfacecolor=face, markersize=4.2)
    if not paired:
        _write_value(panel, cell, place)


def _write_value(panel: Any, cell: dict[str, Any], place: float) -> None:
    panel.annotate(
        percent(cell["estimate"]),
        (cell["estimate"], place),
        xytext=(0, 3.2),
        textcoords="offset points",
        va="bottom",
        ha="center",
        fontsize=6.5,
        color="#444444",
    )


def _shortened(name: str) -> str:
    """Return a name of at most 36 characters, cut in the middle: what tells two bodies apart often stands last."""
    return name if len(name) <= 36 else f"{name[:16].rstrip()} … {name[-17:].lstrip()}"


def _label_sources(panel: Any, rows: list[dict[str, Any]]) -> None:
    labels = [f"{_shortened(row['source'])}{_count(row)}" for row in rows]
    panel.set_yticks(range(len(rows)), labels)
    panel.set_ylim(len(rows) - 0.4, -0.6)


def _count(row: dict[str, Any]) -> str:
    """Return how many sentences stand behind a row; of a pair, own words and others' speech apart."""
    counts = "/".join(f"{mark['n_units']:,}" for mark in row["marks"])
    return f" (n={counts})"


def as_svg(figure: Figure) -> str:
    """Return a figure as SVG text, the same for the same numbers."""
    buffer = io.StringIO()
    with matplotlib.rc_context(_STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = buffer.getvalue()
    return text[text.index("<svg") :]

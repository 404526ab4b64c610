"""The prevalence table, which also keeps the samples behind its numbers and shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import pandas as pd

from framing.prevalence.powered import CodedSample


@dataclass(frozen=True)
class Samples:
    """What stands behind the tier A rows of a prevalence table, for comparisons to go back to.

    Attributes
    ----------
    frames
        In their order.
    by_group
        The coded sample of each (source, voice) that has a tier A share, and the estimand it allows.
    sizes
        Sentences of each (source, voice) that are coded, and that there are.
    estimand, level
        What was estimated, and the nominal coverage.
    """

    frames: tuple[str, ...]
    by_group: dict[tuple[str, str], tuple[CodedSample, str]] = field(repr=False)
    sizes: dict[tuple[str, str], tuple[int, int]] = field(repr=False)
    estimand: str
    level: float


class Prevalence(pd.DataFrame):
    """A prevalence table. It is a pandas DataFrame with `samples` for `compare`, kept in memory alone."""

    _metadata = ("samples",)

    @property
    def _constructor(self):
        return Prevalence

    def _repr_html_(self) -> str:
        if not {"source", "voice", "frame", "tier", "low", "high", "n_coded"} <= set(self.columns):
            return str(super()._repr_html_())
        frames = list(dict.fromkeys(self["frame"]))
        head = "".join(f"<th>{escape(frame)}</th>" for frame in frames)
        rows = "".join(
            _row(str(source), str(voice), pd.DataFrame(rows), frames)
            for (source, voice), rows in self.groupby(["source", "voice"], sort=False)
        )
        return (
            "<table><caption>Shares of sentences with 95 % intervals. Tier A: from a coded sample. Tier B: "
            "extrapolated from how the model misread other sources, a range and no estimate.</caption>"
            f"<tr><th>source</th><th>voice</th><th>tier</th><th>n</th><th>coded</th>{head}<th>method</th></tr>{rows}"
            "</table>"
        ).replace("95 %", f"{100 * float(self['level'].iloc[0]):g} %" if len(self) else "95 %")


def _row(source: str, voice: str, rows: pd.DataFrame, frames: list[str]) -> str:
    first, by_frame = rows.iloc[0], rows.set_index("frame")
    if first["method"] == "refused":
        cells = f"<td colspan='{len(frames)}'>{escape(str(first['note']))}</td>"
    else:
        cells = "".join(f"<td>{_cell(by_frame.loc[frame])}</td>" for frame in frames)
    counts = f"<td>{int(first['n_units'])}</td><td>{int(first['n_coded'])}</td>"
    head = f"<td>{escape(source)}</td><td>{escape(voice)}</td><td>{escape(str(first['tier']))}</td>"
    return f"<tr>{head}{counts}{cells}<td>{escape(str(first['method']))}</td></tr>"


def _cell(row: pd.Series) -> str:
    limits = f"{100 * row['low']:.0f}–{100 * row['high']:.0f} %"
    return limits if pd.isna(row["estimate"]) else f"{100 * row['estimate']:.0f} %<br><small>{limits}</small>"

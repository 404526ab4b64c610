"""Results as a notebook shows them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from framing.errors import TableError
from framing.reporting.looks import PALETTE
from framing.reporting.wording import direction, excerpt, percent
from framing.tables import check_table

if TYPE_CHECKING:
    import pandas as pd


class SentenceView:
    """Sentences with the probability of each frame as a bar; renders itself in a notebook."""

    def __init__(self, sentences: pd.DataFrame, frames: list[str]):
        self.sentences = sentences
        self.frames = frames

    def __len__(self) -> int:
        return len(self.sentences)

    def __repr__(self) -> str:
        return "\n".join(f"{row.frame}: {excerpt(row.text, 90)}" for row in self.sentences.itertuples())

    def _repr_html_(self) -> str:
        legend = " ".join(
            f"<span style='color:{PALETTE[number % len(PALETTE)]}'>■ {escape(frame)}</span>"
            for number, frame in enumerate(self.frames)
        )
        rows = "".join(self._row(row) for row in self.sentences.to_dict("records"))
        return f"<div>{legend}</div><table style='text-align:left;width:100%'>{rows}</table>"

    def _row(self, row: dict) -> str:
        bars = "".join(
            f"<span title='{escape(frame)} {percent(row[f'p_{frame}'])}' style='display:inline-block;height:0.8em;"
            f"width:{100 * (row[f'p_{frame}'] or 0):.1f}%;background:{PALETTE[number % len(PALETTE)]}'></span>"
            for number, frame in enumerate(self.frames)
            if row["frame"]
        )
        shown = f"{row['frame']} {percent(row['p_' + row['frame']])}" if row["frame"] else "not readable"
        place = f"{row['source']} · {row['file']}, sentence {row['position']} · {row['voice']}"
        speaker = f" · {row['speaker']}" if row["speaker"] else ""
        return (
            f"<tr><td style='text-align:left'><div dir='{direction(row['text'])}'>{escape(excerpt(row['text']))}</div>"
            f"<small>{escape(place + speaker)}</small></td>"
            f"<td style='width:22%;text-align:left'><div style='white-space:nowrap'>{bars}</div>"
            f"<small>{escape(shown)}</small></td></tr>"
        )


def show_sentences(
    scores: pd.DataFrame, *, frame: str = "", source: str = "", voice: str = "", top: int = 5
) -> SentenceView:
    """Return the sentences that carry a frame most clearly, for a notebook to show.

    Parameters
    ----------
    scores
        A scores table.
    frame
        A frame; by default sentences stand in the order of their documents.
    source, voice
        Keep one source, or one voice (own, quoted, reported, mixed).
    top
        How many.

    Raises
    ------
    TableError
        If the frame, source or voice does not occur in the table.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> document = Document.of("Our heroic army crushed the terrorist gangs.", file="a.txt", source="Gazette")
    >>> show_sentences(score_units(load_model(), split_units([document])), frame="state")
    state: Our heroic army crushed the terrorist gangs.
    """
    scores = check_table(scores, "scores")
    frames = [name[2:] for name in scores.columns if name.startswith("p_")]
    for column, value in (("source", source), ("voice", voice)):
        if value:
            if value not in set(scores[column]):
                raise TableError(f"no sentence has the {column} {value!r}; there are {sorted(set(scores[column]))[:8]}")
            scores = scores[scores[column] == value]
    if frame:
        if frame not in frames:
            raise TableError(f"no frame is called {frame!r}; there are {', '.join(frames)}")
        scores = scores[scores["frame"] == frame].sort_values(f"p_{frame}", ascending=False, kind="stable")
    return SentenceView(scores.head(top), frames)

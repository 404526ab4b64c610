"""Who speaks in each source: kinds of speaker and those heard most, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.reporting.wording import percent
from framing.voices import join_speakers

if TYPE_CHECKING:
    import pandas as pd

#: Speakers listed by name.
TOP = 12


def who_speaks(scores: pd.DataFrame, model_frames: Sequence[str]) -> dict[str, Any]:
    """Return how often each source gives each kind of speaker, and each of the most heard, the word.

    Parameters
    ----------
    scores
        A scores table with the column speaker_kind (`split_units`); without it, nothing is returned.
    model_frames
        The frames, in their order.

    Returns
    -------
    dict
        `sources`, their names and number of sentences with others' speech; `kinds` and `speakers`,
        each with a count for every source, in all, the share of all such sentences, and how often
        each frame is the most probable one. Counts of sentences, no estimates: they describe these
        documents.
    """
    if "speaker_kind" not in scores.columns:
        return {"sources": [], "kinds": [], "speakers": []}
    scores = join_speakers(scores)
    said = scores[(scores["voice"] != "own") & (scores["frame"] != "")]
    said = said.assign(speaker_kind=said["speaker_kind"].fillna("").replace("", "nobody named"))
    sources = list(dict.fromkeys(scores["source"]))
    named = said[said["speaker"].fillna("") != ""]
    return {
        "sources": [{"source": source, "n": int((said["source"] == source).sum())} for source in sources],
        "kinds": _rows(said, "speaker_kind", sources, model_frames),
        "speakers": _rows(named, "speaker", sources, model_frames)[:TOP],
    }


def _rows(said: pd.DataFrame, column: str, sources: list[str], frames: Sequence[str]) -> list[dict[str, Any]]:
    rows = []
    for name, of_name in said.groupby(column, sort=False):
        by_source = of_name["source"].value_counts()
        read_as = of_name["frame"].value_counts()
        rows.append(
            {
                "name": str(name),
                "n": len(of_name),
                "share": percent(len(of_name) / len(said)),
                "by_source": [int(by_source.get(source, 0)) for source in sources],
                "read_as": [int(read_as.get(frame, 0)) for frame in frames],
            }
        )
    return sorted(rows, key=lambda row: (-row["n"], row["name"]))

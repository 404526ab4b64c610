"""Sentences taken apart by voice: the words handed to a speaker, and the outlet's words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.errors import TableError
from framing.tables import check_table

if TYPE_CHECKING:
    import pandas as pd

#: Fewer words than these of the outlet's own beside others' speech ("she said") frame nothing.
FEWEST_WORDS = 4

_WORD = re.compile(r"\w+")


def split_parts(units: pd.DataFrame) -> pd.DataFrame:
    """Return units taken apart by voice, so that what is said and how it is reported are scored apart.

    A sentence that is all one voice stays as it is. Another becomes two rows: `others`, the words
    handed to its speaker, with the sentence's voice; and `own`, the outlet's words around them,
    where these are `FEWEST_WORDS` or more, with the voice own and no speaker.

    Parameters
    ----------
    units
        What `split_units` returns; the column `said` tells which words are others'.

    Returns
    -------
    pandas.DataFrame
        A units table with a column `part` (own, others); `start` and `end` stay the sentence's, and
        `unit_id` is the sentence's own where it is whole, else ends in #own or #others.

    Raises
    ------
    TableError
        If the column `said` is missing.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.voices import split_units
    >>> text = "The butchers of the city said that all parties must return to the talks."
    >>> parts = split_parts(split_units([Document.of(text, file="a", source="Gazette")]))
    >>> parts[["part", "text"]].values.tolist()[1]
    ['own', 'The butchers of the city said that … .']
    """
    import pandas as pd

    units = check_table(units, "units")
    if "said" not in units.columns:
        raise TableError("wanted a units table with the column said, as split_units makes it; got none")
    rows = [part for row in units.to_dict("records") for part in _parts(row)]
    return pd.DataFrame(rows, columns=[*units.columns, "part"])


def _parts(row: dict) -> Iterator[dict]:
    if row["voice"] == "own" or not row["said"]:
        yield row | {"part": "own"}
        return
    said = [tuple(map(int, span.split(".."))) for span in row["said"].split()]
    others, own = _cut(row["text"], [(start - row["start"], end - row["start"]) for start, end in said])
    if len(_WORD.findall(own)) < FEWEST_WORDS:
        yield row | {"part": "others"}
        return
    yield row | {"unit_id": f"{row['unit_id']}#others", "text": others, "part": "others"}
    alone = {"voice": "own", "speaker": "", "cue": "", "speaker_kind": "", "stance": "", "said": ""}
    yield row | alone | {"unit_id": f"{row['unit_id']}#own", "text": own, "part": "own"}


def _cut(text: str, spans: list[tuple[int, int]]) -> tuple[str, str]:
    """Return the words within the spans and those outside, a gap marked by an ellipsis."""
    inside, outside, at = [], [], 0
    for start, end in spans:
        outside.append(text[at:start])
        inside.append(text[start:end])
        at = end
    outside.append(text[at:])
    return _joined(inside), _joined(outside)


def _joined(pieces: list[str]) -> str:
    return " … ".join(" ".join(piece.split()) for piece in pieces if piece.strip())

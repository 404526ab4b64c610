"""One speaker's names across documents: those who are named in full in one and by the last name in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import TableError

if TYPE_CHECKING:
    import pandas as pd


def join_speakers(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its speakers joined: a last name alone becomes the full name, if there is just one.

    Names are joined within a document already; this joins them across documents, where two persons
    may share a name. A name that two full names end in is left alone.

    Parameters
    ----------
    table
        Any table with a column speaker: units, scores or voices.

    Examples
    --------
    >>> import pandas as pd
    >>> join_speakers(pd.DataFrame({"speaker": ["Anna Orlu", "Orlu", ""]})).speaker.tolist()
    ['Anna Orlu', 'Anna Orlu', '']
    """
    full: dict[str, set[str]] = {}
    for name in set(table["speaker"]):
        words = name.split()
        if len(words) > 1 and words[0][:1].isupper():
            full.setdefault(words[-1], set()).add(name)
    known = {last: names.pop() for last, names in full.items() if len(names) == 1}
    return table.assign(speaker=table["speaker"].map(lambda name: known.get(name, name)))


def with_group(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return a table with the column that `by` names: source, speaker (joined) or kind (of speaker).

    Raises
    ------
    TableError
        If the table has no column to tell kinds of speaker from.
    """
    if by == "source":
        return table
    if by == "speaker":
        return join_speakers(table.assign(speaker=table["speaker"].fillna("")))
    if "speaker_kind" not in table.columns:
        raise TableError("kinds of speaker need the column speaker_kind, as `framing score` writes it; got none")
    return table.assign(kind=table["speaker_kind"].fillna(""))

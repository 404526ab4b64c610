"""One speaker's names across documents: those who are named in full in one and by the last name in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

"""Public statements that the annotations know, found again in the documents at hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.features import normalise

if TYPE_CHECKING:
    import pandas as pd

_PUNCTUATION = re.compile(r"[^\w\s]")


def find_statements(scores: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """Find known public statements among scored sentences.

    A sentence holds a statement if it holds every quoted fragment of it, spelling marks aside.

    Parameters
    ----------
    scores
        A scores table.
    quotations
        What `annotation.read_quotations` returns: quotation_id, fragments, speaker, role, date.

    Returns
    -------
    pandas.DataFrame
        The columns of `scores` for each sentence found, after quotation_id, said_by, role and said_on;
        in the order of `quotations`, then of the documents. Empty where none is found.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({"unit_id": ["u1"], "text": ["She spoke of a “long, cold night” there."]})
    >>> known = [{"quotation_id": "q1", "fragments": ["long cold night"], "speaker": "A", "role": "r", "date": "d"}]
    >>> find_statements(scores, pd.DataFrame(known))["unit_id"].tolist()
    ['u1']
    """
    import pandas as pd

    plain = [_plain(text) for text in scores["text"]]
    rows = []
    for quotation in quotations.to_dict("records"):
        fragments = [_plain(fragment) for fragment in quotation["fragments"]]
        for place, text in enumerate(plain):
            if all(fragment in text for fragment in fragments):
                said = {
                    "said_by": quotation["speaker"],
                    "role": quotation["role"],
                    "said_on": quotation["date"],
                }
                rows.append({"quotation_id": quotation["quotation_id"], **said, **scores.iloc[place].to_dict()})
    columns = ["quotation_id", "said_by", "role", "said_on", *scores.columns]
    return pd.DataFrame(rows, columns=columns)


def _plain(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", normalise(text)).split())

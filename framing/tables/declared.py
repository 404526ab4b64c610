"""The columns that every table has, and the check that it has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import TableError

if TYPE_CHECKING:
    import pandas as pd

#: Declared columns of every table that the package exchanges; `float` and `int` columns are numbers.
TABLES: dict[str, dict[str, type]] = {
    "units": dict.fromkeys(["unit_id", "doc_id", "file", "source", "date", "title"], str)
    | dict.fromkeys(["position", "start", "end"], int)
    | dict.fromkeys(["text", "voice", "speaker", "cue"], str),
    "voices": dict.fromkeys(["doc_id", "file", "source"], str)
    | dict.fromkeys(["start", "end"], int)
    | dict.fromkeys(["content", "voice", "speaker", "kind", "mention"], str)
    | dict.fromkeys(["speaker_start", "speaker_end"], int)
    | {"cue": str, "cue_start": int, "cue_end": int}
    | dict.fromkeys(["certainty", "stance", "text"], str),
    "codings": dict.fromkeys(
        ["unit_id", "coder", "frame", "certainty", "devices", "codebook_version", "coded_at", "note"], str
    ),
    "gold": dict.fromkeys(["unit_id", "frame", "basis", "split"], str),
    "prevalence": dict.fromkeys(["source", "voice", "frame"], str)
    | dict.fromkeys(["n_documents", "n_units", "n_coded"], int)
    | dict.fromkeys(["estimate", "low", "high", "level"], float)
    | dict.fromkeys(["tier", "method", "note"], str),
    "contrasts": dict.fromkeys(["frame", "voice", "source", "reference"], str)
    | dict.fromkeys(["difference", "low", "high", "p_value", "p_adjusted"], float)
    | {"method": str},
    "divergences": dict.fromkeys(["voice", "source", "reference"], str)
    | dict.fromkeys(["divergence", "low", "high", "noise_floor"], float)
    | {"method": str},
    "coders": dict.fromkeys(["frame", "source", "coder"], str)
    | {"n_coded": int}
    | dict.fromkeys(["estimate", "low", "high"], float)
    | {"rank": int},
    "checks": dict.fromkeys(["source", "frame"], str)
    | {"n_units": int}
    | dict.fromkeys(["coded", "low", "high"], float)
    | {"held": str},
    "refusals": dict.fromkeys(["source", "voice", "what", "reason"], str),
}
TABLES["scores"] = TABLES["units"] | {"frame": str, "model_id": str}


def check_table(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table with the declared columns of `name`, as their declared types.

    Further columns (such as one `p_` column per frame) are kept as they are.

    Raises
    ------
    TableError
        If a declared column is missing, or a number column holds something else.

    Examples
    --------
    >>> import pandas as pd
    >>> check_table(pd.DataFrame({"unit_id": ["a"], "frame": ["state"]}), "gold")
    Traceback (most recent call last):
    framing.errors.TableError: a gold table needs the columns basis, split, which are missing; got unit_id, frame
    """
    declared = TABLES[name]
    missing = [column for column in declared if column not in table.columns]
    if missing:
        got = ", ".join(map(str, table.columns)) or "no column at all"
        what = (
            f"the columns {', '.join(missing)}, which are" if len(missing) > 1 else f"the column {missing[0]}, which is"
        )
        raise TableError(f"a {name} table needs {what} missing; got {got}")
    table = table.copy(deep=False)
    for column, kind in declared.items():
        if kind is not str:
            table[column] = _as_number(table[column], column, name, kind)
    return table


def _as_number(values: pd.Series, column: str, name: str, kind: type) -> pd.Series:
    import pandas as pd

    try:
        numbers = pd.to_numeric(values.replace("", float("nan")) if values.dtype == object else values)
        return numbers.astype("int64") if kind is int else numbers.astype("float64")
    except (ValueError, TypeError) as error:
        raise TableError(f"column {column} of a {name} table must hold numbers: {error}") from error

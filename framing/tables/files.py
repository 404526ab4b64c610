"""Tables as .csv, .jsonl and .parquet files."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import TableError
from framing.tables.encodings import decode_text
from framing.tables.whole import write_whole

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".csv", ".jsonl", ".parquet")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a .csv, .jsonl or .parquet file; every cell of a .csv is text.

    Raises
    ------
    TableError
        If the file is missing, empty, damaged or has another ending.
    """
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        raise TableError(f"{path}: a table ends in {', '.join(ENDINGS)}; got {path.suffix or 'no ending'}")
    if not path.is_file():
        raise TableError(f"{path}: no such file; give the path of a table ({', '.join(ENDINGS)})")
    try:
        return {".csv": _read_csv, ".jsonl": _read_jsonl, ".parquet": _read_parquet}[path.suffix.lower()](path)
    except (ValueError, OSError, csv.Error) as error:
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise TableError(f"{path}: not a readable {path.suffix[1:]} table ({reason})") from error


def _read_csv(path: Path) -> pd.DataFrame:
    import pandas as pd

    text = decode_text(path.read_bytes())
    separator = _separator(text)
    table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, encoding="utf-8")
    if not len(table.columns):
        raise ValueError("no columns")
    return table.apply(lambda column: column.map(_unguard) if column.dtype in (object, "str") else column)


def _separator(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _read_jsonl(path: Path) -> pd.DataFrame:
    import pandas as pd

    records = []
    for number, line in enumerate(decode_text(path.read_bytes()).split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number} is not JSON: {error.msg}") from error
            if not isinstance(record, dict):
                raise ValueError(f"line {number} is no JSON object")
            records.append(record)
    if not records:
        raise ValueError("no records")
    return pd.DataFrame.from_records(records)


def _read_parquet(path: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_parquet(path)


def write_table(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a table as .csv, .jsonl or .parquet, whole or not at all, and return the path.

    A .csv opens in spreadsheets: it carries a byte-order mark, and text that a spreadsheet would run
    as a formula is kept literal by a leading apostrophe, which `read_table` takes off again.

    Raises
    ------
    TableError
        If the ending is none of the three.
    OutputError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> path = write_table(pd.DataFrame({"text": ["=1+1"]}), Path(tempfile.mkdtemp()) / "t.csv")
    >>> read_table(path)["text"].tolist()
    ['=1+1']
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending == ".csv":
        content = "\ufeff" + as_csv(table)
    elif ending == ".jsonl":
        content = as_jsonl(table)
    elif ending == ".parquet":
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        return write_whole(path, buffer.getvalue())
    else:
        raise TableError(f"{path}: a table is written as {', '.join(ENDINGS)}; got {ending or 'no ending'}")
    return write_whole(path, content.encode("utf-8", "surrogatepass"))


def as_csv(table: pd.DataFrame, *, header: bool = True) -> str:
    """Return the lines of a .csv, with no cell that a spreadsheet would run."""
    return guard_formulas(table).to_csv(index=False, header=header, lineterminator="\n")


def as_jsonl(table: pd.DataFrame) -> str:
    """Return the lines of a .jsonl."""
    return table.to_json(orient="records", lines=True, force_ascii=False)


def guard_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a leading apostrophe before text that a spreadsheet would run as a formula."""
    texts = [column for column in table.columns if table[column].dtype in (object, "str")]
    return table.assign(**{str(column): table[column].map(_guard) for column in texts}).rename(columns=_guard)


def _guard(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell

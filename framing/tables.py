"""Tables with declared columns, and files that are written whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import OutputError, TableError

if TYPE_CHECKING:
    import pandas as pd

#: Declared columns of every table that the package exchanges; `float` and `int` columns are numbers.
TABLES: dict[str, dict[str, type]] = {
    "units": dict.fromkeys(["unit_id", "doc_id", "file", "source", "date", "title"], str)
    | dict.fromkeys(["position", "start", "end"], int)
    | dict.fromkeys(["text", "voice", "speaker", "cue"], str),
    "codings": dict.fromkeys(
        ["unit_id", "coder", "frame", "certainty", "devices", "codebook_version", "coded_at", "note"], str
    ),
    "gold": dict.fromkeys(["unit_id", "frame", "basis", "split"], str),
    "prevalence": dict.fromkeys(["source", "voice", "frame"], str)
    | dict.fromkeys(["n_documents", "n_units"], int)
    | dict.fromkeys(["estimate", "low", "high", "level"], float)
    | dict.fromkeys(["method", "note"], str),
}
TABLES["scores"] = TABLES["units"] | {"frame": str, "model_id": str}

ENDINGS = (".csv", ".jsonl", ".parquet")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


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
        what = f"the columns {', '.join(missing)}, which are" if len(missing) > 1 else f"the column {missing[0]}, which is"
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

    text = _decode(path)
    separator = _separator(text)
    table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, encoding="utf-8")
    if not len(table.columns):
        raise ValueError("no columns")
    return table.apply(lambda column: column.map(_unguard) if column.dtype in (object, "str") else column)


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    if b"\0" in raw[:4096] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError("binary content")
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None:
        raise ValueError("no known text encoding")
    return str(best)


def _separator(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _read_jsonl(path: Path) -> pd.DataFrame:
    import pandas as pd

    table = pd.read_json(path, lines=True, dtype=False, convert_dates=False, encoding="utf-8")
    if not len(table.columns):
        raise ValueError("no records")
    return table


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
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending == ".csv":
        content = "\ufeff" + table.map(_guard).to_csv(index=False, lineterminator="\n")
    elif ending == ".jsonl":
        content = table.to_json(orient="records", lines=True, force_ascii=False)
    elif ending == ".parquet":
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        return write_whole(path, buffer.getvalue())
    else:
        raise TableError(f"{path}: a table is written as {', '.join(ENDINGS)}; got {ending or 'no ending'}")
    return write_whole(path, content.encode("utf-8", "surrogatepass"))


def write_whole(path: str | Path, content: bytes) -> Path:
    """Write the bytes to a temporary file beside `path`, then replace it: whole or not at all.

    Raises
    ------
    OutputError
        If the folder cannot be made or written to.
    """
    path = Path(path)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as handle:
            temporary = handle.name
            handle.write(content)
        Path(temporary).chmod(0o666 & ~_umask())
        os.replace(temporary, path)  # noqa: PTH105 - the atomic call that this function is for
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise OutputError(f"{path}: cannot be written ({reason}); choose a folder you may write to") from error
    return path


def check_writable(path: str | Path) -> Path:
    """Return the path if a file can be made there, before long work begins.

    Raises
    ------
    OutputError
        If its folder cannot be made or written to, or the path is a folder.
    """
    path = Path(path)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; give the name of a file in it")
    probe = path.with_name(f".{path.name[:40]}.probe")
    write_whole(probe, b"")
    probe.unlink(missing_ok=True)
    return path


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _guard(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Return a list of words as prose.

    >>> join_words(["state", "activist", "neutral"])
    'state, activist and neutral'
    """
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail

"""Tables written part by part, so that one of any length passes through little memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from framing.errors import TableError
from framing.tables.files import ENDINGS, as_csv, as_jsonl
from framing.tables.whole import open_whole

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow.parquet as parquet


def write_parts(parts: Iterable[pd.DataFrame], path: str | Path) -> Path:
    """Write tables of the same columns, one after the other, as one file; whole or not at all.

    Each part is on disk before the next is asked for. The files are those of `write_table`.

    Raises
    ------
    TableError
        If the ending is none of .csv, .jsonl and .parquet, or there is no part.
    OutputError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from framing.tables import read_table
    >>> parts = (pd.DataFrame({"text": [text]}) for text in ("one", "=2"))
    >>> path = write_parts(parts, Path(tempfile.mkdtemp()) / "t.csv")
    >>> read_table(path)["text"].tolist()
    ['one', '=2']
    """
    path = Path(path)
    writers = {".csv": _CsvWriter, ".jsonl": _JsonlWriter, ".parquet": _ParquetWriter}
    writer_of = writers.get(path.suffix.lower())
    if writer_of is None:
        raise TableError(f"{path}: a table is written as {', '.join(ENDINGS)}; got {path.suffix or 'no ending'}")
    with open_whole(path) as handle:
        writer = writer_of(handle)
        for part in parts:
            writer.write(part)
        writer.close()
    return path


class _CsvWriter:
    def __init__(self, handle: IO[bytes]) -> None:
        self._handle = handle
        self._begun = False

    def write(self, part: pd.DataFrame) -> None:
        text = as_csv(part, header=not self._begun)
        self._handle.write((text if self._begun else "\ufeff" + text).encode("utf-8", "surrogatepass"))
        self._begun = True

    def close(self) -> None:
        if not self._begun:
            raise TableError("no part of a table to write")


class _JsonlWriter(_CsvWriter):
    def write(self, part: pd.DataFrame) -> None:
        self._handle.write(as_jsonl(part).encode("utf-8", "surrogatepass"))
        self._begun = True


class _ParquetWriter:
    def __init__(self, handle: IO[bytes]) -> None:
        self._handle = handle
        self._writer: parquet.ParquetWriter | None = None

    def write(self, part: pd.DataFrame) -> None:
        import pyarrow as pa
        import pyarrow.parquet as parquet

        writer = self._writer
        rows = pa.Table.from_pandas(part, schema=writer.schema if writer else None, preserve_index=False)
        writer = writer or parquet.ParquetWriter(self._handle, rows.schema)
        writer.write_table(rows)
        self._writer = writer

    def close(self) -> None:
        if self._writer is None:
            raise TableError("no part of a table to write")
        self._writer.close()

"""A table written part by part, whole or not at all, in memory that does not grow with it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from framing.errors import OutputError, TableError
from framing.tables.files import ENDINGS, guard_formulas

if TYPE_CHECKING:
    import pandas as pd


class TableWriter:
    """Write the parts of a table, one after another, to a .csv, .jsonl or .parquet file.

    The parts go to a temporary file beside the path, which takes its place when the block ends without a fault.

    Parameters
    ----------
    path
        Where the table is to stand; its ending decides the form.

    Raises
    ------
    TableError
        If the ending is none of the three.
    OutputError
        If the file cannot be written.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.tables import read_table
    >>> path = Path(tempfile.mkdtemp()) / "t.parquet"
    >>> with TableWriter(path) as table:
    ...     table.append(pd.DataFrame({"n": [1, 2]}))
    ...     table.append(pd.DataFrame({"n": [3]}))
    >>> read_table(path)["n"].tolist()
    [1, 2, 3]
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)
        if self.path.suffix.lower() not in ENDINGS:
            got = self.path.suffix or "no ending"
            raise TableError(f"{path}: a table is written as {', '.join(ENDINGS)}; got {got}")
        self.n_rows = 0
        self._parquet: Any = None

    def __enter__(self) -> TableWriter:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.NamedTemporaryFile(
                dir=self.path.parent, prefix=f".{self.path.name[:40]}.", delete=False
            )
        except OSError as error:
            raise self._fault(error) from error
        return self

    def append(self, part: pd.DataFrame) -> None:
        """Write the rows of a part, whose columns are those of the first."""
        try:
            if self.path.suffix.lower() == ".parquet":
                self._append_parquet(part)
            elif self.path.suffix.lower() == ".csv":
                self._file.write(_as_csv(part, first=self.n_rows == 0))
            elif len(part):
                lines = part.to_json(orient="records", lines=True, force_ascii=False).rstrip("\n") + "\n"
                self._file.write(lines.encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise self._fault(error) from error
        self.n_rows += len(part)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        temporary = Path(self._file.name)
        try:
            if self._parquet is not None:
                self._parquet.close()
            self._file.close()
            if kind is None:
                temporary.chmod(0o644)
                os.replace(temporary, self.path)  # noqa: PTH105 - the atomic call
        except OSError as fault:
            raise self._fault(fault) from fault
        finally:
            temporary.unlink(missing_ok=True)

    def _append_parquet(self, part: pd.DataFrame) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self._parquet is None:
            table = pa.Table.from_pandas(part, preserve_index=False)
            self._parquet = pq.ParquetWriter(self._file, table.schema)
        else:
            table = pa.Table.from_pandas(part, schema=self._parquet.schema, preserve_index=False)
        self._parquet.write_table(table)

    def _fault(self, error: OSError) -> OutputError:
        reason = error.strerror or type(error).__name__
        return OutputError(f"{self.path}: cannot be written ({reason}); choose a folder you may write to")


def _as_csv(part: pd.DataFrame, *, first: bool) -> bytes:
    content = guard_formulas(part).to_csv(index=False, header=first, lineterminator="\n")
    return (("\ufeff" if first else "") + content).encode("utf-8", "surrogatepass")

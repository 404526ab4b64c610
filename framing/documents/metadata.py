"""`sources.csv`: which file is of which source and date."""

from __future__ import annotations

import warnings
from pathlib import Path

from framing.errors import FramingWarning, TableError
from framing.tables import read_table

FIELDS = ("source", "date", "title")


def read_sources(path: str | Path) -> dict[str, dict[str, str]]:
    """Return source, date and title by file from a table with the columns file and source.

    Raises
    ------
    TableError
        If the table cannot be read, lacks a column, or names a file twice with different sources.
    """
    table = read_table(path)
    missing = {"file", "source"} - set(table.columns)
    if missing:
        got = ", ".join(map(str, table.columns))
        raise TableError(f"{path}: wanted the columns file and source (and date, title where known); got {got}")
    rows: dict[str, dict[str, str]] = {}
    for record in table.astype(str).to_dict("records"):
        name = Path(record["file"].strip()).as_posix()
        fields = {field: str(record.get(field, "")).strip() for field in FIELDS}
        if rows.setdefault(name, fields)["source"] != fields["source"]:
            raise TableError(f"{path}: {name} is given two sources; keep one line for each file")
    return rows


class Sources:
    """What a table says of files, matched to them one by one as they are read.

    A file is found by its path below the folder, else by its bare name, which serves one file only.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = path
        self._rows = read_sources(path)
        self._bare = {Path(file).name: file for file in self._rows}
        self._place = {file: number for number, file in enumerate(self._rows)}
        self._taken: dict[str, str] = {}
        self._unnamed: list[str] = []

    def find(self, name: str) -> dict[str, str]:
        """Return source, date and title of a file; nothing for one that the table does not name."""
        file = name if name in self._rows else self._bare.get(Path(name).name, "")
        if not file or self._taken.setdefault(file, name) != name:
            self._unnamed.append(name)
            return {}
        return self._rows[file]

    def place(self, name: str) -> int:
        """Return where the table names a file; those that it does not name come last."""
        return self._place.get(name, self._place.get(self._bare.get(Path(name).name, ""), len(self._place)))

    def close(self) -> None:
        """Warn of files that the table does not name and of lines that name no file read.

        Raises
        ------
        TableError
            If no line of the table names any of the files.
        """
        if self._unnamed and not self._taken:
            raise TableError(
                f"{self._path}: names none of the files read, such as {self._unnamed[0]}; "
                f"it names {next(iter(self._rows), 'none')}"
            )
        so = "the name of the file or folder stands as its source"
        _warn(f"{self._path} does not name", list(dict.fromkeys(self._unnamed)), so)
        _warn(f"{self._path} names", [file for file in self._rows if file not in self._taken], "no such file was read")


def _warn(what: str, files: list[str], so: str) -> None:
    if files:
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        warnings.warn(f"{what} {', '.join(files[:3])}{more}: {so}", FramingWarning, stacklevel=4)

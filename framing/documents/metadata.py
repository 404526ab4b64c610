"""`sources.csv`: which file is of which source and date."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
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


def match_sources(names: Iterable[str], rows: dict[str, dict[str, str]], path: str | Path) -> dict[str, dict[str, str]]:
    """Return the metadata of each named file: by its path below the folder, else by its bare name.

    Warns of files that the table does not name and of lines that name no file.

    Raises
    ------
    TableError
        If no line of the table names any of the files.
    """
    names = list(names)
    bare = {Path(name).name: name for name in names}
    matched: dict[str, dict[str, str]] = {}
    unused = []
    for file, fields in rows.items():
        name = file if file in names else bare.get(Path(file).name)
        if name is None:
            unused.append(file)
        else:
            matched[name] = fields
    if not matched and names:
        raise TableError(
            f"{path}: names none of the files read, such as {names[0]}; it names {next(iter(rows), 'none')}"
        )
    _warn(
        f"{path} does not name",
        [name for name in names if name not in matched],
        "the name of the file or folder stands as its source",
    )
    _warn(f"{path} names", unused, "no such file was read")
    return matched


def _warn(what: str, files: list[str], so: str) -> None:
    if files:
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        warnings.warn(f"{what} {', '.join(files[:3])}{more}: {so}", FramingWarning, stacklevel=3)

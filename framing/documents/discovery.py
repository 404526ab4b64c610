"""Paths, folders and globs become a sorted list of files."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from framing.documents.formats import READERS, TABLE_ENDINGS
from framing.errors import DocumentError, FramingWarning

ENDINGS = (*READERS, *TABLE_ENDINGS)
METADATA = "sources.csv"
#: How files begin that this package writes: reports, their tables, and packets for coders with their keys.
_OUR_MARKS = (
    b"content=framing-analyzer",
    b"unit_id,doc_id,file,source",
    b"doc_id,file,source,start,end",
    b"source,voice,frame,n_documents",
    b"source,voice,what,reason",
    b"source,frame,n_units,coded",
    b"frame,voice,source,reference",
    b"frame,source,coder,n_coded",
    b"voice,source,reference,divergence",
    b"number,document,text,frame",
    b"number,document,before,text",
    b"sentence,unit_id",
    b"unit_id,coder,frame",
    b"setting,value",
)
_OUR_PDF = b"framing-analyzer</rdf:li>"


@dataclass(frozen=True)
class Found:
    """A file to read: its path, its name for the reader, and the source that its place suggests."""

    path: Path
    name: str
    source: str


def find_files(paths: Iterable[str | Path]) -> list[Found]:
    """Return the files that the paths, folders and globs name, sorted, each once.

    Below a folder, hidden files and files of other kinds are passed over; a file named outright
    must be of a kind that can be read.

    Raises
    ------
    DocumentError
        If a path does not exist, a glob or folder holds no document, or an ending is unknown.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        for item in _expand(Path(path).expanduser()):
            found.setdefault(item.path.resolve(), item)
    return list(found.values())


def _expand(path: Path) -> list[Found]:
    if path.is_dir():
        return _below(path)
    if path.exists():
        return [_named(path)]
    if has_magic(str(path)):
        matches = sorted(glob(str(path), recursive=True))  # noqa: PTH207 - an absolute pattern is allowed
        if not matches:
            raise DocumentError(f"{path}: no file matches this pattern")
        return [item for match in matches for item in _expand(Path(match)) if Path(match).name != METADATA]
    raise DocumentError(f"{path}: no such file or folder")


def _below(folder: Path) -> list[Found]:
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix.lower() in ENDINGS
        and path.name != METADATA
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    files = [path for path in files if not _is_ours(path)]
    if not files:
        raise DocumentError(f"{folder}: no document in this folder; wanted files ending in {', '.join(ENDINGS)}")
    _tell_passed_over(folder)
    return [_in_folder(path, folder) for path in files]


def _is_ours(path: Path) -> bool:
    """Tell whether a file below a folder is a report or table that this package wrote there."""
    with path.open("rb") as handle:
        head = handle.read(400).replace(b'"', b"").replace(b";", b",")  # as a spreadsheet may write it back
    return any(mark in head for mark in _OUR_MARKS) or (path.suffix.lower() == ".pdf" and _OUR_PDF in path.read_bytes())


def _tell_passed_over(folder: Path) -> None:
    others = [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() not in ENDINGS and not path.name.startswith((".", "README"))
    ]
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        message = f"{folder}: {', '.join(others[:3])}{more} passed over, for files of that kind cannot be read"
        warnings.warn(message, FramingWarning, stacklevel=4)


def _in_folder(path: Path, folder: Path) -> Found:
    inner = path.relative_to(folder)
    source = inner.parts[0] if len(inner.parts) > 1 else path.stem
    return Found(path, inner.as_posix(), source)


def _named(path: Path) -> Found:
    if path.suffix.lower() not in ENDINGS:
        raise DocumentError(
            f"{path}: unknown kind of file ({path.suffix or 'no ending'}); wanted one of {', '.join(ENDINGS)}"
        )
    return Found(path, path.name, path.stem)

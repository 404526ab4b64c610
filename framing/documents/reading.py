"""Paths in, documents out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from framing.documents.discovery import METADATA, Found, find_files
from framing.documents.document import Document
from framing.documents.formats import READERS, TABLE_ENDINGS
from framing.documents.metadata import Sources
from framing.errors import DocumentError, FramingWarning
from framing.tables import read_table


def read_documents(
    *paths: str | Path,
    sources: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Document]:
    """Read every document that the files, folders and globs hold.

    Text files, web pages, PDFs and Word documents are one document each; a .csv, .jsonl or .parquet
    table is one document a row, from its column `text` (and `source`, `date`, `title`, `file` where
    it has them). The source comes from `sources`, else from a `sources.csv` in the folder, else from
    the table, else from the subfolder's or the file's name. Documents stand in the order of such a
    table, else by name. A document that a source holds twice is read once, with a warning.

    Parameters
    ----------
    paths
        Files, folders (read with their subfolders) and glob patterns.
    sources
        A table with the columns file and source, and date and title where known.
    progress
        Called with the number of files read and to read.

    Raises
    ------
    DocumentError, TableError
        If a path is missing, or a file is empty, binary, encrypted, damaged or of an unknown kind.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "wire.txt").write_text("Two bridges were closed on Monday.")
    >>> [(document.source, document.text) for document in read_documents(folder)]
    [('wire', 'Two bridges were closed on Monday.')]
    """
    tables = _tables(paths, sources)
    documents = list(_read(paths, tables, progress))
    for table in tables:
        documents.sort(key=lambda document: table.place(document.file))
    return documents


def iter_documents(
    *paths: str | Path,
    sources: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Document]:
    """Yield documents as they are read, so that a corpus of any size passes through little memory.

    As `read_documents`, but in the order of the files' names, and with what it warns of at the end.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "wire.txt").write_text("Two bridges were closed on Monday.")
    >>> next(iter_documents(folder)).source
    'wire'
    """
    yield from _read(paths, _tables(paths, sources), progress)


def _tables(paths: Iterable[str | Path], sources: str | Path | None) -> list[Sources]:
    named = [Path(sources)] if sources else [Path(path) / METADATA for path in paths]
    return [Sources(table) for table in named if sources or table.is_file()]


def _read(
    paths: tuple[str | Path, ...], tables: list[Sources], progress: Callable[[int, int], None] | None
) -> Iterator[Document]:
    if not paths:
        raise DocumentError("nothing to read; name at least one file, folder or pattern")
    found = find_files(paths)
    seen: dict[tuple[str, str], str] = {}
    for number, item in enumerate(found):
        if progress:
            progress(number, len(found))
        for document in _documents(item):
            for table in tables:
                document = _labelled(document, table.find(document.file))
            if _is_new(document, seen):
                yield document
    if progress:
        progress(len(found), len(found))
    for table in tables:
        table.close()


def _documents(item: Found) -> list[Document]:
    ending = item.path.suffix.lower()
    try:
        if ending in TABLE_ENDINGS:
            return list(_rows(item))
        content = READERS[ending](item.path)
    except OSError as error:
        raise DocumentError(f"{item.path}: cannot be read ({error.strerror or type(error).__name__})") from error
    except DocumentError as error:
        told = str(error)
        where = "" if told.startswith(str(item.path)) else f"{item.path.parent}/"
        raise DocumentError(f"{where}{told}") from error
    if not content.text.strip():
        raise DocumentError(f"{item.path}: holds no text")
    return [Document.of(content.text, file=item.name, source=item.source, date=content.date, title=content.title)]


def _rows(item: Found) -> Iterator[Document]:
    table = read_table(item.path)
    if "text" not in table.columns:
        got = ", ".join(map(str, table.columns))
        raise DocumentError(f"{item.path}: a table of documents needs a column named text; got {got}")
    if not len(table):
        raise DocumentError(f"{item.path}: the table has no row")
    optional = [column for column in ("file", "source", "date", "title") if column in table.columns]
    for number, record in enumerate(table[["text", *optional]].fillna("").astype(str).to_dict("records"), 1):
        if record["text"].strip():
            yield Document.of(
                record["text"],
                file=record.get("file") or f"{item.name}#{number}",
                source=record.get("source") or item.source,
                date=record.get("date", ""),
                title=record.get("title", ""),
            )


def _labelled(document: Document, fields: dict[str, str]) -> Document:
    stated = {field: value for field, value in fields.items() if value}
    return Document(**{**document.__dict__, **stated})


def _is_new(document: Document, seen: dict[tuple[str, str], str]) -> bool:
    """Tell whether a source has not held the document before; warn if it has."""
    first = seen.setdefault((document.source, document.doc_id), document.file)
    if first != document.file:
        message = f"{document.file} repeats {first} word for word; it is read once"
        warnings.warn(message, FramingWarning, stacklevel=4)
    return first == document.file

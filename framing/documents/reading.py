"""Paths in, documents out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from framing.documents.discovery import METADATA, Found, find_files
from framing.documents.document import Document
from framing.documents.formats import READERS, TABLE_ENDINGS
from framing.documents.metadata import match_sources, read_sources
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
    if not paths:
        raise DocumentError("nothing to read; name at least one file, folder or pattern")
    found = find_files(paths)
    documents: list[Document] = []
    for number, item in enumerate(found):
        if progress:
            progress(number, len(found))
        documents += _documents(item)
    if progress:
        progress(len(found), len(found))
    return list(_once(_with_metadata(documents, paths, sources)))


def stream_documents(
    *paths: str | Path,
    sources: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Document]:
    """Yield the documents that `read_documents` would return, one after another, without keeping them.

    Documents stand by name. Tables are read whole, one at a time, and metadata is matched to files alone.

    Raises
    ------
    DocumentError, TableError
        As `read_documents` does, when the fault is met.
    """
    if not paths:
        raise DocumentError("nothing to read; name at least one file, folder or pattern")
    found = find_files(paths)
    stated = _stated([item.name for item in found if item.path.suffix.lower() not in TABLE_ENDINGS], paths, sources)
    yield from _once(_one_by_one(found, stated, progress))


def _one_by_one(
    found: list[Found], stated: dict[str, dict[str, str]], progress: Callable[[int, int], None] | None
) -> Iterator[Document]:
    for number, item in enumerate(found):
        if progress:
            progress(number, len(found))
        yield from (_labelled(document, stated.get(document.file, {})) for document in _documents(item))
    if progress:
        progress(len(found), len(found))


def _stated(names: list[str], paths: Iterable[str | Path], sources: str | Path | None) -> dict[str, dict[str, str]]:
    """Return the metadata of the named files from `sources`, or from the folders' own tables."""
    tables = [Path(sources)] if sources else [Path(path) / METADATA for path in paths]
    matched: dict[str, dict[str, str]] = {}
    for table in tables:
        if sources or table.is_file():
            matched |= match_sources(names, read_sources(table), table)
    return matched


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


def _with_metadata(
    documents: list[Document], paths: Iterable[str | Path], sources: str | Path | None
) -> list[Document]:
    tables = [Path(sources)] if sources else [Path(path) / METADATA for path in paths]
    for table in tables:
        if not sources and not table.is_file():
            continue
        matched = match_sources([document.file for document in documents], read_sources(table), table)
        place = {name: number for number, name in enumerate(matched)}
        documents = [_labelled(document, matched.get(document.file, {})) for document in documents]
        documents.sort(key=lambda document: place.get(document.file, len(place)))
    return documents


def _labelled(document: Document, fields: dict[str, str]) -> Document:
    stated = {field: value for field, value in fields.items() if value}
    return Document(**{**document.__dict__, **stated})


def _once(documents: Iterable[Document]) -> Iterator[Document]:
    seen: dict[tuple[str, str], str] = {}
    for document in documents:
        first = seen.setdefault((document.source, document.doc_id), document.file)
        if first == document.file:
            yield document
        else:
            message = f"{document.file} repeats {first} word for word; it is read once"
            warnings.warn(message, FramingWarning, stacklevel=3)

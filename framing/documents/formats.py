"""One reader per kind of file: each turns a path into text and whatever metadata the file itself states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.documents.decoding import decode
from framing.errors import DocumentError


@dataclass(frozen=True)
class Content:
    """What a file says: its text, and title and date where it states them."""

    text: str
    title: str = ""
    date: str = ""


def read_plain(path: Path) -> Content:
    """Read a text file in any common encoding."""
    return Content(decode(path.read_bytes(), path.name))


def read_html(path: Path) -> Content:
    """Read the main text of a web page, without menus and comments (needs the extra `[web]`)."""
    try:
        import trafilatura
    except ImportError as error:
        raise DocumentError(
            f'{path.name}: reading web pages needs an extra; run: pip install "framing-analyzer[web]"'
        ) from error
    page: Any = trafilatura.bare_extraction(
        decode(path.read_bytes(), path.name), include_comments=False, favor_recall=True
    )
    if page is None or not (page.text or "").strip():
        raise DocumentError(f"{path.name}: no main text was found on this web page; save its text as .txt")
    return Content(page.text or "", title=page.title or "", date=page.date or "")


def read_docx(path: Path) -> Content:
    """Read the paragraphs and tables of a Word document, in order."""
    from docx import Document as Word
    from docx.table import Table

    if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0":
        raise DocumentError(f"{path.name}: encrypted or an old Word file; save it as .docx without a password")
    try:
        word = Word(str(path))
        lines = []
        for item in word.iter_inner_content():
            lines += _table_lines(item) if isinstance(item, Table) else [item.text]
        title = word.core_properties.title or ""
    except Exception as error:  # python-docx raises zip, XML and key errors alike for a damaged file
        raise DocumentError(f"{path.name}: not a readable Word document (.docx); is it damaged?") from error
    return Content("\n".join(lines), title=title)


def _table_lines(table) -> list[str]:
    return [" ".join(cell.text.strip() for cell in row.cells) for row in table.rows]


def read_pdf(path: Path) -> Content:
    """Read the text of a PDF page by page, without running heads, page numbers and hyphens at line ends."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(f"{path.name}: the PDF is encrypted; save a copy without a password")
        pages = [page.extract_text() for page in reader.pages]
        title = str((reader.metadata or {}).get("/Title") or "")
    except DocumentError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        OSError,
        RecursionError,
        IndexError,
        AttributeError,
    ) as error:
        raise DocumentError(f"{path.name}: not a readable PDF; is it damaged? Save it again or as .txt") from error
    text = _rejoin("\n\n".join(_without_page_furniture(pages)))
    if not text.strip():
        raise DocumentError(f"{path.name}: the PDF holds pictures of pages and no text; run text recognition first")
    return Content(text, title=title)


def _without_page_furniture(pages: list[str]) -> list[str]:
    """Take off the lines that head or foot half of the pages, digits aside, and bare page numbers."""
    bodies = [page.strip().splitlines() for page in pages]
    for _ in range(2):
        edges = Counter(_faceless(line) for lines in bodies for line in {*lines[:1], *lines[-1:]})
        running = {line for line, n in edges.items() if line == "#" or (len(pages) >= 3 and n >= len(pages) / 2)}
        bodies = [_body(lines, running) for lines in bodies]
    return ["\n".join(lines) for lines in bodies]


def _body(lines: list[str], running: set[str]) -> list[str]:
    start = 1 if lines and _faceless(lines[0]) in running else 0
    end = len(lines) - 1 if len(lines) > start and _faceless(lines[-1]) in running else len(lines)
    return lines[start:end]


def _faceless(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _rejoin(text: str) -> str:
    return re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)


READERS: dict[str, Callable[[Path], Content]] = {
    ".txt": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
TABLE_ENDINGS = (".csv", ".jsonl", ".parquet")

"""A document and a stretch of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from framing.errors import DocumentError
from framing.provenance import digest

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a document's text."""

    start: int
    end: int


def as_documents(documents: Iterable[Document]) -> list[Document]:
    """Return documents as a list.

    Raises
    ------
    DocumentError
        If something else is among them, such as the letters of a text.
    """
    listed: list[Document] = [documents] if isinstance(documents, Document) else list(documents)
    other = next((item for item in listed if not isinstance(item, Document)), None)
    if other is not None:
        kind = type(other).__name__
        raise DocumentError(f"wanted documents, as read_documents returns them; got {kind}: use Document.of(text, …)")
    return listed


@dataclass(frozen=True)
class Document:
    """A text as it was read, never altered afterwards: every position in the package refers to it.

    Examples
    --------
    >>> document = Document.of("The convoy left. It was late.", file="a.txt", source="Meridian Wire")
    >>> document[Span(0, 16)]
    'The convoy left.'
    """

    doc_id: str
    text: str
    file: str
    source: str
    date: str = ""
    title: str = ""

    @classmethod
    def of(cls, text: str, *, file: str, source: str, date: str = "", title: str = "") -> Document:
        """Return a document whose identity is the digest of its text."""
        text = _LONE_SURROGATE.sub("\ufffd", text)  # escapes of broken JSON, which no file could hold
        return cls(digest(text), text, file, source, date, title)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _repr_html_(self) -> str:
        head = " · ".join(escape(part) for part in (self.title or self.file, self.source, self.date) if part)
        body = escape(self.text if len(self.text) <= 600 else self.text[:600].rsplit(" ", 1)[0] + " …")
        return f"<p><b>{head}</b></p><p dir='auto' style='white-space:pre-line'>{body}</p>"

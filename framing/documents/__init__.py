"""Files become documents: text with an identity, a source and a date."""

from framing.documents.document import Document, Span
from framing.documents.reading import iter_documents, read_documents

__all__ = ["Document", "Span", "iter_documents", "read_documents"]

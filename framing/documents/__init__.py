"""Files become documents: text with an identity, a source and a date."""

from framing.documents.document import Document, Span
from framing.documents.reading import read_documents, stream_documents

__all__ = ["Document", "Span", "read_documents", "stream_documents"]

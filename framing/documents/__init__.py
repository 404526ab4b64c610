"""Files become documents: text with an identity, a source and a date."""

from framing.documents.document import Document, Span, as_documents
from framing.documents.reading import iter_documents, read_documents

__all__ = ["Document", "Span", "as_documents", "iter_documents", "read_documents"]

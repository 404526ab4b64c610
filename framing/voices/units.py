"""The units table: one row a sentence, with its place, its text and its voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from framing.documents import Document, Span
from framing.errors import DocumentError
from framing.sentences import sentence_spans
from framing.tables import TABLES
from framing.voices.attribution import Attribution, attribute

if TYPE_CHECKING:
    import pandas as pd


def split_units(documents: Iterable[Document], *, progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """Split documents into coding units and say whose voice each is.

    Parameters
    ----------
    documents
        What `read_documents` returns.
    progress
        Called with the number of documents split and to split.

    Returns
    -------
    pandas.DataFrame
        The units table: unit_id, doc_id, file, source, date, title, position (of the sentence in its
        document, from 1), start and end (characters of the document's text), text, voice, speaker, cue.

    Raises
    ------
    DocumentError
        If a document, and so perhaps a source, holds no sentence.

    Examples
    --------
    >>> document = Document.of("The bridge is shut. “We wait,” said Anna Orlu.", file="a", source="Wire")
    >>> units = split_units([document])
    >>> list(zip(units.text, units.voice, units.speaker))
    [('The bridge is shut.', 'own', ''), ('“We wait,” said Anna Orlu.', 'quoted', 'Anna Orlu')]
    """
    import pandas as pd

    documents = list(documents)
    rows: list[tuple] = []
    for number, document in enumerate(documents):
        if progress:
            progress(number, len(documents))
        before = len(rows)
        rows.extend(_rows(document))
        if len(rows) == before:
            raise DocumentError(
                f"{document.file} ({document.source}): no sentence found in {len(document.text):,} characters; "
                "wanted prose, so take the file out or look at its text"
            )
    if progress:
        progress(len(documents), len(documents))
    return pd.DataFrame(rows, columns=list(TABLES["units"]))


def as_units(documents: Iterable[Document]) -> pd.DataFrame:
    """Return the units table of documents that are one sentence each already, unsplit.

    Raises
    ------
    DocumentError
        If there is none.
    """
    import pandas as pd

    rows: list[tuple] = []
    for document in documents:
        span = Span(0, len(document.text))
        rows.append(_row(document, 1, span, attribute(document, [span])[0]))
    if not rows:
        raise DocumentError("no sentence to score; wanted rows with a text")
    return pd.DataFrame(rows, columns=list(TABLES["units"]))


def unit_id(doc_id: str, start: int, end: int) -> str:
    """Return the identity of a unit: its document and its position, so that a coding finds it again."""
    return f"{doc_id}:{start}-{end}"


def _rows(document: Document) -> Iterator[tuple]:
    spans = sentence_spans(document)
    for position, (span, said) in enumerate(zip(spans, attribute(document, spans), strict=True), 1):
        yield _row(document, position, span, said)


def _row(document: Document, position: int, span: Span, said: Attribution) -> tuple:
    place = (document.doc_id, document.file, document.source, document.date, document.title)
    identity = unit_id(document.doc_id, span.start, span.end)
    return (identity, *place, position, *span, document[span], said.voice, said.speaker, said.cue)

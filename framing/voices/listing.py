"""The voices table: one row an attribution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from framing.documents import Document, Span, as_documents
from framing.sentences import sentence_spans
from framing.tables import TABLES
from framing.voices.attributing import attribute
from framing.voices.attribution import Attribution
from framing.voices.cues import Cues

if TYPE_CHECKING:
    import pandas as pd

#: Rows held in memory before they are handed on.
_ROWS_OF_A_PART = 1_000


def find_attributions(
    documents: Iterable[Document],
    *,
    cues: Cues | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Return every attribution of documents: who says what, and by which words the text says so.

    Parameters
    ----------
    documents
        What `read_documents` returns.
    cues
        A lexicon of cues (`read_cues`); the bundled one by default.
    progress
        Called with the number of documents read and to read.

    Returns
    -------
    pandas.DataFrame
        The voices table: doc_id, file, source; start and end of the content (characters of the
        document's text, from its first to its last word) and `content`, its parts ("12..40 52..80");
        voice (quoted, reported, mixed); speaker, in the fullest form of the document, its kind, and
        the mention beside the cue with its place (speaker_start, speaker_end; -1 where there is
        none); cue and its place; certainty, stance, and the text of the content.

    Examples
    --------
    >>> document = Document.of("Anna Orlu left. “We wait,” Orlu said.", file="a", source="Wire")
    >>> table = find_attributions([document])
    >>> table[["start", "end", "voice", "speaker", "mention", "cue"]].values.tolist()
    [[16, 26, 'quoted', 'Anna Orlu', 'Orlu', 'said']]
    """
    documents = as_documents(documents)
    rows: list[tuple] = []
    for number, document in enumerate(documents):
        if progress:
            progress(number, len(documents))
        rows.extend(_rows(document, cues))
    if progress:
        progress(len(documents), len(documents))
    return _table(rows)


def attributions_in_parts(documents: Iterable[Document], *, cues: Cues | None = None) -> Iterator[pd.DataFrame]:
    """Yield the table of `find_attributions` in parts of about a thousand rows, at least one, as documents come."""
    rows: list[tuple] = []
    begun = False
    for document in documents:
        rows.extend(_rows(document, cues))
        if len(rows) >= _ROWS_OF_A_PART:
            yield _table(rows)
            rows, begun = [], True
    if rows or not begun:
        yield _table(rows)


def _table(rows: list[tuple]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(TABLES["voices"])).astype(TABLES["voices"])


def _rows(document: Document, cues: Cues | None) -> Iterator[tuple]:
    for said in attribute(document, sentence_spans(document), cues):
        yield (document.doc_id, document.file, document.source, *said.span, *_of(said), _text(document, said))


def _of(said: Attribution) -> tuple:
    none = Span(-1, -1)
    content = " ".join(f"{start}..{end}" for start, end in said.content)
    speaker = (said.speaker, said.kind, said.mention, *(said.mention_span or none))
    return (content, said.voice, *speaker, said.cue, *(said.cue_span or none), said.certainty, said.stance)


def _text(document: Document, said: Attribution) -> str:
    return " … ".join(" ".join(document[span].split()) for span in said.content)

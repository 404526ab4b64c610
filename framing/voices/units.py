"""The units table: one row a sentence, with its place, its text and its voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from framing.documents import Document, Span, as_documents
from framing.errors import DocumentError
from framing.sentences import sentence_spans
from framing.tables import TABLES
from framing.voices.attributing import attribute
from framing.voices.attribution import Attribution
from framing.voices.cues import Cues

if TYPE_CHECKING:
    import pandas as pd

_WORD = re.compile(r"\w+")
#: Columns of the units table beyond the declared ones.
_FURTHER = ["speaker_kind", "stance", "voice_certainty", "said"]


class _Voice(NamedTuple):
    """What a sentence's row says of its voice."""

    voice: str
    speaker: str = ""
    cue: str = ""
    kind: str = ""
    stance: str = ""
    certainty: str = "high"
    said: str = ""


def split_units(
    documents: Iterable[Document],
    *,
    cues: Cues | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Split documents into coding units and say whose voice each is.

    Parameters
    ----------
    documents
        What `read_documents` returns.
    cues
        A lexicon of cues (`read_cues`); the bundled one by default.
    progress
        Called with the number of documents split and to split.

    Returns
    -------
    pandas.DataFrame
        The units table: unit_id, doc_id, file, source, date, title, position (of the sentence in its
        document, from 1), start and end (characters of the document's text), text, voice, speaker,
        cue; and speaker_kind (`speaker_kinds`), stance (of the outlet towards others' words: endorses,
        neutral, distances; empty in its own), voice_certainty (high or low) and said, the places of others' words in it
        ("12..40 52..80", characters of the document's text).

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
    documents = as_documents(documents)
    rows: list[tuple] = []
    for number, document in enumerate(documents):
        if progress:
            progress(number, len(documents))
        before = len(rows)
        rows.extend(_rows(document, sentence_spans(document), cues))
        if len(rows) == before:
            raise DocumentError(
                f"{document.file} ({document.source}): no sentence found in {len(document.text):,} characters; "
                "wanted prose, so take the file out or look at its text"
            )
    if progress:
        progress(len(documents), len(documents))
    return _table(rows)


def as_units(documents: Iterable[Document]) -> pd.DataFrame:
    """Return the units table of documents that are one sentence each already, unsplit.

    Raises
    ------
    DocumentError
        If there is none.
    """
    rows = [row for document in documents for row in _rows(document, [Span(0, len(document.text))], None)]
    if not rows:
        raise DocumentError("no sentence to score; wanted rows with a text")
    return _table(rows)


def unit_id(doc_id: str, start: int, end: int) -> str:
    """Return the identity of a unit: its document and its position, so that a coding finds it again."""
    return f"{doc_id}:{start}-{end}"


def _table(rows: list[tuple]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=[*TABLES["units"], *_FURTHER])


def _rows(document: Document, sentences: list[Span], cues: Cues | None) -> Iterator[tuple]:
    place = (document.doc_id, document.file, document.source, document.date, document.title)
    voices = _voices(document.text, sentences, attribute(document, sentences, cues))
    for position, (span, said) in enumerate(zip(sentences, voices, strict=True), 1):
        yield (unit_id(document.doc_id, *span), *place, position, *span, document[span], *said)


def _voices(text: str, sentences: list[Span], found: list[Attribution]) -> Iterator[_Voice]:
    """Yield the voice of each sentence, from the attributions whose content it holds."""
    parts = sorted(((span, said) for said in found for span in said.content), key=lambda part: part[0])
    first = 0
    for sentence in sentences:
        while first < len(parts) and parts[first][0].end <= sentence.start:
            first += 1
        last = first
        while last < len(parts) and parts[last][0].start < sentence.end:
            last += 1
        inside = [
            (Span(max(span.start, sentence.start), min(span.end, sentence.end)), said)
            for span, said in parts[first:last]
            if span.end > sentence.start
        ]
        yield _voice(text, sentence, inside) if inside else _Voice("own")


def _voice(text: str, sentence: Span, inside: list[tuple[Span, Attribution]]) -> _Voice:
    """Return the voice of a sentence: of the attribution that holds most of it; mixed, where part of it is direct."""
    main = max(inside, key=lambda part: (_n_words(text, part[0]), -part[0].start))[1]
    voices = {said.voice for _, said in inside}
    voice = main.voice
    if (voice == "reported" and voices & {"quoted", "mixed"}) or (voice == "quoted" and "reported" in voices):
        voice = "mixed"
    said = " ".join(f"{start}..{end}" for start, end in _union(span for span, _ in inside))
    return _Voice(voice, main.speaker, main.cue, main.kind, main.stance, main.certainty, said)


def _union(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _n_words(text: str, span: Span) -> int:
    return len(_WORD.findall(text, *span))

"""Attributions of a document, pass by pass."""

from __future__ import annotations

from framing.documents import Document, Span
from framing.voices.attribution import Attribution
from framing.voices.cues import Cues, bundled_cues
from framing.voices.loose import with_loose_quotations
from framing.voices.page import Page
from framing.voices.speakers import name_speakers
from framing.voices.speech import in_posts, in_sentences, in_turns
from framing.voices.stances import judge_stances


def attribute(document: Document, sentences: list[Span], cues: Cues | None = None) -> list[Attribution]:
    """Return the attributions of a document, in the order of the text.

    Direct speech is read from quotation marks, from lines below a lead-in such as "The minister
    said:", from embedded posts with their signatures and from the labelled turns of interviews;
    indirect speech from reporting verbs, nouns and phrases (`cues.toml`). Doubt stays visible:
    where the text names nobody, `speaker` is empty, and what is inferred has low `certainty`.

    Parameters
    ----------
    document
        A document as read.
    sentences
        Its sentences, in order (`sentence_spans`).
    cues
        A lexicon of cues; the bundled one by default.

    Examples
    --------
    >>> document = Document.of("Two bridges were closed, Anna Orlu said. Orlu denied any delay.", file="a", source="a")
    >>> found = attribute(document, [Span(0, 40), Span(41, 63)])
    >>> [(said.voice, said.speaker, said.cue, document[said.span]) for said in found]
    [('reported', 'Anna Orlu', 'said', 'Two bridges were closed'), ('reported', 'Anna Orlu', 'denied', 'any delay')]
    """
    page = Page(document.text, sentences, cues or bundled_cues())
    found = in_posts(page) + in_turns(page) + in_sentences(page)
    found = with_loose_quotations(found, page)
    return judge_stances(name_speakers(found, page), page)

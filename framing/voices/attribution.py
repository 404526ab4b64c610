"""What an attribution is: content, whose it is, and by which words the text says so."""

from __future__ import annotations

from dataclasses import dataclass

from framing.documents import Span

#: The four voices: the outlet's own words, direct speech, indirect speech, and both in one.
VOICES = ("own", "quoted", "reported", "mixed")

#: What an outlet does to the words that it reports.
STANCES = ("endorses", "neutral", "distances")


@dataclass(frozen=True)
class Attribution:
    """A stretch of a document that it hands to a speaker.

    Attributes
    ----------
    content
        Spans of the words that are another's, quotation marks included; more than one where the cue
        stands between them.
    voice
        `quoted`, `reported` or `mixed`.
    speaker
        Who says it, in the fullest form of the document; empty where the text does not tell.
    mention, mention_span
        The words that name the speaker beside the cue, as printed ("he"), and their place.
    cue, cue_span
        The words by which the text hands the content over; empty for a post, or a quotation without one.
    certainty
        `high`, or `low` where the speaker is inferred, or nothing but quotation marks tells of speech.
    stance
        What the outlet does to the words: `endorses`, `neutral` or `distances`.
    kind
        The kind of speaker (`speaker_kinds`); empty where there is none.
    lemma
        The base form of the cue.
    """

    content: tuple[Span, ...]
    voice: str
    speaker: str = ""
    mention: str = ""
    mention_span: Span | None = None
    cue: str = ""
    cue_span: Span | None = None
    certainty: str = "high"
    stance: str = "neutral"
    kind: str = ""
    lemma: str = ""

    @property
    def span(self) -> Span:
        """Return the stretch from the first to the last word of the content."""
        return Span(self.content[0].start, self.content[-1].end)

"""Each sentence gets its voice, and where the text names one beside a cue, its speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.documents import Document, Span
from framing.voices.cues import phrase_pattern, verb_pattern
from framing.voices.posts import Post, signed_posts
from framing.voices.quotes import quoted_spans

#: The four voices: the outlet's own words, direct speech, indirect speech, and both in one sentence.
VOICES = ("own", "quoted", "reported", "mixed")

#: Fewer quoted words than these, without a speaker, are a title or scare quotes and no speech.
_FEWEST_QUOTED_WORDS = 4
_WORD = re.compile(r"\w+")
_CAPITAL = r"(?:al-[A-Z]\w+|(?:[A-Z]\.){2,}|[A-Z][\w’'-]*)"
_NAME = rf"{_CAPITAL}(?:\s+(?:(?:of|the|for|and|al|el|bin|ibn|de|van|von)\s+)*{_CAPITAL})*"
_ROLE = r"(?:[Tt]he|[Aa]n?|[Aa]nother|[Oo]ther|[Oo]ne|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+"
_SPEAKER_BEFORE = re.compile(
    rf"\b({_NAME}|{_ROLE})(?:,[^,]{{1,80}},)?\s+(?:(?:has|have|had|also|later|then|now|continued by)\s+)*$"
)
_LEADING = re.compile(rf"(?!The\b|An?\b|In\b|On\b|At\b){_NAME}")
_TITLED_AFTER = re.compile(rf"\s+(?:[\w.’'-]+\s+){{1,5}}?({_CAPITAL}(?:\s+(?:{_CAPITAL}|al|el|bin|ibn))+)")
_SPEAKER_AFTER = re.compile(rf"\s+({_NAME}|{_ROLE}(?=\s+(?:from|in|at|to|on|of|who)\b|[.,;:]|$)|{_ROLE})")
_ADVERB = re.compile(
    r"^(?:\w+ly|\w+day|Still|Meanwhile|However|Yet|Earlier|Later|Amid|But|And|Today|While|As|In|On|After)\s+"
)
_AFTER_SPEECH = re.compile(r"[,”\"’»]\s*$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
_PRONOUN = re.compile(r"(?:He|She|It|They|We|I|You|This|That|These|Those|There|Who|Which|But|And)\b")


@dataclass(frozen=True)
class Attribution:
    """Whose words a sentence holds; `speaker` and `cue` are empty where the text does not say."""

    voice: str
    speaker: str = ""
    cue: str = ""


def attribute(document: Document, spans: list[Span]) -> list[Attribution]:
    """Return the attribution of each sentence span of a document, in order.

    Direct speech is read from quotation marks, from paragraphs that follow a lead-in such as "The
    minister said:" and from embedded posts with their signatures; indirect speech from reporting
    verbs and phrases (`cues.toml`). Doubt stays visible: where no name or role stands beside the
    cue, `speaker` is empty.

    Examples
    --------
    >>> document = Document.of("Two bridges were closed, Anna Orlu said.", file="a", source="a")
    >>> attribute(document, [Span(0, len(document.text))])
    [Attribution(voice='reported', speaker='Anna Orlu', cue='said')]
    """
    quotes = quoted_spans(document.text)
    posts = signed_posts(document.text)
    attributions: list[Attribution] = []
    lead_in: tuple[Attribution, int] | None = None
    for number, span in enumerate(spans):
        found = _of_sentence(document.text, span, quotes)
        if lead_in and found.voice != "mixed" and _paragraph_of(document, span) == lead_in[1]:
            found = Attribution("quoted", lead_in[0].speaker, lead_in[0].cue)
        elif document[span].endswith(":") and found.cue:
            following = spans[number + 1] if number + 1 < len(spans) else span
            lead_in = (found, _paragraph_of(document, following))
            found = Attribution("own", found.speaker, found.cue)
        attributions.append(_of_post(span, posts) or found)
    return attributions


def _of_post(span: Span, posts: list[Post]) -> Attribution | None:
    """Return the attribution of a sentence within a signed post."""
    for post in posts:
        if post.span.start <= span.start and span.end <= post.span.end:
            return Attribution("quoted", post.speaker, "")
    return None


def _paragraph_of(document: Document, span: Span) -> int:
    return document.text.rfind("\n", 0, span.start)


def _of_sentence(text: str, span: Span, quotes: list[Span]) -> Attribution:
    inside = [_overlap(span, quote) for quote in quotes if quote.start < span.end and quote.end > span.start]
    quoted = sum(len(_WORD.findall(text[part.start : part.end])) for part in inside)
    words = len(_WORD.findall(text[span.start : span.end])) or 1
    cue, speaker = _cue(text, span, inside)
    whole = quoted >= 0.5 * words or (bool(cue) and _is_introduced(text, span, inside))
    if quoted and whole and (quoted >= _FEWEST_QUOTED_WORDS or speaker):
        return Attribution("quoted", speaker, cue)
    if quoted >= _FEWEST_QUOTED_WORDS or (quoted and cue):
        return Attribution("mixed", speaker, cue)
    return Attribution("reported", speaker, cue) if cue else Attribution("own")


def _is_introduced(text: str, span: Span, quotes: list[Span]) -> bool:
    """Tell whether speech opens the sentence, or fills its end after a comma or colon."""
    before = text[span.start : quotes[0].start] if quotes else ""
    to_the_end = bool(quotes) and not _WORD.search(text, quotes[-1].end, span.end)
    return bool(quotes) and (not before.strip() or (before.rstrip()[-1:] in ",:" and to_the_end))


def _overlap(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _cue(text: str, span: Span, quotes: list[Span]) -> tuple[str, str]:
    """Return the first cue outside quotation marks that is borne out by a speaker or by its form."""
    outside = _blank(text, span, quotes)
    sourced = phrase_pattern("sourced").search(outside)
    if sourced:
        return sourced.group(), _speaker_after(outside, sourced.end())
    for verb in verb_pattern().finditer(outside):
        if _PASSIVE.search(outside[: verb.start()]) or (verb.start() and verb.group()[0].isupper()):
            continue
        speaker = _speaker_of(outside, verb)
        if speaker or (quotes and not verb.group().lower().endswith("ing")):
            return verb.group(), "" if _PRONOUN.match(speaker) else speaker
    agentless = phrase_pattern("agentless").search(outside)
    return (agentless.group(), "") if agentless else ("", "")


def _blank(text: str, span: Span, quotes: list[Span]) -> str:
    """Return the sentence with quoted words blanked, so that positions stay and speech does not cue itself."""
    outside = list(text[span.start : span.end])
    for quote in quotes:
        for at in range(quote.start - span.start + 1, quote.end - span.start - 1):
            outside[at] = " "
    return "".join(outside)


def _speaker_of(sentence: str, verb: re.Match[str]) -> str:
    if re.search(r",\s*$", sentence[: verb.start()]) and verb.group().endswith("ing"):
        leading = _LEADING.match(sentence)  # "Orlu left, saying …": the subject opens the sentence
        return _clean(leading.group()) if leading else ""
    before = _speaker_before(sentence, verb.start())
    if not before and _AFTER_SPEECH.search(sentence[: verb.start()]):
        return _speaker_after(sentence, verb.end())
    return before


def _speaker_before(sentence: str, at: int) -> str:
    match = _SPEAKER_BEFORE.search(sentence[max(0, at - 160) : at])
    return _clean(match.group(1)) if match else ""


def _speaker_after(sentence: str, at: int) -> str:
    clause = re.split(r"[,;:]\s|\s(?:to|on|in|from)\s", sentence[at:], maxsplit=1)[0]
    match = _TITLED_AFTER.match(clause) or _SPEAKER_AFTER.match(clause)
    return _clean(match.group(1)) if match else ""


def _clean(name: str) -> str:
    words = _ADVERB.sub("", " ".join(name.split()))
    return "" if _ADVERB.match(words + " ") else words.rstrip(",")

"""Speakers of a document: each mention in its fullest form, pronouns as far as the text allows."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.voices.attribution import Attribution
from framing.voices.entities import Entities, is_person, is_plural
from framing.voices.kinds import POSTER, UNKNOWN, speaker_kind
from framing.voices.page import Page
from framing.voices.words import PRONOUNS

#: Words between commas after a mention.
_APPOSITION = re.compile(
    r",\s+((?:the|an?|head|chief|leader|director|president|minister|spokes\w+|mayor|[A-Z])\b[^,;:“”\"\n]{3,70})[,.]"
)
_SINGULAR = frozenset(["he", "she", "him", "her", "his", "hers"])
_PLURAL = frozenset(["they", "them", "their"])
_NEUTER = frozenset(["it", "its"])
_RESOLVED = _SINGULAR | _PLURAL | _NEUTER
#: How many sentences back a pronoun may find whom it means.
_REACH = 3


def name_speakers(found: list[Attribution], page: Page) -> list[Attribution]:
    """Return the attributions in the order of the text, each with its speaker resolved.

    "Orlu" becomes "Anna Orlu" where the document names her so; "the minister" becomes the holder of
    the office where it names just one; "he", "she", "they" and "it" become the last speaker of their
    number before them, within `_REACH` sentences. What cannot be resolved stays empty.
    """
    entities = Entities(page.text)
    return _with_kinds(_resolved(found, page, entities), page, entities)


def _resolved(found: list[Attribution], page: Page, entities: Entities) -> list[Attribution]:
    named: list[Attribution] = []
    for said in sorted(found, key=_place):
        if said.speaker and not said.cue:  # a post, which names its writer
            full = entities.full(said.speaker) if not said.speaker.startswith("@") else said.speaker
            named.append(replace(said, speaker=full))
        elif said.mention.lower() in PRONOUNS:
            named.append(_with_antecedent(said, named, page, entities))
        elif said.mention:
            place = said.mention_span.start if said.mention_span else None
            label = said.mention.isupper() and len(said.mention) > 1 and not said.cue  # "MAYOR ORLU:"
            mention = said.mention.title() if label else said.mention
            named.append(replace(said, speaker=entities.full(mention, place)))
        else:
            named.append(said)
    return named


def _with_kinds(named: list[Attribution], page: Page, entities: Entities) -> list[Attribution]:
    """Tell each speaker's kind from all that the document says beside its mentions."""
    words: dict[str, set[str]] = {}
    for said in named:
        if said.speaker:
            words.setdefault(said.speaker, {said.speaker, *entities.titles(said.speaker)}).update(_beside(said, page))
    kinds = {speaker: speaker_kind(" ; ".join(sorted(about))) for speaker, about in words.items()}
    posters = {entities.full(post.speaker) for post in page.posts} | {post.speaker for post in page.posts}
    kinds |= {speaker: POSTER for speaker, kind in kinds.items() if kind == UNKNOWN and speaker in posters}
    return [replace(said, kind=kinds.get(said.speaker, "")) for said in named]


def _beside(said: Attribution, page: Page) -> list[str]:
    """Return a mention and the apposition after it: "Orlu, [the mayor of Lindero,] said"."""
    if said.mention_span is None:
        return [said.mention]
    after = _APPOSITION.match(page.text, said.mention_span.end)
    return [said.mention, after[1]] if after else [said.mention]


def _place(said: Attribution) -> tuple[int, int]:
    at = (said.mention_span or said.cue_span or said.content[0]).start
    return min(at, said.content[0].start), at


def _with_antecedent(said: Attribution, before: list[Attribution], page: Page, entities: Entities) -> Attribution:
    """Resolve a pronoun to the last speaker before it that it can mean."""
    low = said.mention.lower()
    if said.mention_span is None or low not in _RESOLVED:
        return said
    here = page.sentence_of(said.mention_span.start)
    if low in ("his", "her"):  # "Orlu has taken back his announcement"
        person = entities.first_person(page.text[page.sentences[here].start : said.mention_span.start])
        if person:
            return replace(said, speaker=person)
    for other in reversed(before):
        if not other.speaker:
            continue
        place = (other.mention_span or other.content[0]).start
        if here - page.sentence_of(place) > _REACH:
            break
        if place < said.mention_span.start and _agrees(low, other.speaker):
            same_line = page.line_of(place) == page.line_of(said.mention_span.start)
            return replace(said, speaker=other.speaker, certainty=said.certainty if same_line else "low")
    person = _person_before(said.mention_span.start, page, entities) if low in _SINGULAR else ""
    return replace(said, speaker=person, certainty="low") if person else said


def _person_before(place: int, page: Page, entities: Entities) -> str:
    """Return the person whom the sentence of a pronoun, or else the one before it, names first."""
    here = page.sentence_of(place)
    for number in range(here, max(-1, here - 2), -1):
        sentence = page.sentences[number]
        if page.line_of(sentence.start) < page.line_of(place) - 2:
            break
        person = entities.first_person(page.text[sentence.start : min(sentence.end, place)])
        if person:
            return person
    return ""


def _agrees(pronoun: str, speaker: str) -> bool:
    if pronoun in _PLURAL:
        return is_plural(speaker) or not is_person(speaker)
    return is_person(speaker) if pronoun in _SINGULAR else not is_person(speaker) and not is_plural(speaker)

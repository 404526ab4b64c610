"""The content of a cue: what stands after a reporting verb, before it, or on both sides."""

from __future__ import annotations

from framing.voices.cues import Cues, Verb
from framing.voices.phrases import Range, phrase_without_comma, segment_start
from framing.voices.subjects import Subject
from framing.voices.tokens import Tokens
from framing.voices.words import (
    ADJUNCT_OPENERS,
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    NUMBERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    QUESTION_WORDS,
    QUOTE,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_ADJECTIVES,
    TIMES,
    is_adverb,
)

_NO_CONTENT = BREAKS | CONJUNCTIONS | PREPOSITIONS | DAYS
_ENDS_RECIPIENT = QUESTION_WORDS | {"that", "to", "of", "about", "on", ",", ":", ".", ";", QUOTE, "in", "during", "at"}
_NOT_RESUMED = PREPOSITIONS | RELATIVES | CONJUNCTIONS | SUBORDINATORS
#: Adverbs after a cue that belong to what is said: "said nearly 40 people", "said all were freed".
_SAID = frozenset(
    {
        "all",
        "both",
        "only",
        "even",
        "just",
        "almost",
        "nearly",
        "not",
        "never",
        "quite",
        "rather",
        "once",
        "first",
        "there",
    }
)
_FINAL = frozenset(".!?;,”\"…')") | {"...", "''"}
_LONGEST_ADJUNCT = 18
_LONGEST_RECIPIENT = 14
_FARTHEST_SECOND = 12
_FEWEST_BEFORE = 3
_NEAR_COLON = 8


def sentence_end(tokens: Tokens) -> int:
    """Return the number of tokens before the final stops of a sentence."""
    end = len(tokens)
    while end and tokens.lows[end - 1] in _FINAL:
        end -= 1
    return end


def has_words(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a stretch holds a word or a quotation."""
    return any(low == QUOTE or low[:1].isalnum() for low in tokens.lows[first:last])


def content_after(
    tokens: Tokens, at: int, verb: Verb, cues: Cues, speaker: Range | None
) -> tuple[tuple[Range, ...], bool]:
    """Return the content after the verb at token `at`, and whether it stands below the sentence ("He said:").

    >>> from framing.documents import Span
    >>> from framing.voices.cues import bundled_cues
    >>> from framing.voices.tokens import tokenize
    >>> tokens, cues = tokenize("Orlu told the council that it rained.", Span(0, 37)), bundled_cues()
    >>> content_after(tokens, 1, cues.verbs["told"], cues, (0, 1))
    (((5, 7),), False)
    """
    lows, end = tokens.lows, sentence_end(tokens)
    place = at + 1
    while place < end and is_adverb(lows[place], tokens.words[place]) and lows[place] not in _SAID:
        place += 1
    if "recipient" in verb.takes and lows[place : place + 1] != [] and lows[place] not in verb.after:
        place = _after_recipient(tokens, place, end)
    if place >= len(tokens):
        return (), lows[-1] == ":"
    if lows[place] == ":":
        return (((place + 1, end),), False) if place + 1 < end else ((), True)
    first = _introduced(tokens, place, verb)
    if first is None and "second" in verb.takes:
        first = _second(tokens, place, end)
    if first is None and "figure" in verb.takes:
        return _figure(tokens, place, end), False
    if first is None and _is_plain_content(tokens, place, end, verb, cues, speaker):
        first = place
    if first is not None:
        return (((first, end),), False) if first < end else ((), False)
    return _after_adjunct(tokens, place, end, verb)


def _introduced(tokens: Tokens, place: int, verb: Verb) -> int | None:
    """Return where content begins that a mark or a word introduces: a quotation, "that", "whether", "to", "of"."""
    low, following = tokens.lows[place], tokens.lows[place + 1] if place + 1 < len(tokens) else ""
    if low == QUOTE or (low == "," and following == QUOTE):
        return None if verb.takes == {"evidence"} else place + (low == ",")
    if low == "that" and verb.takes & {"clause", "that", "evidence", "recipient"}:
        return place + 1
    if low in QUESTION_WORDS and low not in ("when", "where", "who") and verb.takes & {"clause", "question"}:
        return place
    if low in verb.after or (low == "to" and "infinitive" in verb.takes):
        return place + 1
    return None


def _second(tokens: Tokens, place: int, end: int) -> int | None:
    """Return where it begins what somebody is called or accused of: "it a disaster", "them of lying"."""
    for at in range(place, min(end, place + _FARTHEST_SECOND)):
        low = tokens.lows[at]
        if low == QUOTE or (low in ("of", "as") and at > place):
            return place
        if low in BREAKS:
            return None
    named = tokens.lows[place] in OBJECT_PRONOUNS and place + 1 < end and tokens.lows[place + 1] not in BREAKS
    return place if named else None


def _figure(tokens: Tokens, place: int, end: int) -> tuple[Range, ...]:
    """Return what is put at a figure: "put the death toll at 12"."""
    for at in range(place, min(end - 1, place + _FARTHEST_SECOND)):
        if tokens.lows[at] == "at":
            figure = any(low[:1].isdigit() or low in NUMBERS for low in tokens.lows[at + 1 : at + 4])
            return ((place, end),) if figure else ()
    return ()


def _is_plain_content(tokens: Tokens, place: int, end: int, verb: Verb, cues: Cues, speaker: Range | None) -> bool:
    """Tell whether a clause or noun phrase right after the verb is its content."""
    if place >= end or tokens.lows[place] in _NO_CONTENT or _opens_adjunct(tokens, place):
        return False
    if "clause" in verb.takes or "object" in verb.takes:
        return True
    if "infinitive" in verb.takes:
        return "to" in tokens.lows[place + 1 : min(end - 1, place + _FARTHEST_SECOND)]
    if "evidence" in verb.takes and speaker:
        return not cues.evidence.isdisjoint(tokens.lows[speaker[0] : speaker[1]])
    return False


def _opens_adjunct(tokens: Tokens, place: int) -> bool:
    """Tell whether a phrase of time, place or occasion begins: "in a statement", "last week"."""
    low, following = tokens.lows[place], tokens.lows[place + 1] if place + 1 < len(tokens) else ""
    return low in ADJUNCT_OPENERS or (low in TIME_ADJECTIVES and following in TIMES)


def _after_recipient(tokens: Tokens, place: int, end: int) -> int:
    """Return the place after those addressed: "told [reporters in Orlu] that"."""
    lows = tokens.lows
    if place < end and lows[place] in OBJECT_PRONOUNS:
        return place + 1
    for at in range(place, min(end, place + _LONGEST_RECIPIENT)):
        if lows[at] in _ENDS_RECIPIENT:
            return at
        inner = at > place and lows[at - 1] not in PREPOSITIONS
        if inner and (lows[at] in SUBJECT_PRONOUNS or lows[at] in DAYS or lows[at] in DETERMINERS):
            return at
    return end


def _after_adjunct(tokens: Tokens, place: int, end: int, verb: Verb) -> tuple[tuple[Range, ...], bool]:
    """Return the content after words of time, place or occasion: "said [in a statement on Monday] that"."""
    lows, lead_in = tokens.lows, tokens.lows[-1] == ":"
    if place >= end or not (_opens_adjunct(tokens, place) or lead_in):
        return (), lead_in
    for at in range(place, min(end, place + _LONGEST_ADJUNCT)):
        low = lows[at]
        if low == "that" and place < at < end - 1:
            return ((at + 1, end),), False
        if low == QUOTE and (lows[at - 1] in (",", ":") or at == end - 1):
            return ((at, end),), False
        if low == ":":
            return (((at + 1, end),), False) if at + 1 < end else ((), True)
        if low in (",", ";", "—") and ":" not in lows[at : at + _NEAR_COLON]:
            break
        if at > place and "clause" in verb.takes and _clause_begins(tokens, at, end):
            return ((at, end),), False
    return (), lead_in


def _clause_begins(tokens: Tokens, at: int, end: int) -> bool:
    low, before = tokens.lows[at], tokens.lows[at - 1]
    if at + 2 >= end or before in PREPOSITIONS or before in DETERMINERS:
        return False
    return low in SUBJECT_PRONOUNS or (before in DAYS and low not in _NO_CONTENT and low not in ADJUNCT_OPENERS)


def content_before(tokens: Tokens, at: int, verb: Verb, subject: Subject) -> tuple[Range, ...]:
    """Return what stands before a cue in parenthesis: "…, she said", "…,” said she"."""
    place = subject.verb_start if subject.inverted else _speaker_start(tokens, subject)
    if not place:
        return ()
    if tokens.lows[place - 1] == QUOTE:
        return ((0, place),)
    if "clause" not in verb.takes:
        return ()
    if tokens.lows[place - 1] not in (",", "—", "–", "--"):
        return _before_without_comma(tokens, at, subject)
    whole = place - 1 >= _FEWEST_BEFORE and not _is_opening(tokens, place - 1)
    return ((0, place - 1),) if whole or tokens.lows[place - 2] == QUOTE else ()


def _speaker_start(tokens: Tokens, subject: Subject) -> int:
    """Return where the words about the speaker begin, an apposition included: "[the mayor, Anna Orlu], said"."""
    first = segment_start(tokens, subject.words[0] + 1 if subject.words else subject.verb_start)
    apposed = subject.words is not None and subject.words[1] < subject.verb_start and first == subject.words[0]
    if apposed and first >= 2 and tokens.lows[first - 1] == ",":
        return segment_start(tokens, first - 1)
    return first


def _before_without_comma(tokens: Tokens, at: int, subject: Subject) -> tuple[Range, ...]:
    """Return what stands before a cue that ends its sentence, in text that lost its commas."""
    end = sentence_end(tokens)
    rest = at + 1 < end and not _opens_adjunct(tokens, at + 1)
    phrase = None if rest or "," in tokens.lows else phrase_without_comma(tokens, subject.verb_start)
    return ((0, phrase[0]),) if phrase and phrase[0] >= _FEWEST_BEFORE else ()


def _is_opening(tokens: Tokens, end: int) -> bool:
    """Tell whether the words before a comma only open the sentence: "On Monday", "When it rained"."""
    lows = tokens.lows
    if lows[0] in SUBORDINATORS:
        return True
    if "," in lows[:end] or any(low in AUXILIARIES for low in lows[:end]):
        return False
    return lows[0] in PREPOSITIONS or lows[0].endswith("ing")


def content_resumed(tokens: Tokens, place: int, *, plain: bool) -> tuple[Range, ...]:
    """Return what goes on after a cue: a quotation, or other words where `plain` ("the bridge, he said, is")."""
    lows, end = tokens.lows, sentence_end(tokens)
    for at in range(place, min(end, place + _LONGEST_ADJUNCT)):
        if lows[at] == QUOTE:
            return ((at, end),) if lows[at - 1] in BREAKS else ()
        if lows[at] in (",", ":") and at + 1 < end:
            following = lows[at + 1]
            if following == QUOTE:
                return ((at + 1, end),)
            finite = following not in DETERMINERS or not AUXILIARIES.isdisjoint(lows[at:end])
            parenthesis = (
                plain and finite and at == place and following not in _NOT_RESUMED and not following.endswith("ing")
            )
            return ((at + 1, end),) if parenthesis else ()
    return ()

"""Noun phrases beside a cue: where the words begin and end that name a speaker."""

from __future__ import annotations

from framing.voices.tokens import Tokens
from framing.voices.words import (
    AUXILIARIES,
    BREAKS,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    LINKS,
    OPENERS,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    STANDALONE,
    SUBJECT_PRONOUNS,
    TIME_ADJECTIVES,
    TIMES,
    is_adverb,
)

#: First token of a stretch, and the one after its last.
Range = tuple[int, int]

_LONGEST = 24
_LONGEST_QUOTED_NAME = 25
_BREAKS_BEFORE = CLAUSE_OPENERS | AUXILIARIES | SUBJECT_PRONOUNS | {"said", "says", "told"}
_ENDS = CLAUSE_OPENERS | AUXILIARIES | SUBJECT_PRONOUNS | DAYS | {QUOTE, "to", "during", "on"}
_ENDS_INVERTED = _ENDS | {"in", "at", "with", "about", "by", "last", "earlier", "late", "this", "through"}


def phrase_before(tokens: Tokens, end: int, floor: int = 0) -> Range | None:
    """Return the noun phrase that ends at token `end` (exclusive), not reaching below `floor`.

    >>> from framing.documents import Span
    >>> from framing.voices.tokens import tokenize
    >>> text = "On Monday a spokesman for the ministry in Orlu"
    >>> first, last = phrase_before(tokenize(text, Span(0, len(text))), 9)
    >>> " ".join(text.split()[first:last])
    'a spokesman for the ministry in Orlu'
    """
    end = _before_brackets(tokens, end, floor)
    end = before_time(tokens, end, floor)
    if end <= floor or tokens.lows[end - 1] in BREAKS or tokens.lows[end - 1] == QUOTE:
        return None
    if tokens.lows[end - 1] in SUBJECT_PRONOUNS or tokens.lows[end - 1] in RELATIVES:
        return end - 1, end
    start = segment_start(tokens, end, floor)
    first = _after_openers(tokens, _left_edge(tokens, start, end), end)
    return (first, end) if first < end and not _is_time(tokens, first, end) else None


def _is_time(tokens: Tokens, first: int, last: int) -> bool:
    return all(
        low in TIMES or low in TIME_ADJECTIVES or low in PREPOSITIONS or low.isdigit()
        for low in tokens.lows[first:last]
    )


def phrase_without_comma(tokens: Tokens, end: int) -> Range | None:
    """Return the phrase before `end` in text that lost its commas, where nothing parts it from the words before.

    >>> from framing.documents import Span
    >>> from framing.voices.tokens import tokenize
    >>> text = "They look for shelter in Orlu or Lindero informed sources"
    >>> first, last = phrase_without_comma(tokenize(text, Span(0, len(text))), 10)
    >>> " ".join(text.split()[first:last])
    'informed sources'
    """
    phrase = phrase_before(tokens, end)
    if not phrase or tokens.lows[phrase[0]] in DETERMINERS or phrase[1] - phrase[0] == 1:
        return phrase
    first, last = phrase
    at = last - 1
    while at > first and not tokens.is_capital(at):
        at -= 1
    if tokens.is_capital(at) and last - 1 - at >= 2:
        return at + 1, last
    while at > first and tokens.is_capital(at - 1):
        at -= 1
    return at, last


def _before_brackets(tokens: Tokens, end: int, floor: int) -> int:
    """Return the end of the phrase before a note in brackets: "Orlu (R-Va.)"."""
    if end > floor and tokens.lows[end - 1] == ")" and "(" in tokens.lows[floor:end]:
        return floor + max(at for at, low in enumerate(tokens.lows[floor:end]) if low == "(")
    return end


def before_time(tokens: Tokens, end: int, floor: int = 0) -> int:
    """Return the end of the phrase before adverbs and words of time: "Orlu [late on Monday]", "Orlu [this week]"."""
    lows = tokens.lows
    while end > floor + 1:
        low, before = lows[end - 1], lows[end - 2]
        if is_adverb(low, tokens.words[end - 1]) and low not in STANDALONE:
            end -= 1
        elif low in DAYS or (low in TIMES and before in TIME_ADJECTIVES):
            end -= 2 if before in TIME_ADJECTIVES or before == "on" else 1
        else:
            break
    return end


def head(tokens: Tokens, phrase: Range) -> int:
    """Return the token of a phrase's main noun: the last before a preposition that ties another to it."""
    first, last = phrase
    return next((at - 1 for at in range(first + 1, last) if tokens.lows[at] in LINKS), last - 1)


def last_phrase(tokens: Tokens, phrase: Range | None) -> Range | None:
    """Return the part of a phrase after its last preposition: "the demand of [the mayor]"."""
    if phrase is None:
        return None
    first, last = phrase
    tied = [at for at in range(first + 1, last - 1) if tokens.lows[at] in LINKS]
    return (tied[-1] + 1, last) if tied else phrase


def segment_start(tokens: Tokens, end: int, floor: int = 0) -> int:
    """Return where the stretch before `end` begins that holds no break and no other clause."""
    lows, start = tokens.lows, max(floor, end - 1)
    while start > max(floor, end - _LONGEST):
        low = lows[start - 1]
        if low in BREAKS or low in _BREAKS_BEFORE or (low == QUOTE and not _is_within(tokens, start - 1)):
            break
        start -= 1
    return start


def is_quoted_name(tokens: Tokens, at: int) -> bool:
    """Tell whether a short quotation stands inside a phrase: the group “Free Men” of Orlu."""
    short = tokens.ends[at] - tokens.starts[at] < _LONGEST_QUOTED_NAME
    return short and at > 0 and tokens.lows[at - 1] not in BREAKS


def _is_within(tokens: Tokens, at: int) -> bool:
    return is_quoted_name(tokens, at) and not closes_with_comma(tokens, at)


def closes_with_comma(tokens: Tokens, at: int) -> bool:
    """Tell whether a quotation ends in a comma, question or exclamation mark, as speech before its cue does."""
    return tokens.words[at].rstrip("”\"’'»“ ")[-1:] in (",", "?", "!")


def _left_edge(tokens: Tokens, start: int, end: int) -> int:
    """Return where, going left, the phrase begins: at a determiner that nothing ties to the words before it."""
    lows, at = tokens.lows, end - 1
    while at > start:
        if lows[at] in DETERMINERS and lows[at - 1] not in DETERMINERS:
            tied = lows[at - 1] in LINKS or lows[at - 1] in CONJUNCTIONS
            if not tied or at - 2 < start or lows[at - 2] in DAYS:
                return at
            at -= 2
        else:
            at -= 1
    return start


def _after_openers(tokens: Tokens, start: int, end: int) -> int:
    """Return the first token that is no opener of the sentence ("Meanwhile", "On Monday")."""
    lows = tokens.lows
    while start < end:
        low = lows[start]
        if low in OPENERS or low in DAYS or is_adverb(low, tokens.words[start].lower()):
            start += 1
        elif low in PREPOSITIONS:
            start = _after_adjunct(tokens, start, end)
        else:
            break
    return start


def _after_adjunct(tokens: Tokens, start: int, end: int) -> int:
    """Return where the phrase begins after an opening such as "In Orlu" or "On Monday"."""
    lows = tokens.lows
    for at in range(start + 2, end):
        if lows[at - 1] in DAYS or (lows[at] in DETERMINERS and lows[at - 1] not in PREPOSITIONS):
            return at
    return end - 1 if tokens.is_capital(end - 1) and end - start > 2 else start + 1


def phrase_after(tokens: Tokens, start: int, *, inverted: bool = False) -> Range | None:
    """Return the noun phrase that begins at token `start`; only up to "in", "at" and the like where `inverted`.

    >>> from framing.documents import Span
    >>> from framing.voices.tokens import tokenize
    >>> text = "civil defence chief Anna al Orlu, who was there"
    >>> phrase_after(tokenize(text, Span(0, len(text))), 0)
    (0, 6)
    """
    ends = _ENDS_INVERTED if inverted else _ENDS
    lows, end = tokens.lows, start
    if start < len(tokens) and lows[start] in SUBJECT_PRONOUNS:
        return start, start + 1
    while end < min(len(tokens), start + _LONGEST):
        low = lows[end]
        if low in BREAKS or (low in ends and end > start) or low == QUOTE:
            break
        if low == "and" and not _joins_names(tokens, end):
            break
        end += 1
    while end > start and (is_adverb(lows[end - 1], tokens.words[end - 1]) or lows[end - 1] in PREPOSITIONS):
        end -= 1
    end = before_time(tokens, end, start)
    return (start, end) if end > start else None


def _joins_names(tokens: Tokens, at: int) -> bool:
    """Tell whether "and" stands within a name or a pair: "Defence and Security", "the mayor and the council"."""
    return at + 1 < len(tokens) and (tokens.is_capital(at + 1) or tokens.lows[at + 1] in DETERMINERS)

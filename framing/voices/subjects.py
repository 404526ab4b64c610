"""The subject of a cue: before the verb, beyond an apposition, at the head of the clause, or after the verb."""

from __future__ import annotations

from typing import NamedTuple

from framing.voices.cues import Verb
from framing.voices.phrases import (
    Range,
    before_time,
    closes_with_comma,
    head,
    is_quoted_name,
    last_phrase,
    phrase_after,
    phrase_before,
)
from framing.voices.tokens import Tokens
from framing.voices.words import (
    AUXILIARIES,
    BE,
    BREAKS,
    CATENATIVES,
    CONJUNCTIONS,
    DASHES,
    DAYS,
    DETERMINERS,
    IRREGULAR_PASTS,
    OPENERS,
    POSSESSIVES,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    STANDALONE,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_ADJECTIVES,
    TIMES,
    is_adverb,
)

_FARTHEST_COMMA = 30
_LONGEST_DATELINE = 10
_LONGEST_RELATIVE = 12
_NO_SUBJECT = PREPOSITIONS | TIME_ADJECTIVES | DAYS
_PARTS = frozenset({",", "—", "–", "--", "'"})
_PLURALS = frozenset(["people", "police", "women", "men", "children", "critics", "many", "some", "others", "most"])


class Subject(NamedTuple):
    """Where the verb group begins, the words of the subject, and whether they stand after the verb."""

    verb_start: int
    words: Range | None
    inverted: bool = False


def find_subject(tokens: Tokens, at: int, verb: Verb) -> Subject:
    """Return the subject of the verb at token `at`.

    >>> from framing.documents import Span
    >>> from framing.voices.cues import bundled_cues
    >>> from framing.voices.tokens import tokenize
    >>> text = "Anna Orlu, the mayor of Orlu, has never said so."
    >>> subject = find_subject(tokenize(text, Span(0, len(text))), 10, bundled_cues().verbs["said"])
    >>> subject.verb_start, subject.words
    (8, (0, 2))
    """
    start = verb_group_start(tokens, at)
    before = tokens.lows[start - 1] if start else ""
    closes = before in DASHES and _opening_dash(tokens, start - 1)
    called = before == QUOTE and is_quoted_name(tokens, start - 1) and _before_apposition(tokens, start - 1) is not None
    if start and verb.form != "ing" and not closes and not called and (before == QUOTE or before in _PARTS):
        after = _inverted(tokens, start, at)
        if after:
            return Subject(start, after, inverted=True)
    if not start:
        after = phrase_after(tokens, at + 1, inverted=True) if verb.form != "ing" else None
        return Subject(start, after, inverted=after is not None)
    return Subject(start, _before(tokens, start, verb))


def _before(tokens: Tokens, start: int, verb: Verb) -> Range | None:
    start = before_time(tokens, start)
    before = tokens.lows[start - 1]
    if before == QUOTE and closes_with_comma(tokens, start - 1):
        before = ","  # “…,” which the quotation holds within
    if before in RELATIVES:
        antecedent = start - 2 if start >= 2 and tokens.lows[start - 2] == "," else start - 1
        phrase = phrase_before(tokens, antecedent) or (start - 1, start)
        return phrase if before == "who" else last_phrase(tokens, phrase)
    if before == "," and verb.form != "ing":
        return _before_apposition(tokens, start - 1)
    if before == "to":
        lent = _is_catenative(tokens, start - 1) or verb.lemma == "say"
        return clause_subject(tokens, start - 1) if lent else None
    if before in SUBORDINATORS and verb.form == "past":
        return None  # "when asked"
    if verb.form == "ing" and (before == "," or before in PREPOSITIONS or before in SUBORDINATORS):
        return clause_subject(tokens, start - 1)
    if before in CONJUNCTIONS or before == "then":
        return clause_subject(tokens, start - 1)
    if before in DASHES:
        opening = _opening_dash(tokens, start - 1)
        return phrase_before(tokens, opening) if opening else None
    return _beyond_relative(tokens, _beyond_adjunct(tokens, phrase_before(tokens, start)))


def _beyond_relative(tokens: Tokens, phrase: Range | None) -> Range | None:
    """Return the subject before a relative clause: "two officials [who were at the talks] said"."""
    if phrase is None:
        return None
    for at in range(phrase[0] - 1, max(0, phrase[0] - _LONGEST_RELATIVE), -1):
        low = tokens.lows[at]
        if low in ("who", "that") and any(_is_finite(tokens, place) for place in range(at + 1, phrase[0] + 1)):
            return phrase_before(tokens, at) or phrase
        if low in BREAKS or low == QUOTE:
            break
    return phrase


def _beyond_adjunct(tokens: Tokens, phrase: Range | None) -> Range | None:
    """Return the subject before an adjunct within the verb group: "Orlu has [in the past] described"."""
    if phrase and phrase[0] >= 3 and tokens.lows[phrase[0] - 1] in PREPOSITIONS:
        group = phrase[0] - 1
        if tokens.lows[group - 1] in AUXILIARIES:
            beyond = phrase_before(tokens, verb_group_start(tokens, group))
            return phrase if beyond is None or tokens.lows[beyond[0]] in RELATIVES else beyond
    return phrase


def _is_catenative(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens.lows[at - 1] in CATENATIVES


def verb_group_start(tokens: Tokens, at: int) -> int:
    """Return where the verb group begins that ends at `at`: its auxiliaries, adverbs and catenative verbs."""
    lows, start = tokens.lows, at
    while start > 0:
        low = lows[start - 1]
        if low in AUXILIARIES or is_adverb(low, tokens.words[start - 1]):
            start -= 1
        elif (low == "to" and start >= 2 and lows[start - 2] in CATENATIVES) or (
            low == "as" and start >= 2 and lows[start - 2] in ("quoted", "cited")
        ):
            start -= 2
        else:
            break
    return start


def be_before(tokens: Tokens, at: int) -> bool:
    """Tell whether a form of "be" stands before a participle, adverbs left aside."""
    while at > 0 and is_adverb(tokens.lows[at - 1], tokens.words[at - 1]):
        at -= 1
    return at > 0 and tokens.lows[at - 1] in BE


def is_noun(tokens: Tokens, at: int, verb: Verb) -> bool:
    """Tell whether a form that could be a verb is a noun or an adjective here: "the report", "pledged delegates"."""
    before = tokens.lows[at - 1] if at else ""
    word_before = tokens.words[at - 1] if at else ""
    following = tokens.lows[at + 1] if at + 1 < len(tokens) else ""
    if at and (tokens.words[at][:1].isupper() or (verb.form in ("base", "third") and following in AUXILIARIES)):
        return True
    fixed = (before in DETERMINERS and before not in STANDALONE) or before in POSSESSIVES or before[:1].isdigit()
    if fixed or (before.endswith(("'s", "s'")) and before not in AUXILIARIES):
        return True
    if (verb.form == "past" and before in PREPOSITIONS) or (
        verb.form == "third" and before in STANDALONE - {"this", "that", "one"}
    ):
        return True
    if verb.form in ("base", "third"):
        if before.endswith("ed") and word_before.islower():
            return True  # "investigators cited reports that"
        after_preposition = at > 1 and tokens.lows[at - 2] in PREPOSITIONS and word_before.islower()
        if (before in PREPOSITIONS and before != "to") or (after_preposition and before not in SUBJECT_PRONOUNS):
            return True
        return verb.form == "base" and not _takes_base(before, word_before) and not _is_plural_before(tokens, at)
    return False


def agrees(tokens: Tokens, at: int, verb: Verb, subject: Subject) -> bool:
    """Tell whether a bare form and its subject agree in number: "officials say", not "put it aside and tell"."""
    if verb.form != "base" or subject.words is None or subject.inverted or subject.verb_start < at:
        return True
    first, last = subject.words
    main = tokens.lows[head(tokens, subject.words)]
    plural = (
        any(map(_is_plural_noun, tokens.lows[first : head(tokens, subject.words) + 1]))
        or main in STANDALONE
        or main in _PLURALS
        or main in SUBJECT_PRONOUNS - {"he", "she", "it"}
    )
    return plural or main in RELATIVES or "and" in tokens.lows[first:last] or tokens.lows[at - 1] == "to"


def _is_plural_noun(low: str) -> bool:
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "'s"))


def _is_plural_before(tokens: Tokens, at: int) -> bool:
    """Tell whether the phrase before a base form is plural at its head: "those on the ground in Orlu say"."""
    phrase = phrase_before(tokens, at)
    if not phrase or tokens.lows[phrase[1] - 1] in DETERMINERS:
        return False
    main = head(tokens, phrase)
    low = tokens.lows[main]
    if main < phrase[1] - 1 and any(_is_plural_noun(low) for low in tokens.lows[phrase[0] : main + 1]):
        return True  # "sources close to the mayor say"
    return phrase[1] - phrase[0] > 1 and (
        low in STANDALONE or (low.endswith("s") and head(tokens, phrase) < phrase[1] - 1)
    )


def _takes_base(before: str, word: str) -> bool:
    """Tell whether a base form is a verb after this word: "officials say", "to say", but not "state police report"."""
    many = before in STANDALONE and before not in ("another", "one", "each", "this", "that")
    if before in AUXILIARIES or before in SUBJECT_PRONOUNS or many or before in _PLURALS:
        return True
    if before == "to" or before in RELATIVES or before in CONJUNCTIONS or is_adverb(before, word):
        return True
    return before.endswith("s") and not before.endswith("ss")


def _inverted(tokens: Tokens, start: int, at: int) -> Range | None:
    """Return the subject after the verb: "…,” said the mayor", "…, said a mayor who was there"."""
    after = phrase_after(tokens, at + 1, inverted=True)
    if not after or tokens.lows[after[0]] in _NO_SUBJECT:
        return None
    if tokens.lows[start - 1] != QUOTE and _before_apposition(tokens, start - 1) is not None:
        return None
    following = tokens.lows[after[1]] if after[1] < len(tokens) else "."
    return None if following in AUXILIARIES or tokens.lows[at + 1] in RELATIVES else after


def _before_apposition(tokens: Tokens, comma: int) -> Range | None:
    """Return the phrase before an apposition that ends at `comma`: "Orlu, the mayor, said"."""
    for at in range(comma - 2, max(0, comma - _FARTHEST_COMMA), -1):
        if tokens.lows[at] != ",":
            continue
        opening = tokens.lows[at + 1]
        if opening in PREPOSITIONS - {"of", "from", "in"} or opening in CONJUNCTIONS:
            return None
        found = phrase_before(tokens, at)
        if opening.endswith("ing") and not (found and found[0] == 0):
            return None
        named = all(tokens.is_capital(place) for place in range(at + 1, comma))
        if named and not (found and all(tokens.is_capital(place) for place in range(*found))):
            return at + 1, comma  # "the mayor, Anna Orlu, said"
        if found and (
            opening.endswith("ing")
            or opening in PREPOSITIONS
            or tokens.is_capital(found[1] - 1)
            or opening in DETERMINERS
            or opening in RELATIVES
        ):
            return found
        return None
    return None


def _opening_dash(tokens: Tokens, at: int) -> int | None:
    for place in range(at - 1, max(-1, at - _FARTHEST_COMMA), -1):
        if tokens.lows[place] == tokens.lows[at]:
            return place
    return None


def clause_subject(tokens: Tokens, end: int) -> Range | None:
    """Return the subject at the head of the clause that reaches to token `end`.

    >>> from framing.documents import Span
    >>> from framing.voices.tokens import tokenize
    >>> text = "In a note on Monday, the mayor of Orlu left early, saying"
    >>> clause_subject(tokenize(text, Span(0, len(text))), 12)
    (6, 10)
    """
    lows = tokens.lows
    start = next((at + 1 for at in range(end - 1, -1, -1) if lows[at] in (";", ":")), _after_dateline(tokens, end))
    while start < end and (lows[start] == QUOTE or lows[start] in BREAKS or _is_plain_opener(tokens, start)):
        start += 1
    if start < end and lows[start] in IRREGULAR_PASTS:  # the subject stands after its verb: "“…,” said Orlu"
        return None
    if start < end and _opens_subordinate(tokens, start):
        start = next((at + 1 for at in range(start, end) if lows[at] == ","), end)
    while start < end and (_is_plain_opener(tokens, start)):
        start += 1
    for at in range(start, end):
        if at > start and (_is_finite(tokens, at) or lows[at] in BREAKS or lows[at] in RELATIVES):
            last = at
            while last > start and is_adverb(lows[last - 1], tokens.words[last - 1]):
                last -= 1
            return (start, last) if last > start else None
    return None


def _after_dateline(tokens: Tokens, end: int) -> int:
    """Return where the sentence begins after a dateline: "ORLU, Dec. 3 (Wire) — The mayor"."""
    for at in range(min(end, _LONGEST_DATELINE)):
        if tokens.lows[at] in DASHES and (tokens.lows[at - 1] == ")" or tokens.words[0].isupper()) and at:
            return at + 1
    return 0


def _is_plain_opener(tokens: Tokens, at: int) -> bool:
    low = tokens.lows[at]
    following = tokens.lows[at + 1] if at + 1 < len(tokens) else ""
    if low in DAYS or (low in TIME_ADJECTIVES and following in TIMES):
        return True
    if low in TIMES and low not in PREPOSITIONS and at and tokens.lows[at - 1] in TIME_ADJECTIVES:
        return True
    return (low in OPENERS and low not in SUBORDINATORS) or is_adverb(low, tokens.words[at].lower())


def _opens_subordinate(tokens: Tokens, at: int) -> bool:
    low = tokens.lows[at]
    return low in SUBORDINATORS or low in PREPOSITIONS or (low.endswith("ing") and len(low) > 5)


def _is_finite(tokens: Tokens, at: int) -> bool:
    """Guess whether a word is a finite verb: an auxiliary, or a small word in -ed or -s where a verb can stand."""
    low, word, before = tokens.lows[at], tokens.words[at], tokens.lows[at - 1]
    if low in AUXILIARIES or low in IRREGULAR_PASTS:
        return True
    if not word.islower() or len(low) < 4 or before in DETERMINERS or before in PREPOSITIONS:
        return False
    if before in SUBJECT_PRONOUNS:
        return True
    third = low.endswith("s") and not low.endswith("ss") and tokens.is_capital(at - 1)
    return low.endswith("ed") or (third and (at > 1 or tokens.lows[at + 1 : at + 2] == ["that"]))

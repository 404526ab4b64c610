"""Speech reported within one sentence: each cue with its content and the words that name its speaker."""

from __future__ import annotations

from dataclasses import dataclass, replace

from framing.voices.complements import content_after, content_before, content_resumed, has_words, sentence_end
from framing.voices.cues import Cues, Verb
from framing.voices.phrases import Range, closes_with_comma, last_phrase, phrase_after, phrase_before
from framing.voices.subjects import Subject, agrees, be_before, clause_subject, find_subject, is_noun, verb_group_start
from framing.voices.tokens import Tokens
from framing.voices.words import (
    BREAKS,
    CONJUNCTIONS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    QUOTE,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_adverb,
)

_FARTHEST_POSSESSOR = 5
_FARTHEST_AGENT = 8
#: Outside quotation marks, these are the document's author, who speaks in the document's own voice.
_OWN = frozenset({"i", "we"})
#: Verbs between a noun and its content: "claims circulate of".
_SPREADING = frozenset(["circulate", "circulated", "emerge", "emerged", "surfaced", "spread", "came"])
_EDGES = frozenset(",;:—–-.")
_ANSWERS = frozenset(["but", "although", "though", "whereas"])
_JOINTS = frozenset(["while", "and", "but", "although", "though", "whereas"])
_PARTICIPLES = frozenset(["according", "adding", "saying", "noting", "citing"])


@dataclass(frozen=True)
class Report:
    """A cue, the tokens of its content and of its speaker's name; `lead_in` where the content stands below.

    A report that opens its sentence may be without content, which then is the quotation before it.
    """

    lemma: str
    cue: Range
    content: tuple[Range, ...]
    speaker: Range | None = None
    lead_in: bool = False
    agentless: bool = False


def find_reports(tokens: Tokens, cues: Cues) -> list[Report]:
    """Return the reports of a sentence, in the order of their cues.

    >>> from framing.documents import Span
    >>> from framing.voices.cues import bundled_cues
    >>> from framing.voices.tokens import tokenize
    >>> tokens = tokenize("The army denied any losses.", Span(0, 27))
    >>> [report] = find_reports(tokens, bundled_cues())
    >>> [tokens.words[first:last] for first, last in (report.speaker, report.cue, *report.content)]
    [['The', 'army'], ['denied'], ['any', 'losses']]
    """
    found: list[Report] = []
    for at, low in enumerate(tokens.lows):
        if low not in cues.words:
            continue
        report = _with_words_only(_report_at(tokens, at, cues), tokens)
        if report and not (found and report.cue[0] < found[-1].cue[1]):
            found.append(_with_speaker_of(found, report, tokens))
    return [_cut_at_later(report, found, tokens) for report in found]


def _with_words_only(report: Report | None, tokens: Tokens) -> Report | None:
    """Return the report with the parts of its content that hold a word; none if it had content and none is left."""
    if report is None or not report.content:
        return report
    content = tuple(_trimmed(tokens, *part) for part in report.content if has_words(tokens, *part))
    return replace(report, content=content) if content else None


def _trimmed(tokens: Tokens, first: int, last: int) -> Range:
    """Return a stretch without marks at its edges."""
    while tokens.lows[first] in _EDGES:
        first += 1
    while tokens.lows[last - 1] in _EDGES:
        last -= 1
    return first, last


def _with_speaker_of(found: list[Report], report: Report, tokens: Tokens) -> Report:
    """Lend a participle without a subject the speaker of the report before it: "…,” said Orlu, adding that"."""
    participle = tokens.lows[report.cue[0]].endswith("ing")
    if found and participle and report.speaker is None and not report.agentless:
        return replace(report, speaker=found[-1].speaker)
    return report


def _report_at(tokens: Tokens, at: int, cues: Cues) -> Report | None:
    low = tokens.lows[at]
    verb = cues.verbs.get(low)
    if verb:
        found = _passive(tokens, at, verb, cues) if be_before(tokens, at) and verb.form == "past" else None
        found = found or _verbal(tokens, at, verb, cues)
        if found and (found.content or found.lead_in or low not in cues.nouns):
            return found
    if low in cues.nouns and (not verb or at == 0 or is_noun(tokens, at, verb)):
        return _nominal(tokens, at, cues.nouns[low])
    if low in cues.agentless:
        return Report(low, (at, at + 1), _around(tokens, at, at + 1), agentless=True)
    for phrase in cues.sourced:
        if low == phrase[0] and tuple(tokens.lows[at : at + len(phrase)]) == phrase:
            return _sourced(tokens, at, at + len(phrase))
    return None


def _verbal(tokens: Tokens, at: int, verb: Verb, cues: Cues) -> Report | None:
    """Return the report of a verb with a subject, and content after it, before it, or on both sides."""
    if is_noun(tokens, at, verb) or (verb.form == "past" and be_before(tokens, at)):
        return None
    subject = find_subject(tokens, at, verb)
    if subject.words and (tokens.lows[subject.words[0]] in _OWN or not agrees(tokens, at, verb, subject)):
        return None
    before = content_before(tokens, at, verb, subject)
    after, lead_in = (
        ((), tokens.lows[-1] == ":") if subject.inverted else content_after(tokens, at, verb, cues, subject.words)
    )
    if verb.form == "ing" and subject.words and cues.evidence & set(tokens.lows[subject.words[0] : subject.words[1]]):
        issuer = clause_subject(tokens, subject.words[0])  # "the ministry issued a statement saying"
        subject = subject._replace(words=issuer or subject.words)
    if subject.inverted and not subject.verb_start:
        lead_in = False  # "Claimed photo of the bridge:" leads to no speech
    cue = (subject.verb_start, at + 1)
    if before and (not (after or lead_in) or _closes(tokens, before, after)):
        place = subject.words[1] if subject.inverted and subject.words else at + 1
        resumed = content_resumed(tokens, place, plain=not subject.inverted)
        return Report(verb.lemma, cue, before + resumed, _speaker(tokens, before, subject))
    if verb.form == "base" and tokens.is_capital(at - 1) and not _opens_clause(tokens, after):
        return None  # "Damascus state media", a noun after a name that ends like a plural
    if not (after or lead_in):
        after = _around_cue(tokens, at, verb, subject)
    if not (after or lead_in):
        return _bare(tokens, verb, cue, subject)
    if subject.words is None and not _may_lack_subject(tokens, at, verb, after):
        return None
    return Report(verb.lemma, cue, after, subject.words, lead_in)


def _opens_clause(tokens: Tokens, content: tuple[Range, ...]) -> bool:
    low = tokens.lows[content[0][0]] if content else ""
    return low in SUBJECT_PRONOUNS or low in DETERMINERS or _is_introduced(tokens, content)


def _closes(tokens: Tokens, before: tuple[Range, ...], after: tuple[Range, ...]) -> bool:
    """Tell whether a quotation that a comma closes, and no words after the cue, are its content."""
    last = before[0][1] - 1
    told = bool(after) and tokens.lows[after[0][0] - 1] == "that"
    return tokens.lows[last] == QUOTE and closes_with_comma(tokens, last) and not told


def _speaker(tokens: Tokens, before: tuple[Range, ...], subject: Subject) -> Range | None:
    """Return the speaker of content before a cue: all words between them, where no comma parts the two."""
    parted = tokens.lows[before[0][1] - 1] == QUOTE or tokens.lows[before[0][1]] in BREAKS
    return subject.words if subject.inverted or parted else (before[0][1], subject.verb_start)


def _bare(tokens: Tokens, verb: Verb, cue: Range, subject: Subject) -> Report | None:
    """Return a report whose content may stand in the sentence before: "“We won!” Orlu said on Monday."."""
    opens = subject.words is not None and (cue[0] if subject.inverted else subject.words[0]) == 0
    speaks = verb.takes & {"clause", "question"}
    return Report(verb.lemma, cue, (), subject.words) if opens and speaks else None


def _around_cue(tokens: Tokens, at: int, verb: Verb, subject: Subject) -> tuple[Range, ...]:
    """Return content set about a parenthesis ("In Orlu, she said, it rained"), or a quotation further on."""
    if "clause" not in verb.takes or subject.words is None or subject.inverted:
        return ()
    first, end = subject.words[0], sentence_end(tokens)
    if first and tokens.lows[first - 1] == ",":
        resumed = content_resumed(tokens, at + 1, plain=True)
        if resumed:
            return ((0, first - 1), *resumed)
    quote = next((place for place in range(at + 1, end) if tokens.quotes[place] >= 0), None)
    return ((quote, end),) if quote else ()


def _is_introduced(tokens: Tokens, content: tuple[Range, ...]) -> bool:
    """Tell whether content follows "that" or is a quotation, so that what stands before the cue is another's."""
    if not content:
        return False
    first = content[0][0]
    return tokens.lows[first - 1] == "that" or tokens.quotes[first] >= 0


def _may_lack_subject(tokens: Tokens, at: int, verb: Verb, content: tuple[Range, ...]) -> bool:
    """Tell whether a cue without a subject reports all the same: "…, saying", or a quotation beside it."""
    quoted = any(tokens.quotes[place] >= 0 for first, last in content for place in range(first, last))
    return quoted or (verb.form == "ing" and "clause" in verb.takes and at > 0 and tokens.lows[at - 1] == ",")


def _cut_at_later(report: Report, found: list[Report], tokens: Tokens) -> Report:
    """End the content where another report begins in a clause of its own: "…, while the army said"."""
    content, speaker = [], report.speaker
    for first, last in report.content:
        for other in found:
            opening = min((other.speaker or other.cue)[0], other.cue[0])
            joint = _joint_before(tokens, opening, first) if first < opening < last else None
            if other is not report and joint and opening >= report.cue[1]:
                last = min(last, joint)
                speaker = speaker or other.speaker  # "Confirming that it rained, the mayor said …"
        content.append((first, _before_rebuttal(tokens, first, last)))
    return replace(report, content=tuple(content), speaker=speaker)


def _before_rebuttal(tokens: Tokens, first: int, last: int) -> int:
    """Return where reported words end before the outlet answers them: "…, but the council found"."""
    lows = tokens.lows
    for at in range(first + 2, last - 2):
        if lows[at] not in (",", ";"):
            continue
        following = lows[at + 1]
        answers = following in _ANSWERS and not (lows[at + 2] in SUBJECT_PRONOUNS or lows[at + 2] == "that")
        if answers or (lows[at] == ";" and lows[at + 1 : at + 3] in (["in", "fact"], ["in", "reality"])):
            return at
    return last


def _joint_before(tokens: Tokens, opening: int, floor: int) -> int | None:
    lows = tokens.lows
    if opening - 2 > floor and lows[opening - 2] in (",", ";") and lows[opening - 1] in _JOINTS:
        return opening - 2
    if opening - 1 > floor and lows[opening - 1] == "," and _opens_subordinate(tokens):
        return opening - 1
    if opening - 1 > floor and (
        lows[opening - 1] == ";" or (lows[opening - 1] == "," and lows[opening] in _PARTICIPLES)
    ):
        return opening - 1
    return None


def _opens_subordinate(tokens: Tokens) -> bool:
    """Tell whether a sentence opens with a clause that another follows: "While …,", "Effectively confirming …,"."""
    first, second = (*tokens.lows[:2], "")[:2]
    participle = second if is_adverb(first, first) else first
    return first in SUBORDINATORS or (participle.endswith("ing") and len(participle) > 5)


def _nominal(tokens: Tokens, at: int, kinds: frozenset[str]) -> Report | None:
    """Return the report of a noun with its content: "the mayor's claim that", "reports of"."""
    end, place = sentence_end(tokens), at + 1
    if place + 1 < end and tokens.lows[place] in _SPREADING:
        place += 1
    if place + 1 >= end or tokens.lows[place] not in kinds:
        return None
    return Report(tokens.lows[at], (at, at + 1), ((place + 1, end),), _possessor(tokens, at))


def _possessor(tokens: Tokens, at: int) -> Range | None:
    """Return who makes a claim: the possessive before the noun."""
    for place in range(at - 1, max(-1, at - _FARTHEST_POSSESSOR), -1):
        low = tokens.lows[place]
        if low in POSSESSIVES:
            return place, place + 1
        if low.endswith(("'s", "s'")):
            return last_phrase(tokens, phrase_before(tokens, place + 1))
        if low in BREAKS or low in PREPOSITIONS or low in CONJUNCTIONS:
            break
    return None


def _sourced(tokens: Tokens, at: int, place: int) -> Report | None:
    """Return the report of "according to X": all of the sentence outside the phrase."""
    speaker = phrase_after(tokens, place)
    if not speaker:
        return None
    return Report(" ".join(tokens.lows[at:place]), (at, place), _around(tokens, at, speaker[1]), speaker)


def _around(tokens: Tokens, first: int, last: int) -> tuple[Range, ...]:
    """Return the sentence before and after a parenthesis, without commas at the joints."""
    end = sentence_end(tokens)
    before, after = (0, first), (last, end)
    if before[1] and tokens.lows[before[1] - 1] == ",":
        before = (0, first - 1)
    if after[0] < end and tokens.lows[after[0]] == ",":
        after = (last + 1, end)
    return before, after


def _passive(tokens: Tokens, at: int, verb: Verb, cues: Cues) -> Report | None:
    """Return the report of a passive, "is said to" or "was told that"; who says it may stand after "by"."""
    end, place = sentence_end(tokens), at + 1
    by = next((here for here in range(place, min(end, place + _FARTHEST_AGENT)) if tokens.lows[here] == "by"), None)
    figure = "figure" in verb.takes and tokens.lows[place : place + 1] == ["at"]
    if by and (figure or verb.takes & {"object", "second"}) and not BREAKS.intersection(tokens.lows[place:by]):
        return _with_agent(tokens, at, by, verb)
    led = ("to", "that", "of") if tokens.lows[at] in cues.passive else ("for",) if "for" in verb.after else ()
    led += ("at",) if "figure" in verb.takes else ()
    if place + 1 >= end or tokens.lows[place] not in led:
        return None
    start = verb_group_start(tokens, at)
    subject = phrase_before(tokens, start)
    named = subject is not None and tokens.lows[place] != "that"
    content = ((subject[0], start), (place, end)) if subject and named else ((place + 1, end),)
    return Report(verb.lemma, (start, at + 1), content, agentless=True)


def _with_agent(tokens: Tokens, at: int, by: int, verb: Verb) -> Report | None:
    start = verb_group_start(tokens, at)
    subject, agent = phrase_before(tokens, start), phrase_after(tokens, by + 1)
    if not subject or not agent:
        return None
    rest = ((agent[1], sentence_end(tokens)),) if tokens.lows[agent[1] : agent[1] + 1] == ["as"] else ()
    return Report(verb.lemma, (start, at + 1), (subject, (at + 1, by), *rest), agent)

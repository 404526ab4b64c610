"""First passes: what posts, lead-ins and the cues of each sentence say is another's."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from framing.documents import Span
from framing.voices.attribution import Attribution
from framing.voices.blocks import block_below
from framing.voices.clauses import Report, find_reports
from framing.voices.page import Page
from framing.voices.subjects import clause_subject
from framing.voices.tokens import Tokens, tokenize
from framing.voices.transcripts import labelled_turns

_SMALL_WORDS = re.compile(r"[a-z]+")
#: How many of the last attributions may hold the quotation before a sentence.
_NEAR = 6
_JOINING = frozenset(["that", "and", "but", "or"])


def in_posts(page: Page) -> list[Attribution]:
    """Return an attribution for each signed post: its words are its writer's."""
    return [
        Attribution((_trimmed(page.text, post.span),), "quoted", post.speaker, post.speaker, post.signature)
        for post in page.posts
        if page.is_in_sentence(post.span)
    ]


def in_turns(page: Page) -> list[Attribution]:
    """Return an attribution for each turn of a transcript: its words are those of whom its label names."""
    return [
        Attribution((turn.span,), "quoted", mention=turn.speaker, mention_span=turn.label)
        for turn in labelled_turns(page.text)
        if page.is_in_sentence(turn.span)
    ]


def in_sentences(page: Page) -> list[Attribution]:
    """Return the attributions of the sentences in order, those below a lead-in included; posts are passed over."""
    found: list[Attribution] = []
    taken = {number for number, sentence in enumerate(page.sentences) if page.is_posted(sentence)}
    words = page.cues.words
    for number, sentence in enumerate(page.sentences):
        if number in taken:
            continue
        text, inside = page.part(sentence), page.quotes_in(sentence)
        leads_in = text.endswith(":")
        if not inside and not leads_in and words.isdisjoint(_SMALL_WORDS.findall(text.lower())):
            continue
        tokens = tokenize(page.text, sentence, inside)
        reports = find_reports(tokens, page.cues)
        found += [_attribution(page, tokens, report) for report in reports if report.content]
        found += _of_quotation_before(page, sentence, tokens, reports, found)
        if leads_in:
            below = _below(page, number, tokens, reports)
            found += below
            taken |= {page.sentence_of(span.start) for said in below for span in said.content}
    return found


def _attribution(page: Page, tokens: Tokens, report: Report) -> Attribution:
    mention_span = tokens.span(*report.speaker) if report.speaker else None
    cue_span = tokens.span(*report.cue)
    return Attribution(
        content=tuple(_content_span(page, tokens, first, last) for first, last in report.content),
        voice=_voice(tokens, report),
        mention=page.part(mention_span) if mention_span else "",
        mention_span=mention_span,
        cue=page.part(cue_span),
        cue_span=cue_span,
        lemma=report.lemma,
    )


def _opens(tokens: Tokens, report: Report) -> bool:
    """Tell whether a speaker and cue open the sentence, and say nothing themselves but what the speech is about."""
    opens = report.speaker is not None and min(report.speaker[0], report.cue[0]) == 0
    return opens and (not report.content or tokens.lows[report.content[0][0] - 1] in ("about", "of"))


def _holds(said: Attribution, span: Span) -> bool:
    return any(part.start <= span.start < part.end for part in said.content)


def _of_quotation_before(
    page: Page, sentence: Span, tokens: Tokens, reports: list[Report], found: list[Attribution]
) -> list[Attribution]:
    """Return the quotation that ends where a sentence begins with its cue: "“We won!” Orlu said on Monday."."""
    bare = next((report for report in reports if not report.lead_in and _opens(tokens, report)), None)
    before = bisect_right(page.quote_starts, sentence.start) - 1
    if bare is None or before < 0 or page.text[page.quotes[before].span.end : sentence.start].strip():
        return []
    line = page.line_of(sentence.start)
    apart = page.line_of(page.quotes[before].span.start) != line
    goes_on = before > 0 and page.line_of(page.quotes[before - 1].span.start) == line
    if apart or goes_on or any(_holds(said, page.quotes[before].span) for said in found[-_NEAR:]):
        return []
    said = _attribution(page, tokens, bare)
    return [replace(said, content=(page.quotes[before].span,), voice="quoted")]


def _content_span(page: Page, tokens: Tokens, first: int, last: int) -> Span:
    """Return the span of content, quotations that its edges cut off made whole."""
    span = tokens.span(first, last)
    if tokens.quotes[first] >= 0:
        span = Span(page.quotes[tokens.quotes[first]].span.start, span.end)
    if tokens.quotes[last - 1] >= 0:
        span = Span(span.start, max(span.end, page.quotes[tokens.quotes[last - 1]].span.end))
    return span


def _voice(tokens: Tokens, report: Report) -> str:
    places = [at for first, last in report.content for at in range(first, last)]
    quoted = any(tokens.quotes[at] >= 0 for at in places)
    plain = any(
        tokens.quotes[at] < 0 and tokens.lows[at][:1].isalnum() and tokens.lows[at] not in _JOINING for at in places
    )
    return "mixed" if quoted and plain else "quoted" if quoted else "reported"


def _below(page: Page, number: int, tokens: Tokens, reports: list[Report]) -> list[Attribution]:
    """Return the speech below a lead-in, with the speaker of its cue or, without one, the subject of the sentence."""
    lead = next((report for report in reversed(reports) if report.lead_in or report.speaker), None)
    speaks = any(report.lead_in for report in reports)
    below = block_below(page, number, has_cue=speaks)
    if not below:
        return _quotation_below(page, number, tokens, lead) if speaks else []
    if lead is None:
        subject = clause_subject(tokens, len(tokens) - 1)
        span = tokens.span(*subject) if subject else None
        said = Attribution((), "quoted", mention=page.part(span) if span else "", mention_span=span)
    else:
        said = _attribution(page, tokens, lead)
    return [replace(said, content=tuple(below), voice="quoted", certainty="high" if speaks else "low")]


def _quotation_below(page: Page, number: int, tokens: Tokens, lead: Report | None) -> list[Attribution]:
    """Return the quotation that opens the sentence below a lead-in."""
    following = page.sentences[number + 1 : number + 2]
    inside = page.quotes_in(following[0]) if following else []
    if not inside or inside[0][1].start != following[0].start or not lead:
        return []
    content = (page.quotes[inside[0][0]].span,)
    return [replace(_attribution(page, tokens, lead), content=content, voice="quoted")]


def _trimmed(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    return Span(span.start + len(inner) - len(inner.lstrip()), span.start + len(inner.rstrip()))

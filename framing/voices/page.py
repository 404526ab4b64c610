"""What the passes read of a document: its sentences, quotations, posts and lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from framing.documents import Span
from framing.voices.cues import Cues
from framing.voices.posts import Post, signed_posts
from framing.voices.quotes import Quotation, quotations

_LINE_START = re.compile(r"(?:^|[\n\r\x0b\x0c\x85\u2028\u2029])[^\S\n\r]*")
_WORD = re.compile(r"[^\W_]+(?:[’'-]\w+)*")


class Page:
    """A document as the passes see it; read once, never altered."""

    def __init__(self, text: str, sentences: list[Span], cues: Cues) -> None:
        self.text = text
        self.sentences = sentences
        self.cues = cues
        self.quotes: list[Quotation] = quotations(text)

    @cached_property
    def posts(self) -> list[Post]:
        """Return the signed posts that the document embeds."""
        return signed_posts(self.text) if "@" in self.text else []

    @cached_property
    def _line_starts(self) -> list[int]:
        return [match.end() for match in _LINE_START.finditer(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def quote_starts(self) -> list[int]:
        """Return where each quotation begins."""
        return [quote.span.start for quote in self.quotes]

    @cached_property
    def _quote_ends(self) -> list[int]:
        return [quote.span.end for quote in self.quotes]

    def line_of(self, place: int) -> int:
        """Return the number of the line that holds a place."""
        return bisect_right(self._line_starts, place) - 1

    def line(self, number: int) -> str:
        """Return the text of a line."""
        starts = self._line_starts
        end = starts[number + 1] if number + 1 < len(starts) else len(self.text)
        return self.text[starts[number] : end].strip()

    def sentence_of(self, place: int) -> int:
        """Return the number of the sentence that holds a place, or of the last one before it."""
        return max(0, bisect_right(self._sentence_starts, place) - 1)

    def is_posted(self, span: Span) -> bool:
        """Tell whether a span overlaps a signed post."""
        return any(post.span.start < span.end and span.start < post.span.end for post in self.posts)

    def is_in_sentence(self, span: Span) -> bool:
        """Tell whether a span overlaps a sentence, and not only furniture between them."""
        first = bisect_right(self._sentence_starts, span.start) - 1
        near = self.sentences[max(0, first) : max(0, first) + 2]
        return any(sentence.start < span.end and span.start < sentence.end for sentence in near)

    def quotes_in(self, span: Span) -> list[tuple[int, Span]]:
        """Return the quotations in a span, numbered, each cut to it."""
        first = bisect_right(self._quote_ends, span.start)
        inside = []
        for number in range(first, len(self.quotes)):
            quote = self.quotes[number].span
            if quote.start >= span.end:
                break
            inside.append((number, Span(max(quote.start, span.start), min(quote.end, span.end))))
        return inside

    def n_words(self, span: Span) -> int:
        """Return the number of words in a span."""
        return len(_WORD.findall(self.text, *span))

    def part(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]

"""A stretch of text as tokens, each quotation within it folded into one."""

from __future__ import annotations

from collections.abc import Sequence

from nltk.tokenize import RegexpTokenizer

from framing.documents import Span
from framing.voices.words import QUOTE

_TITLES = "Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Sens|Reps|Gen|Lt|Col|Maj|Sgt|Capt|Brig|Adm|Amb|St|Rev|Hon|Jr|Sr|Dep"
_TOKENIZER = RegexpTokenizer(
    rf"(?:{_TITLES})\.(?=\s)|(?:[A-Za-z]\.){{2,}}|\d+(?:[.,:]\d+)+|[A-Z]\.(?=\s[A-Z])|[@#]?\w+(?:[-’'&.]\w+)*[’']?(?<=\w|s[’'])"
    r"|\.\.\.|--|[^\w\s]"
)


class Tokens:
    """The tokens of a stretch of text: words as printed and in lower case, with their places.

    A quotation is one token, `QUOTE`, printed as its last few characters (which tell whether a
    comma closes it); `quotes` tells which quotation it is, and is -1 for every other token.
    """

    __slots__ = ("ends", "lows", "quotes", "starts", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.lows: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quotes: list[int] = []

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """Return the span of the text from token `first` to token `last` (exclusive)."""
        return Span(self.starts[first], self.ends[last - 1])

    def is_capital(self, at: int) -> bool:
        """Tell whether a token begins with a capital, an article's small prefix left aside ("al-Assad")."""
        word = self.words[at]
        return word[:1].isupper() or (word[:3] in ("al-", "el-", "as-", "an-", "ar-") and word[3:4].isupper())

    def _add_words(self, text: str, start: int, end: int) -> None:
        piece = text[start:end]
        spans = list(_TOKENIZER.span_tokenize(piece))
        words = [piece[first:last] for first, last in spans]
        self.words += words
        self.lows += [word.lower().replace("’", "'") for word in words]
        self.starts += [start + first for first, _ in spans]
        self.ends += [start + last for _, last in spans]
        self.quotes += [-1] * len(spans)

    def _add_quote(self, text: str, span: Span, number: int) -> None:
        self.words.append(text[max(span.start, span.end - 4) : span.end])
        self.lows.append(QUOTE)
        self.starts.append(span.start)
        self.ends.append(span.end)
        self.quotes.append(number)


def tokenize(text: str, span: Span, quotes: Sequence[tuple[int, Span]] = ()) -> Tokens:
    """Return the tokens of a span; `quotes` are the numbered quotations in it, in order.

    >>> tokens = tokenize("Gen. Orlu said “we won”.", Span(0, 24), [(0, Span(15, 23))])
    >>> tokens.lows
    ['gen.', 'orlu', 'said', '“”', '.']
    """
    tokens, at = Tokens(), span.start
    for number, quote in quotes:
        tokens._add_words(text, at, quote.start)
        tokens._add_quote(text, quote, number)
        at = quote.end
    tokens._add_words(text, at, span.end)
    return tokens

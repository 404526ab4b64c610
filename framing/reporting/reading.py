"""A document to read in a notebook, with its voices coloured and its speakers named."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from framing.documents import Document, Span, as_documents
from framing.reporting.wording import direction
from framing.sentences import sentence_spans
from framing.voices import Attribution, Cues, attribute

#: How each voice is set apart: by a line as well as by a colour, for those who tell colours apart poorly.
_LOOKS = {
    "own": ("the outlet’s own words", ""),
    "quoted": ("quoted", "background:#dbe7f6;border-bottom:2px solid #2f64a8"),
    "reported": ("reported", "background:#f7ecd4;border-bottom:2px dotted #96690a"),
    "mixed": ("partly quoted", "background:#e9e0f3;border-bottom:2px dashed #7b4f9e"),
}
_LABEL = (
    "font-size:72%;font-weight:600;color:#333;background:#fff;border:1px solid #999;border-radius:3px;padding:0 3px"
)
_CUE = "text-decoration:underline;text-decoration-color:#777"


class VoicesView:
    """A document with its attributions; renders itself in a notebook."""

    def __init__(self, document: Document, attributions: list[Attribution]):
        self.document = document
        self.attributions = attributions

    def __repr__(self) -> str:
        return "\n".join(
            f"{said.voice} · {said.speaker or 'nobody named'}: {' '.join(self.document[said.span].split())[:90]}"
            for said in self.attributions
        )

    def _repr_html_(self) -> str:
        legend = " &nbsp; ".join(f"<span style='{style}'>{label}</span>" for label, style in _LOOKS.values())
        head = escape(self.document.title or self.document.file)
        marks = _marks(self.document.text, self.attributions)
        body = "".join(_piece(self.document.text, *mark) for mark in marks)
        return (
            f"<p><b>{head}</b><br><small>{legend} &nbsp; <span style='{_CUE}'>cue</span> &nbsp; "
            f"<span style='{_LABEL}'>speaker</span> (? = inferred)</small></p>"
            f"<div dir='{direction(self.document.text)}' style='white-space:pre-line;line-height:1.7;max-width:46em'>"
            f"{body}</div>"
        )


def show_voices(document: Document, *, cues: Cues | None = None) -> VoicesView:
    """Return a document for a notebook to show: whose words are whose, and by which words one can tell.

    Parameters
    ----------
    document
        One of the documents that `read_documents` returns.
    cues
        A lexicon of cues (`read_cues`); the bundled one by default.

    Examples
    --------
    >>> show_voices(Document.of("“We wait,” said Anna Orlu. It rained.", file="a", source="Wire"))
    quoted · Anna Orlu: “We wait,”
    """
    [document] = as_documents([document])
    return VoicesView(document, attribute(document, sentence_spans(document), cues))


def _marks(text: str, attributions: list[Attribution]) -> list[tuple[Span, str, str, bool]]:
    """Return the pieces of a text in order: span, voice, whose words begin there, and whether they are a cue.

    Where one attribution lies within another, the words take the voice of the inner one.
    """
    voice = ["own"] * len(text)
    cue = [False] * len(text)
    label: dict[int, list[str]] = {}
    for said in sorted(attributions, key=lambda said: -sum(end - start for start, end in said.content)):
        for start, end in said.content:
            voice[start:end] = [said.voice] * (end - start)
        label.setdefault(said.content[0].start, []).append(_named(said))
        if said.cue_span:
            cue[said.cue_span.start : said.cue_span.end] = [True] * (said.cue_span.end - said.cue_span.start)
    cuts = [at for at in range(1, len(text)) if (voice[at], cue[at]) != (voice[at - 1], cue[at - 1]) or at in label]
    edges = [0, *cuts, len(text)]
    return [
        (Span(start, end), voice[start], " ◂ ".join(label.get(start, [])), cue[start])
        for start, end in pairwise(edges)
        if end > start
    ]


def _named(said: Attribution) -> str:
    return (said.speaker or "nobody named") + (" ?" if said.certainty == "low" else "")


def _piece(text: str, span: Span, voice: str, label: str, is_cue: bool) -> str:
    named = f"<span style='{_LABEL}'>{escape(label)}</span> " if label else ""
    style = ";".join(part for part in (_LOOKS[voice][1], _CUE if is_cue else "") if part)
    words = escape(text[span.start : span.end])
    return named + (f"<span style='{style}'>{words}</span>" if style else words)

"""Why a sentence was read as it was: what each term and feature added to the probability of each frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from framing.features import ALL_BLOCKS
from framing.features.reading import Reading
from framing.model.linear import Linear, linear_of
from framing.model.trained import TrainedModel

#: Contributions below this are not shown.
_SHOWN = 0.02


@dataclass(frozen=True)
class Term:
    """A word or mark of a sentence, and what it added to the probability of each frame."""

    start: int
    end: int
    text: str
    contribution: dict[str, float]


@dataclass(frozen=True)
class Explanation:
    """How the probabilities of one sentence came about.

    For each frame the contributions of all terms, of the measures of shape and of the embedding add up exactly to the
    difference between its probability and its baseline.

    Attributes
    ----------
    text : the sentence
    probabilities : by frame
    baseline : by frame, the probability of a sentence in which the model knows nothing
    terms : words and marks in order, with what each added through all n-grams and lexicons that hold it
    shape : by measure, what it added
    lexicon : by category, what its terms added; this is part of what the terms added
    embedding : what the sentence's embedding added, which cannot be shared among terms; 0 without one
    """

    text: str
    probabilities: dict[str, float]
    baseline: dict[str, float]
    terms: tuple[Term, ...]
    shape: dict[str, dict[str, float]]
    lexicon: dict[str, dict[str, float]]
    embedding: dict[str, float]

    @property
    def frame(self) -> str:
        """The most probable frame."""
        return max(self.probabilities, key=lambda frame: self.probabilities[frame])

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return vars(self) | {"frame": self.frame, "terms": [vars(term) for term in self.terms]}

    def html(self, frame: str | None = None) -> str:
        """Return the sentence with the terms that moved a frame marked and signed; the most probable one by default."""
        frame = frame or self.frame
        parts, end = [], 0
        for term in self.terms:
            parts += [escape(self.text[end : term.start]), _marked(term, term.contribution[frame])]
            end = term.end
        return "".join([*parts, escape(self.text[end:])])

    def _repr_html_(self) -> str:
        shown = ", ".join(f"{escape(frame)} {value:.2f}" for frame, value in self.probabilities.items())
        return f"<p>{self.html()}</p><p>{escape(self.frame)}; {shown}</p>"


def explain(model: TrainedModel, texts: Sequence[str]) -> list[Explanation]:
    """Explain how a model reads sentences, exactly and in units of probability.

    Parameters
    ----------
    model
        What `train` or `load_model` returns.
    texts
        Sentences.

    Returns
    -------
    list of Explanation
        One a sentence.

    Raises
    ------
    TrainingError
        If the classifier is not linear.

    Examples
    --------
    >>> from framing.scores import load_model
    >>> found = explain(load_model(), ["Our heroic army crushed the terrorist gangs."])[0]
    >>> found.frame
    'state'
    >>> max(found.terms, key=lambda term: term.contribution["state"]).text
    'terrorist'
    """
    linear = linear_of(model.classifier)
    return [_explained(model, linear, str(text)) for text in texts]


def _explained(model: TrainedModel, linear: Linear, text: str) -> Explanation:
    X = model.features.transform([text])
    columns, weighed = linear.columns(X)
    used = weighed.indices
    margins = linear.weights[:, used] * weighed.data  # of shape (n_frames, n_used)
    moved = margins.sum(axis=1)
    added = (linear.slopes(moved) @ margins).T  # of shape (n_used, n_frames)
    order = np.argsort(columns[used])
    found = _Added(columns[used][order], added[order], X, model.features.widths)
    reading = model.features.read([text])
    names = list(model.classifier.classes_)
    p, baseline = linear.probabilities(linear.intercept + moved), linear.probabilities(linear.intercept)
    return Explanation(
        text=text,
        probabilities=_by_frame(p, names),
        baseline=_by_frame(baseline, names),
        terms=_terms(text, reading, _by_token(model, reading, found), names),
        shape=_named(model, found, "shape", names),
        lexicon=_named(model, found, "lexicon", names),
        embedding=_by_frame(found.block("embedding").sum(axis=0), names),
    )


@dataclass(frozen=True)
class _Added:
    """What each column of one sentence added: columns sorted, added of shape (n_columns, n_frames)."""

    columns: np.ndarray
    added: np.ndarray
    X: csr_matrix
    widths: tuple[int, ...]

    def start(self, block: str) -> int:
        return int(sum(self.widths[: ALL_BLOCKS.index(block)]))

    def block(self, block: str) -> np.ndarray:
        """Return what the columns of a block added, of shape (n_columns_that_added, n_frames)."""
        start = self.start(block)
        width = self.widths[ALL_BLOCKS.index(block)]
        return self.added[(self.columns >= start) & (self.columns < start + width)]

    def of(self, columns: np.ndarray) -> np.ndarray:
        """Return what the columns added, of shape (len(columns), n_frames); 0 for those that added nothing."""
        if not len(self.columns):
            return np.zeros((len(columns), self.added.shape[1]))
        place = np.minimum(np.searchsorted(self.columns, columns), len(self.columns) - 1)
        return np.where((self.columns[place] == columns)[:, None], self.added[place], 0.0)


def _by_token(model: TrainedModel, reading: Reading, found: _Added) -> np.ndarray:
    """Share what each column added among its occurrences, and each occurrence among its tokens."""
    shares = np.zeros((len(reading.tokens) + 1, found.added.shape[1]))
    for name, block in model.features.named_blocks().items():
        if not hasattr(block, "occurrences"):
            continue
        columns, first, last = block.occurrences(reading)
        _, which, times = np.unique(columns, return_inverse=True, return_counts=True)
        part = found.of(columns + found.start(name)) / (times[which] * (last - first + 1))[:, None]
        np.add.at(shares, first, part)
        np.add.at(shares, last + 1, -part)
    return shares.cumsum(axis=0)[:-1]


def _terms(text: str, reading: Reading, shares: np.ndarray, names: list[str]) -> tuple[Term, ...]:
    tokens = reading.tokens
    return tuple(
        Term(int(start), int(end), text[start:end], _by_frame(share, names))
        for start, end, share in zip(tokens.start, tokens.end, shares, strict=True)
    )


def _named(model: TrainedModel, found: _Added, block: str, names: list[str]) -> dict[str, dict[str, float]]:
    """Return what each named column of a block added, where it added anything."""
    made = model.features.named_blocks().get(block)
    if made is None:
        return {}
    labels = [str(label).partition(":")[2] for label in made.get_feature_names_out()]
    added = found.of(np.arange(len(labels)) + found.start(block))
    return {label: _by_frame(row, names) for label, row in zip(labels, added, strict=True) if row.any()}


def _by_frame(values: np.ndarray, names: list[str]) -> dict[str, float]:
    return {str(name): float(value) for name, value in zip(names, values, strict=True)}


def _marked(term: Term, added: float) -> str:
    text = escape(term.text)
    if abs(added) < _SHOWN:
        return text
    hue, strength = ("30,110,180" if added > 0 else "190,80,30"), min(0.6, 0.12 + 2 * abs(added))
    sign = "+" if added > 0 else "−"
    return (
        f'<mark style="background:rgba({hue},{strength:.2f});color:inherit">{text}'
        f"<sub>{sign}{abs(added):.2f}</sub></mark>"
    )

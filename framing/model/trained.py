"""A trained model: everything that is needed to score, to explain and to doubt it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.codebook import Codebook
from framing.features import FrameFeatures
from framing.model.card import Card
from framing.model.classifier import FrameClassifier
from framing.provenance import digest

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class TrainedModel:
    """Features, fitted classifier, codebook and held-out evidence, together.

    Attributes
    ----------
    features, classifier
        What turns sentences into a matrix, and a matrix into probabilities.
    codebook
        The frames and their order.
    evidence
        One row a labelled sentence: unit_id, source, material (real or constructed, where known), frame
        and one `p_` column a frame, from a model that never saw the sentence's group. All figures of
        quality are computed from it.
    facts
        How it was trained: numbers, split, script of the text, versions, and what to doubt.
    card
        The model card, where one was made.
    """

    features: FrameFeatures
    classifier: FrameClassifier
    codebook: Codebook
    evidence: pd.DataFrame = field(repr=False)
    facts: dict[str, Any]
    card: Card | None = field(default=None, repr=False, compare=False)

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames, in the order of the codebook."""
        return self.codebook.frame_names

    @cached_property
    def model_id(self) -> str:
        """Twelve hexadecimal digits that change with any learned number or word of the codebook."""
        margins = self.classifier.predict_proba(self.features.transform(_PROBES))
        parts = [array.tobytes() for array in _learned(self.classifier)]
        return digest(self.codebook.fingerprint, np.round(margins, 12).tobytes(), *parts, length=12)

    def predict_proba(self, texts: Sequence[str]) -> np.ndarray:
        """Return the probability of each frame of the codebook, of shape (n_sentences, n_frames)."""
        probabilities = np.zeros((len(texts), len(self.frames)))
        columns = [self.frames.index(frame) for frame in self.classifier.classes_]
        if len(texts):
            probabilities[:, columns] = self.classifier.predict_proba(self.features.transform(texts))
        return probabilities

    def predict(self, texts: Sequence[str]) -> np.ndarray:
        """Return the most probable frame of each sentence."""
        return np.asarray(self.frames)[self.predict_proba(texts).argmax(axis=1)]

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(str(name))}</td><td>{escape(str(value))}</td></tr>" for name, value in self.facts.items()
        )
        return f"<table><caption>Model {self.model_id}: {escape(', '.join(self.frames))}</caption>{rows}</table>"


_PROBES = ["The convoy reached the city on Monday.", "We will never forget.", "The parties agreed to meet."]


def _learned(classifier: FrameClassifier) -> list[np.ndarray]:
    """Return every array that fitting learned, in a fixed order, however deep it lies."""
    found: list[np.ndarray] = []
    seen: set[int] = set()

    def visit(item: Any) -> None:
        if isinstance(item, np.ndarray) and item.dtype != object:
            found.append(np.ascontiguousarray(item))
        elif isinstance(item, (list, tuple)):
            for part in item:
                visit(part)
        elif hasattr(item, "__dict__") and id(item) not in seen:
            seen.add(id(item))
            for name in sorted(vars(item)):
                if name.endswith("_") or name in ("steps", "estimator", "calibrators", "classes"):
                    visit(getattr(item, name))

    visit(classifier)
    return found

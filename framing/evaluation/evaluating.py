"""Evaluate a model on labels, cross-validate the whole training procedure, or read a model's own evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from framing.errors import TrainingError
from framing.evaluation.metrics import Measures, measure
from framing.features import FrameFeatures
from framing.model import TrainedModel, held_out_probabilities, training_data
from framing.model.training import frame_classifier


@dataclass(frozen=True)
class Crossvalidation:
    """Held-out probabilities of every labelled sentence, and the figures from them."""

    probabilities: np.ndarray
    measures: Measures

    def _repr_html_(self) -> str:
        return self.measures._repr_html_()


def evaluate(
    model: TrainedModel, texts: Sequence[str], labels: Sequence[str], *, groups: Sequence[str] | None = None
) -> Measures:
    """Measure a model on labelled sentences that it was not trained on.

    Parameters
    ----------
    model
        What `train` or `load_model` returns.
    texts, labels
        Sentences and their frames, equally many.
    groups
        Sources or documents, for an interval that resamples them whole.

    Raises
    ------
    TrainingError
        If a label is no frame of the model, or there is nothing to measure.

    Examples
    --------
    >>> from framing.scores import load_model
    >>> evaluate(load_model(), ["The train was late.", "Stop the massacre now!"], ["neutral", "activist"]).n
    2
    """
    labels = [str(label).strip() for label in labels]
    unknown = sorted(set(labels) - set(model.frames))
    if unknown or not labels:
        got = f"the label {unknown[0]!r}" if unknown else "no labelled sentence"
        raise TrainingError(f"wanted labels among the model's frames ({', '.join(model.frames)}); got {got}")
    return measure(labels, model.predict_proba(list(texts)), model.frames, groups=groups, split="as given")


def crossvalidate(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    groups: Sequence[str] | None = None,
    features: FrameFeatures | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Crossvalidation:
    """Cross-validate the default training procedure on labelled sentences.

    Folds keep `groups` whole; without groups they are random, which flatters the model. Other features than the
    default may be given, such as with embeddings.

    Raises
    ------
    TrainingError
        If a row lacks text or label, or a frame has too few sentences.

    Examples
    --------
    >>> texts = ["The train was late."] * 40 + ["Our army freed the town!"] * 40
    >>> found = crossvalidate(texts, ["plain"] * 40 + ["loud"] * 40, groups=["A", "B"] * 40)
    >>> found.probabilities.shape, found.measures.split
    ((80, 2), 'each of 2 groups left out in turn')
    """
    data = training_data(texts, labels, sources=groups, features=features)
    classifier = frame_classifier(data.features)
    probabilities, split = held_out_probabilities(classifier, data.X, data.frame, data.source, progress=progress)
    frames = [str(frame) for frame in np.unique(data.frame)]
    return Crossvalidation(probabilities, measure(list(data.frame), probabilities, frames, groups=groups, split=split))


def measure_evidence(model: TrainedModel, *, material: str = "") -> Measures:
    """Return the figures of the held-out evidence that a model carries.

    `material` keeps the sentences of real or of constructed sources alone.

    Raises
    ------
    TrainingError
        If the evidence holds no sentence of that material.

    Examples
    --------
    >>> from framing.scores import load_model
    >>> found = measure_evidence(load_model(), material="real")
    >>> 0 < found.macro_f1_low < found.macro_f1 < found.macro_f1_high < 1
    True
    """
    evidence = model.evidence
    if material:
        evidence = evidence[evidence["material"] == material]
    if not len(evidence):
        raise TrainingError(f"the model's evidence holds no sentence of {material!r} sources")
    frames = [frame for frame in model.frames if f"p_{frame}" in evidence]
    grouped = evidence["source"].nunique() > 1
    return measure(
        list(evidence["frame"]),
        evidence[[f"p_{frame}" for frame in frames]].to_numpy(),
        frames,
        groups=list(evidence["source"]) if grouped else None,
        split=str(model.facts.get("split", "")),
    )

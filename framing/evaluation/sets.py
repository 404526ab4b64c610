"""Sets of frames that hold the true one with a stated probability: sentences with more than one are ambiguous."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.errors import TrainingError
from framing.model import TrainedModel


@dataclass(frozen=True)
class SetMeasures:
    """What prediction sets give on sources that were left out, thresholds taken from the others.

    Attributes
    ----------
    level : the wanted coverage of each frame
    coverage : by frame, the share of its sentences whose set holds it; None for a frame without any
    single, several, none : shares of sentences with one frame, with several, with none in the set
    single_right : share of the sentences with one frame that are of it; None without any
    """

    level: float
    coverage: dict[str, float | None]
    single: float
    several: float
    none: float
    single_right: float | None


def prediction_sets(model: TrainedModel, probabilities: np.ndarray, *, level: float = 0.9) -> np.ndarray:
    """Return, for each sentence, the frames that cannot be ruled out.

    Class-conditional conformal sets (Vovk 2012), calibrated on the model's held-out evidence: of the
    sentences of each frame, at least `level` have it in their set, as far as the texts are like those of the
    evidence. A sentence with one frame in its set is read surely; one with several is ambiguous; one with none
    is unlike anything coded. They are marked, and never dropped before shares are estimated.

    Parameters
    ----------
    model
        What `train` or `load_model` returns.
    probabilities
        Of shape (n_sentences, n_frames), frames in the order of `model.frames`.
    level
        The wanted coverage, above 0 and below 1.

    Returns
    -------
    bool array of shape (n_sentences, n_frames)

    Raises
    ------
    TrainingError
        If the level is no probability.

    Examples
    --------
    >>> from framing.scores import load_model
    >>> model = load_model()
    >>> probabilities = model.predict_proba(["Our heroic army crushed the terrorist gangs."])
    >>> [frame for frame, held in zip(model.frames, prediction_sets(model, probabilities)[0]) if held]
    ['state']
    """
    if not 0 < level < 1:
        raise TrainingError(f"wanted a level above 0 and below 1, such as 0.9; got {level}")
    known, truth = _evidence(model)
    return probabilities >= _thresholds(known, truth, level)


def measure_sets(model: TrainedModel, *, level: float = 0.9) -> SetMeasures:
    """Measure prediction sets on the model's evidence, each source judged by thresholds of the others.

    Examples
    --------
    >>> from framing.scores import load_model
    >>> found = measure_sets(load_model(), level=0.9)
    >>> round(found.single + found.several + found.none, 9)
    1.0
    """
    known, truth = _evidence(model)
    source = model.evidence["source"].to_numpy()
    held = np.zeros(known.shape, dtype=bool)
    for name in np.unique(source):
        own = source == name
        held[own] = known[own] >= _thresholds(known[~own], truth[~own], level)
    size = held.sum(axis=1)
    single = size == 1
    return SetMeasures(
        level=level,
        coverage={
            frame: float(held[truth == column, column].mean()) if (truth == column).any() else None
            for column, frame in enumerate(model.frames)
        },
        single=float(single.mean()),
        several=float((size > 1).mean()),
        none=float((size == 0).mean()),
        single_right=float(held[single, truth[single]].mean()) if single.any() else None,
    )


def _evidence(model: TrainedModel) -> tuple[np.ndarray, np.ndarray]:
    """Return the held-out probabilities and the true frame of each sentence of the evidence."""
    known = np.zeros((len(model.evidence), len(model.frames)))
    for column, frame in enumerate(model.frames):
        if f"p_{frame}" in model.evidence:
            known[:, column] = model.evidence[f"p_{frame}"]
    return known, np.array([model.frames.index(frame) for frame in model.evidence["frame"]])


def _thresholds(known: np.ndarray, truth: np.ndarray, level: float) -> np.ndarray:
    """Return the least probability with which each frame is in a set; 0 where too few sentences are known."""
    least = np.zeros(known.shape[1])
    for column in range(known.shape[1]):
        own = np.sort(known[truth == column, column])
        rank = int(np.floor((len(own) + 1) * (1 - level)))
        least[column] = own[rank - 1] if rank >= 1 else 0.0
    return least

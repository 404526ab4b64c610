"""The evidence of a model becomes the errors that tier B extrapolates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from framing.prevalence.adjusted import (
    FEWEST_GOLD_SOURCES,
    FEWEST_OF_A_SOURCE,
    ReadingErrors,
    adjusted_intervals,
    learn_errors,
)
from framing.prevalence.clustering import design_effect, intraclass_correlation, mean_size
from framing.prevalence.intervals import Interval

if TYPE_CHECKING:
    import pandas as pd

#: From this many sentences on, a source's own design effect is used; below, that of the gold.
SENTENCES_FOR_OWN_EFFECT = 100


class Evidence(Protocol):
    """What estimation needs of a model: its frames, its held-out evidence, and what is known of its gold."""

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames, in their order."""
        ...

    @property
    def evidence(self) -> pd.DataFrame:
        """One row a gold sentence: unit_id, source, material, frame and held-out probabilities."""
        ...

    @property
    def facts(self) -> dict[str, Any]:
        """Among them `reliability`: how far the coders of the gold agreed."""
        ...


@dataclass(frozen=True)
class RecordedEvidence:
    """The evidence of a model that is not at hand, as a replication bundle keeps it."""

    frames: tuple[str, ...]
    evidence: pd.DataFrame
    facts: dict[str, Any]


@dataclass(frozen=True)
class Target:
    """A source, or a voice in it, to extrapolate to: its readings, documents and sentences."""

    readings: np.ndarray
    documents: np.ndarray
    unit_ids: frozenset[str]

    @property
    def indicators(self) -> np.ndarray:
        """The frame that each sentence is read as, as one column a frame."""
        return np.eye(self.readings.shape[1])[self.readings.argmax(axis=1)]

    def effect(self, correlation: float) -> float:
        """Return the design effect: its own from 100 sentences and two documents on, else the gold's for its sizes."""
        if len(self.documents) >= SENTENCES_FOR_OWN_EFFECT and len(np.unique(self.documents)) > 1:
            return design_effect(self.indicators, self.documents)
        return 1 + (mean_size(self.documents) - 1) * correlation


def measure_errors(model: Evidence, *, material: str = "") -> ReadingErrors | None:
    """Measure how a model misreads gold sources that it had not seen; None where its evidence does not say.

    Parameters
    ----------
    model
        A trained model, with the held-out probabilities of its gold.
    material
        Keep `real` or `constructed` sources alone.

    Returns
    -------
    ReadingErrors or None
        None if fewer than ten gold sources have ten sentences each.

    Examples
    --------
    >>> from framing.scores import load_model
    >>> errors = measure_errors(load_model(), material="real")
    >>> len(errors.sources) >= 20, errors.counts.shape[1:]
    (True, (4, 4))
    """
    evidence = model.evidence
    if material:
        evidence = evidence[evidence["material"] == material]
    sizes = evidence.loc[evidence["source"] != "", "source"].value_counts()
    sources = sorted(sizes.index[sizes >= FEWEST_OF_A_SOURCE])
    if len(sources) < FEWEST_GOLD_SOURCES:
        return None
    evidence = evidence[evidence["source"].isin(sources)]
    true, read = indicators(evidence, model.frames)
    of_source = evidence["source"].to_numpy(dtype=str)
    counts = np.stack([true[of_source == source].T @ read[of_source == source] for source in sources])
    documents = evidence["unit_id"].str.partition(":")[0].to_numpy(dtype=str)
    correlation = intraclass_correlation(true, documents, of_source)
    return learn_errors(tuple(sources), counts, correlation=correlation)


def extrapolate(
    targets: Sequence[Target], model: Evidence, errors: ReadingErrors, *, here: Sequence[bool], level: float
) -> list[tuple[list[Interval], ReadingErrors] | None]:
    """Return the ranges of each target with the errors they rest on; None where too few gold sources are left.

    A gold source with a sentence in the target is left out of the errors: none may vouch for itself.
    """
    source_of = dict(zip(model.evidence["unit_id"], model.evidence["source"], strict=True))
    own = [frozenset(source_of[unit] for unit in target.unit_ids & source_of.keys()) for target in targets]
    found: list[tuple[list[Interval], ReadingErrors] | None] = [None] * len(targets)
    for excluded, at_hand in dict.fromkeys(zip(own, here, strict=True)):
        others = errors.without(excluded)
        if len(others.sources) < FEWEST_GOLD_SOURCES:
            continue
        places = [place for place, key in enumerate(zip(own, here, strict=True)) if key == (excluded, at_hand)]
        read = np.stack([targets[place].indicators.sum(axis=0) for place in places])
        effects = np.array([1.0 if at_hand else targets[place].effect(errors.correlation) for place in places])
        ranges = adjusted_intervals(read, others, effects=effects, here=at_hand, level=level)
        for place, of_target in zip(places, ranges, strict=True):
            found[place] = (of_target, others)
    return found


def indicators(evidence: pd.DataFrame, frames: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return one column a frame for the frame coded, and for the frame read."""
    columns = [f"p_{frame}" for frame in frames]
    probabilities = evidence.reindex(columns=columns, fill_value=0.0).to_numpy(dtype=float)
    places = {frame: place for place, frame in enumerate(frames)}
    coded = evidence["frame"].map(places).to_numpy(dtype=int)
    identity = np.eye(len(frames))
    return identity[coded], identity[probabilities.argmax(axis=1)]

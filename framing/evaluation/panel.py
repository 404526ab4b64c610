"""The validation panel: how the training procedure fares on every split and probe that a reviewer asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, clone
from sklearn.metrics import balanced_accuracy_score, f1_score
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from framing.features import CHOOSABLE, COUNTED, FrameFeatures, TermWeighting
from framing.model import TrainingData
from framing.model.training import frame_classifier

_FOLDS = 5
#: Shares of the training part in the learning curves.
_SHARES = (0.25, 0.5)
#: The probe tells apart so many sources at most, each with so many sentences at least.
_PROBED, _FEWEST_PROBED = 12, 25
_SEED = 0

Contrast = tuple[Sequence[str], Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class PanelRow:
    """One figure of the panel: its name, the sentences (or sets) it is from, and what it is in words."""

    name: str
    n: int
    figure: float
    what: str


@dataclass(frozen=True)
class Panel:
    """All figures of the validation panel."""

    rows: tuple[PanelRow, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the rows as plain values, ready for JSON and for a model card."""
        return {"rows": [asdict(row) for row in self.rows]}

    def __str__(self) -> str:
        width = max(len(row.name) for row in self.rows)
        return "\n".join(f"{row.name:{width}}  {row.n:>6,}  {row.figure:.3f}  {row.what}" for row in self.rows)


def validate_training(
    data: TrainingData,
    *,
    contrast: Contrast | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Panel:
    """Run the validation panel on labelled sentences.

    Sources left out, events left out and documents kept whole, as far as they are known; contrast sets; learning
    curves by sources and by sentences; how well the outlet itself can be told from the features, and how well
    where names are in sight.

    Parameters
    ----------
    data
        What `training_data` or `gather` returns.
    contrast
        Sentences never trained on, the set of each, and their frames: a set tells one event once in each frame.
    progress
        Called with the number of steps done and to do.

    Raises
    ------
    TrainingError
        If a frame has too few sentences.
    """
    separator = frame_classifier(data.features).fit(data.X, data.frame, data.group).separator()
    steps = [*_splits(data, separator), *_curves(data, separator), *_probes(data)]
    if contrast:
        steps.append(lambda: _contrasts(data, separator, contrast))
    rows: list[PanelRow] = []
    for number, step in enumerate(steps):
        if progress:
            progress(number, len(steps))
        rows += step()
    if progress:
        progress(len(steps), len(steps))
    return Panel(tuple(rows))


Step = Callable[[], list[PanelRow]]


def _splits(data: TrainingData, separator: BaseEstimator) -> Iterator[Step]:
    kept = {"sources left out": data.group, "events left out": data.event, "documents kept whole": data.document}
    for name, groups in kept.items():
        if groups is not None and len(np.unique(groups)) > 1:
            yield lambda name=name, groups=groups: _split(name, data, separator, groups)


def _split(name: str, data: TrainingData, separator: BaseEstimator, groups: np.ndarray) -> list[PanelRow]:
    read_as = _read(data, separator, groups)
    what = f"macro-F1, {len(np.unique(groups))} groups never on both sides"
    rows = [PanelRow(name, len(read_as), _macro_f1(data.frame, read_as), what)]
    for kind in [] if data.material is None else np.unique(data.material):
        own = data.material == kind
        rows.append(PanelRow(f"{name}, {kind}", int(own.sum()), _macro_f1(data.frame[own], read_as[own]), what))
    return rows


def _curves(data: TrainingData, separator: BaseEstimator) -> Iterator[Step]:
    if data.group is None:
        return
    for unit in ("sources", "sentences"):
        for share in _SHARES:
            yield lambda unit=unit, share=share, group=data.group: _curve(data, separator, group, (unit, share))


def _curve(
    data: TrainingData, separator: BaseEstimator, group: np.ndarray, trained_on: tuple[str, float]
) -> list[PanelRow]:
    unit, share = trained_on
    read_as = _read(data, separator, group, unit=unit, share=share)
    what = f"macro-F1 on sources left out, trained on {share:.0%} of the other {unit}"
    return [PanelRow(f"{share:.0%} of {unit}", len(read_as), _macro_f1(data.frame, read_as), what)]


def _read(
    data: TrainingData, separator: BaseEstimator, groups: np.ndarray, *, unit: str = "", share: float = 1.0
) -> np.ndarray:
    """Return how each sentence is read without its group, by a model of a share of the training part."""
    read_as = np.empty_like(data.frame)
    folds = StratifiedGroupKFold(min(_FOLDS, len(np.unique(groups))), shuffle=True, random_state=_SEED)
    for training, test in folds.split(data.X, data.frame, groups):
        some = _part(data, training, unit, share)
        read_as[test] = clone(separator).fit(data.X[some], data.frame[some]).predict(data.X[test])
    return read_as


def _part(data: TrainingData, training: np.ndarray, unit: str, share: float) -> np.ndarray:
    """Return a share of the training sentences: of whole sources, or of sentences."""
    if share == 1.0 or data.group is None:
        return training
    generator = np.random.default_rng(_SEED)
    if unit == "sentences":
        return training[generator.permutation(len(training))[: max(10, round(share * len(training)))]]
    names = np.unique(data.group[training])
    chosen = generator.choice(names, max(2, round(share * len(names))), replace=False)
    return training[np.isin(data.group[training], chosen)]


def _probes(data: TrainingData) -> Iterator[Step]:
    if data.source is None or data.text is None:
        return
    known = np.flatnonzero(data.text != "")
    source, text = data.source[known], data.text[known]
    document = None if data.document is None else data.document[known]
    names, counts = np.unique(source, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:_PROBED]
    probed = np.isin(source, names[order][counts[order] >= _FEWEST_PROBED])
    if len(np.unique(source[probed])) > 1:
        yield lambda: _probe(text[probed], source[probed], None if document is None else document[probed])


def _probe(text: np.ndarray, source: np.ndarray, document: np.ndarray | None) -> list[PanelRow]:
    """Return how well the outlet can be told from the features, names masked and in sight."""
    features = FrameFeatures(blocks=CHOOSABLE)
    X, n = features.transform(list(text)), len(np.unique(source))
    found = []
    for name, left_out in (("outlet told, names masked", (COUNTED.index("names"),)), ("outlet told, names shown", ())):
        weighting = TermWeighting(widths=features.widths[: len(COUNTED)], left_out=left_out)
        told = _told(weighting, X, source, document)
        what = f"balanced accuracy in telling {n} outlets apart; {1 / n:.3f} by chance"
        found.append(PanelRow(name, len(source), float(balanced_accuracy_score(source, told)), what))
    return found


def _told(weighting: TermWeighting, X: Any, source: np.ndarray, document: np.ndarray | None) -> np.ndarray:
    told = np.empty_like(source)
    folds = KFold(_FOLDS, shuffle=True, random_state=_SEED) if document is None else GroupKFold(_FOLDS)
    for training, test in folds.split(X, source, document):
        probe = make_pipeline(clone(weighting), LinearSVC(C=0.3, tol=1e-2, random_state=_SEED))
        told[test] = probe.fit(X[training], source[training]).predict(X[test])
    return told


def _contrasts(data: TrainingData, separator: BaseEstimator, contrast: Contrast) -> list[PanelRow]:
    """Return how many sentences of contrast sets are read right, and how many sets in all frames."""
    texts, sets, frames = (np.asarray(list(column), dtype=str) for column in contrast)
    read_as = clone(separator).fit(data.X, data.frame).predict(data.features.transform(list(texts)))
    right = read_as == frames
    whole = [right[sets == name].all() for name in np.unique(sets)]
    return [
        PanelRow("contrast sentences", len(right), float(right.mean()), "share read right; none was trained on"),
        PanelRow("contrast sets", len(whole), float(np.mean(whole)), "share of sets told apart in every frame"),
    ]


def _macro_f1(frame: np.ndarray, read_as: np.ndarray) -> float:
    return float(f1_score(frame, read_as, average="macro"))

"""Labelled sentences in, a trained model with its evidence out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

from framing.annotation import StandoffFeatures
from framing.codebook import Codebook
from framing.errors import FramingWarning, TrainingError
from framing.features import CHOOSABLE, COUNTED, FrameFeatures, TermWeighting
from framing.model.classifier import FrameClassifier
from framing.model.doubts import find_doubts
from framing.model.heldout import held_out_probabilities
from framing.model.script import main_script
from framing.model.trained import TrainedModel
from framing.provenance import describe_run

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]

#: Fewer sentences than this of a frame cannot be learned from, or judged.
FEWEST_OF_A_FRAME = 5
#: Inverse strength of the penalty of the default model, chosen by sources left out of the gold (benchmarks/choice.py).
PENALTY = 0.3
#: Among these a model of a user's table chooses on its own inner folds.
PENALTIES = (0.1, 0.3, 1.0)
#: And among these lengths of the block of embeddings, where each other block has 1.
EMBEDDING_WEIGHTS = (1.0, 2.0, 4.0)


@dataclass(frozen=True)
class TrainingData:
    """Labelled sentences as the classifier takes them, one row each.

    `group` is what cross-validation keeps whole; it is the source, or coarser. `material` says of
    each sentence whether its source is real or constructed, where that is known; `document` and `event` are
    coarser and finer ways to cut, where they are known; `text` is empty for a sentence coded by position.
    """

    X: csr_matrix
    frame: np.ndarray
    source: np.ndarray | None
    group: np.ndarray | None
    unit_id: np.ndarray
    script: str
    features: FrameFeatures
    material: np.ndarray | None = None
    document: np.ndarray | None = None
    event: np.ndarray | None = None
    text: np.ndarray | None = None


def training_data(
    texts: Sequence[str],
    frames: Sequence[str],
    *,
    sources: Sequence[str] | None = None,
    unit_ids: Sequence[str] | None = None,
    features: FrameFeatures | None = None,
) -> TrainingData:
    """Extract the features of labelled sentences: by default all blocks, names among them.

    Raises
    ------
    TrainingError
        If a sentence or a label is empty, there is one frame alone, or a frame has too few sentences.
    """
    features = features or FrameFeatures(blocks=CHOOSABLE)
    frame = np.asarray([str(item).strip() for item in frames])
    if len(texts) != len(frame):
        raise TrainingError(f"wanted a label for each of {len(texts)} sentences; got {len(frame)}")
    for number, (text, label) in enumerate(zip(texts, frame, strict=True), 1):
        if not str(text).strip() or not label:
            lacking = "label" if not label else "text"
            raise TrainingError(
                f"row {number} (line {number + 1} with its heading) has no {lacking}; fill it in or take it out"
            )
    _check_frames(frame)
    source = None if sources is None else np.asarray([str(item) for item in sources])
    return TrainingData(
        X=features.transform(texts),
        frame=frame,
        source=source,
        group=source,
        unit_id=np.asarray(list(unit_ids) if unit_ids is not None else [f"row {n}" for n in range(1, len(frame) + 1)]),
        script=main_script(texts),
        features=features,
        text=np.asarray([str(text) for text in texts], dtype=object),
    )


def gather(
    gold: pd.DataFrame, standoff: StandoffFeatures | None = None, features: FrameFeatures | None = None
) -> TrainingData:
    """Join gold sentences that have their text with those of which features alone are kept.

    `gold` is what `read_gold_sentences` returns; `features` are those that `standoff` was extracted with, the
    default ones by default.
    """
    features = features or FrameFeatures()
    gold = gold[gold["split"] == "train"]
    written = gold[gold["material"] != "standoff"]
    coded = gold[gold["material"] == "standoff"]
    rows = [features.transform(list(written["text"]))]
    if len(coded):
        if standoff is None:
            raise TrainingError("the gold holds sentences coded by position; their features are missing")
        if standoff.matrix.shape[1] != sum(features.widths):
            raise TrainingError("standoff/features.npz was extracted by other code; extract the features again")
        rows.append(standoff.rows_of(list(coded["unit_id"])))
    order = [*written.index, *coded.index]
    return TrainingData(
        X=csr_matrix(vstack(rows, format="csr"), dtype=np.float32),
        frame=gold.loc[order, "frame"].to_numpy(dtype=str),
        source=gold.loc[order, "source"].to_numpy(dtype=str),
        group=gold.loc[order, "group"].to_numpy(dtype=str),
        unit_id=gold.loc[order, "unit_id"].to_numpy(dtype=str),
        script=main_script(list(written["text"])),
        features=features,
        material=np.where(gold.loc[order, "material"] == "dispatch", "constructed", "real"),
        document=gold.loc[order, "unit_id"].str.partition(":")[0].to_numpy(dtype=str),
        event=gold.loc[order, "setting"]
        .where(gold.loc[order, "setting"] != "", gold.loc[order, "group"])
        .to_numpy(dtype=str),
        text=gold.loc[order, "text"].to_numpy(dtype=object),
    )


def frame_classifier(features: FrameFeatures) -> FrameClassifier:
    """Return the unfitted default classifier for these features: weighting, then a linear separator.

    Where the features hold names, the choice between seeing and masking them, of the penalty, and of how much
    embeddings weigh, is left to the classifier, which makes it inside each training part on groups that are
    kept whole.
    """
    if "names" not in features.blocks:
        return FrameClassifier(_separator(features, PENALTY))
    hidden = ((), (COUNTED.index("names"),))
    weights = EMBEDDING_WEIGHTS if features.embeddings is not None else (1.0,)
    candidates = [_separator(features, C, left_out, w) for left_out in hidden for C in PENALTIES for w in weights]
    return FrameClassifier(candidates=candidates)


def _separator(features: FrameFeatures, C: float, left_out: tuple[int, ...] = (), embedded: float = 1.0) -> Pipeline:
    scales = {COUNTED.index("embedding"): embedded} if embedded != 1 else None
    weighting = TermWeighting(widths=features.widths[: len(COUNTED)], left_out=left_out, scales=scales)
    return Pipeline([("weighting", weighting), ("separator", LinearSVC(C=C, tol=1e-3, random_state=0))])


def fit_model(
    data: TrainingData,
    codebook: Codebook | None = None,
    *,
    facts: dict[str, Any] | None = None,
    progress: Progress | None = None,
) -> TrainedModel:
    """Fit the default classifier on all data, with held-out evidence by source.

    Raises
    ------
    TrainingError
        If a label is no frame of the codebook, or the data do not suffice.
    """
    codebook = codebook or Codebook.of_labels(sorted(set(data.frame)))
    unknown = sorted(set(data.frame) - set(codebook.frame_names))
    if unknown:
        frames = ", ".join(codebook.frame_names)
        raise TrainingError(f"the label {str(unknown[0])!r} is no frame of the codebook ({frames})")
    classifier = frame_classifier(data.features)
    held_out, split = held_out_probabilities(classifier, data.X, data.frame, data.group, progress=progress)
    return TrainedModel(
        features=data.features,
        classifier=classifier.fit(data.X, data.frame, data.group),
        codebook=codebook,
        evidence=_evidence(data, held_out),
        facts=_facts(data, split) | (facts or {}),
    )


def train(
    units: pd.DataFrame,
    gold: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    progress: Progress | None = None,
) -> TrainedModel:
    """Train a model on coded units.

    Parameters
    ----------
    units
        A units table (`split_units`), or any table with unit_id and text, and source where known.
    gold
        A table with unit_id and frame; units without a code are left aside.
    codebook
        The frames and their order; the labels found, sorted, by default.

    Returns
    -------
    TrainedModel
        With evidence from folds that keep sources whole.

    Raises
    ------
    TrainingError
        If no unit is coded, or the codes do not suffice.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["The train was late."] * 40 + ["Our army freed the town!"] * 40
    >>> units = pd.DataFrame({"unit_id": range(80), "text": texts, "source": ["A", "B"] * 40})
    >>> gold = pd.DataFrame({"unit_id": range(80), "frame": ["plain"] * 40 + ["loud"] * 40})
    >>> train(units, gold).predict(["The train was very late."]).tolist()
    ['plain']
    """
    coded = units.merge(gold[["unit_id", "frame"]], on="unit_id", suffixes=("_unit", ""), validate="one_to_one")
    if not len(coded):
        raise TrainingError("no unit_id of the gold is in the units; are they of the same documents?")
    sources = list(coded["source"]) if "source" in coded and coded["source"].nunique() > 1 else None
    data = training_data(list(coded["text"]), list(coded["frame"]), sources=sources, unit_ids=list(coded["unit_id"]))
    return fit_model(data, codebook, progress=progress)


def _check_frames(frame: np.ndarray) -> None:
    names, counts = np.unique(frame, return_counts=True)
    if len(names) < 2:
        raise TrainingError(f"wanted labels of two or more frames; got {', '.join(names) or 'none'} alone")
    if len(names) > max(10, len(frame) // 3):
        raise TrainingError(f"got {len(names)} different labels in {len(frame)} rows; is this the column of labels?")
    few = [f"{name} ({n})" for name, n in zip(names, counts, strict=True) if n < FEWEST_OF_A_FRAME]
    if few:
        raise TrainingError(
            f"wanted {FEWEST_OF_A_FRAME} or more sentences of every frame; too few of {', '.join(few[:5])}: "
            "code more, or merge frames"
        )
    if counts.min() < 30:
        thin = names[counts.argmin()]
        message = f"only {counts.min()} sentences of {thin}: what is said of this frame will be uncertain"
        warnings.warn(message, FramingWarning, stacklevel=3)


def _evidence(data: TrainingData, held_out: np.ndarray) -> pd.DataFrame:
    import pandas as pd

    source = data.source if data.source is not None else np.full(len(data.frame), "")
    material = data.material if data.material is not None else np.full(len(data.frame), "")
    evidence = pd.DataFrame({"unit_id": data.unit_id, "source": source, "material": material, "frame": data.frame})
    for column, frame in enumerate(np.unique(data.frame)):
        evidence[f"p_{frame}"] = held_out[:, column]
    return evidence


def _facts(data: TrainingData, split: str) -> dict[str, Any]:
    run = describe_run()
    return {
        "sentences": len(data.frame),
        "sources": 0 if data.source is None else len(np.unique(data.source)),
        "split": split,
        "script": data.script,
        "doubts": find_doubts(data.frame, data.source),
        "framing": run.framing,
        "scikit_learn": run.scikit_learn,
    }

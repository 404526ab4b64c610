"""What the benchmarks share: the folder of public labelled sets, the gold, and figures on sources left out."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator, clone
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from framing.annotation import annotations_folder, read_gold_sentences, read_standoff_features
from framing.documents import read_documents
from framing.features import FrameFeatures
from framing.model import TrainingData, gather
from framing.model.standoff import extract_standoff

SHARED = Path(__file__).resolve().parents[2] / "shared"
BENCH = SHARED / "bench"


def bench(name: str) -> Path:
    """Return the path of a labelled set, or end with a word on what is missing."""
    path = BENCH / name
    if not path.exists():
        sys.exit(f"{path} is not there; this benchmark measures on it")
    return path


def gold_data(features: FrameFeatures | None = None) -> TrainingData:
    """Return the bundled gold; with other features than the default, sentences coded by position are extracted anew."""
    folder = annotations_folder()
    gold = read_gold_sentences(folder)
    if features is None:
        return gather(gold, read_standoff_features(folder / "standoff" / "features.npz"))
    documents = [document for name in ("corpus", "documents") for document in read_documents(bench(f"../{name}"))]
    return gather(gold, extract_standoff(folder, documents, features), features)


def out_of_fold(separator: BaseEstimator, X, data: TrainingData) -> np.ndarray:
    """Return the frame that each sentence is read as by a separator that did not see its source."""
    read_as = np.empty_like(data.frame)
    for training, test in StratifiedGroupKFold(10, shuffle=True, random_state=0).split(X, data.frame, data.group):
        read_as[test] = clone(separator).fit(X[training], data.frame[training]).predict(X[test])
    return read_as


def told(label: str, data: TrainingData, read_as: np.ndarray) -> None:
    """Print macro-F1 on real and on constructed sources, and by frame on real ones."""
    frames, real = np.unique(data.frame), data.material == "real"
    by_frame = f1_score(data.frame[real], read_as[real], labels=frames, average=None)
    constructed = f1_score(data.frame[~real], read_as[~real], labels=frames, average="macro")
    shown = " ".join(f"{frame} {value:.3f}" for frame, value in zip(frames, by_frame, strict=True))
    print(f"{label:48} real {by_frame.mean():.3f} ({shown})  constructed {constructed:.3f}", flush=True)

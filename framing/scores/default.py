"""The default model: trained from the bundled gold on first use, kept in the user's cache."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from framing.annotation import (
    StandoffFeatures,
    annotations_folder,
    load_codebook,
    measure_agreement,
    read_codings,
    read_contrast_sets,
    read_gold_sentences,
    read_standoff_features,
)
from framing.errors import FramingWarning, ModelFileError, OutputError
from framing.evaluation import with_card
from framing.model import TrainedModel, TrainingData, fit_model, gather
from framing.persistence import read_model, write_model
from framing.provenance import code_fingerprint, digest
from framing.tables import read_table

if TYPE_CHECKING:
    import pandas as pd

#: Layers whose code decides what the default model learns.
_LAYERS = ("documents", "features", "annotation", "model", "evaluation", "persistence", "scores", "codebook")


def load_model(path: str | Path | None = None, *, progress: Callable[[int, int], None] | None = None) -> TrainedModel:
    """Return the model in a file, or the default model.

    The default model is trained from the bundled annotations when it is first asked for, and kept in
    the user's cache folder under a fingerprint of gold, code and scikit-learn's version.

    Raises
    ------
    ModelFileError
        If `path` is missing, damaged or not a model file.

    Examples
    --------
    >>> load_model().frames
    ('state', 'activist', 'diplomatic', 'neutral')
    """
    if path is not None:
        return read_model(path)
    cached = cache_folder() / f"default-{default_fingerprint()}.skops"
    if cached.is_file():
        try:
            return read_model(cached)
        except ModelFileError:  # a damaged copy is no loss: train it again
            cached.unlink(missing_ok=True)
    model = train_default(progress=progress)
    try:
        write_model(model, cached)
    except OutputError as error:
        warnings.warn(f"{error}; the default model is trained anew each time", FramingWarning, stacklevel=2)
    return model


def train_default(
    folder: str | Path | None = None, *, progress: Callable[[int, int], None] | None = None
) -> TrainedModel:
    """Train a model from an annotations folder, the bundled one by default."""
    folder = Path(folder) if folder is not None else annotations_folder()
    gold = read_gold_sentences(folder)
    data = gather(gold, _standoff(folder))
    facts = {
        "annotations": gold_fingerprint(folder),
        "reliability": _reliability(folder),
        **gold.loc[gold["split"] == "train", "material"].value_counts().to_dict(),
    }
    return with_card(fit_model(data, load_codebook(folder / "codebook.toml"), facts=facts, progress=progress), data)


def default_training(
    folder: str | Path | None = None,
) -> tuple[TrainingData, tuple[list[str], list[str], list[str]]]:
    """Return what the default model learns from, and the contrast sets: sentences, the set of each, their frames."""
    folder = Path(folder) if folder is not None else annotations_folder()
    sets = read_contrast_sets(folder)
    contrast = (sets["text"].tolist(), sets["set_id"].tolist(), sets["frame"].tolist())
    return gather(read_gold_sentences(folder), _standoff(folder)), contrast


def cache_folder() -> Path:
    """Return the folder in which models are kept between runs; FRAMING_CACHE names another."""
    import os

    import platformdirs

    return Path(os.environ.get("FRAMING_CACHE") or platformdirs.user_cache_dir("framing-analyzer", appauthor=False))


def default_fingerprint() -> str:
    """Return a digest of all that the default model depends on."""
    import sklearn

    return digest(gold_fingerprint(annotations_folder()), code_fingerprint(*_LAYERS), sklearn.__version__)


def gold_fingerprint(folder: Path) -> str:
    """Return a digest of the annotations that a model learns from."""
    names = ["codebook.toml", "gold.jsonl", "quotations.jsonl", "standoff/features.npz", "corpus/sources.csv"]
    files = [folder / name for name in names] + sorted((folder / "corpus").glob("*/*.txt"))
    return digest(*(file.read_bytes() for file in files if file.is_file()))


def _reliability(folder: Path) -> str:
    """Say in a sentence how far the coders of the gold agreed."""
    codings = read_codings(folder)
    by_position = codings["unit_id"].isin(read_table(folder / "standoff" / "units.jsonl")["unit_id"])
    real, written = _alpha(codings[by_position]), _alpha(codings[~by_position])
    return (
        "Every sentence was coded twice, independently, by language-model coders and by no human; before adjudication, "
        f"Krippendorff’s α is {real} on sentences of real documents, and {written} on those written for the "
        "package, whose first coding is their writer’s"
    )


def _alpha(codings: pd.DataFrame) -> str:
    found = measure_agreement(codings, resamples=200)
    value, low, high = found.coefficients["alpha"]
    return f"{value:.2f} (95 % interval {low:.2f}–{high:.2f}, n = {found.n_units:,})"


def _standoff(folder: Path) -> StandoffFeatures | None:
    path = folder / "standoff" / "features.npz"
    return read_standoff_features(path) if path.is_file() else None

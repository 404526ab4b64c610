"""A model file is a skops archive; only the types named here are ever built from one."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.codebook import Codebook, codebook_from_dict
from framing.errors import FramingWarning, ModelFileError
from framing.features import FrameFeatures, feature_fingerprint
from framing.model import Card, FrameClassifier, TrainedModel
from framing.persistence.settling import settled
from framing.tables import write_whole

#: Raised with every change of the file's form.
FORM = 2
_EVIDENCE = ("unit_id", "source", "material", "frame")

#: A file whose parts are larger than this, unpacked, is none of ours.
MOST_BYTES = 2 * 10**9

#: Types of ours and of scikit-learn that skops does not trust by itself and a model file needs.
ALLOWED = frozenset(
    {
        "framing.features.embedding.SentenceEmbeddings",
        "framing.features.extraction.FrameFeatures",
        "framing.features.weighting.TermWeighting",
        "framing.model.classifier.FrameClassifier",
        "sklearn.calibration._CalibratedClassifier",
        "sklearn.calibration._TemperatureScaling",
    }
)


def write_model(model: TrainedModel, path: str | Path) -> Path:
    """Write a model to a .skops file, whole or not at all, and return the path.

    Raises
    ------
    ModelFileError
        If the path has another ending.
    OutputError
        If the file cannot be written.
    """
    import skops.io

    path = check_ending(path)
    content = {
        "form": FORM,
        "features": model.features,
        "classifier": model.classifier,
        "probabilities": model.evidence.filter(like="p_").to_numpy(dtype=np.float64),
        "described": json.dumps(
            {
                "codebook": asdict(model.codebook),
                "facts": model.facts,
                "evidence": model.evidence[list(_EVIDENCE)].to_dict("list"),
                "columns": [name for name in model.evidence.columns if name.startswith("p_")],
                "model_id": model.model_id,
                "features": feature_fingerprint(),
                "card": asdict(model.card) if model.card else None,
            }
        ),
    }
    return write_whole(path, settled(_with_card(skops.io.dumps(content), model.card)))


def _with_card(raw: bytes, card: Card | None) -> bytes:
    """Return the archive with the card in it as files of its own, to be read with any unzipping program."""
    if card is None:
        return raw
    archive = io.BytesIO(raw)
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as files:
        files.writestr("card.html", card.html)
        files.writestr("card.json", json.dumps(card.content, ensure_ascii=False, indent=1))
    return archive.getvalue()


def check_ending(path: str | Path) -> Path:
    """Return the path if it ends in .skops, as a model file does.

    Raises
    ------
    ModelFileError
        If it has another ending.
    """
    path = Path(path)
    if path.suffix.lower() != ".skops":
        raise ModelFileError(f"{path}: a model is written to a file ending in .skops; got {path.suffix or 'no ending'}")
    return path


def read_model(path: str | Path) -> TrainedModel:
    """Read a model file. Nothing in it is executed: a type outside the allow-list is refused.

    Raises
    ------
    ModelFileError
        If the file is missing, damaged, no model of this package, or holds foreign types.

    Examples
    --------
    >>> import tempfile
    >>> from framing.scores import load_model
    >>> model = load_model()
    >>> path = write_model(model, Path(tempfile.mkdtemp()) / "mine.skops")
    >>> read_model(path).model_id == model.model_id
    True
    """
    path = Path(path)
    if not path.is_file():
        raise ModelFileError(f"{path}: no such model file; write one with: framing train --out {path.stem}.skops")
    raw = path.read_bytes()
    _refuse_foreign_types(raw, path)
    return _model(_loaded(raw, path), path)


def _refuse_foreign_types(raw: bytes, path: Path) -> None:
    import skops.io

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as files:
            size = sum(item.file_size for item in files.infolist())
        if size > MOST_BYTES:
            raise ModelFileError(f"{path}: refused, for it would swell to {size:,} bytes; no framing model does")
        foreign = sorted(set(skops.io.get_untrusted_types(data=raw)) - ALLOWED)
    except ModelFileError:
        raise
    except Exception as error:  # skops raises whatever the broken archive or schema provokes
        raise ModelFileError(f"{path}: not a model file, or a damaged one; train it again or fetch it anew") from error
    if foreign:
        raise ModelFileError(
            f"{path}: refused, for it asks to build {', '.join(foreign[:3])}, which no framing model needs; "
            "nothing was executed"
        )


def _loaded(raw: bytes, path: Path) -> dict[str, Any]:
    import skops.io

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            content = skops.io.loads(raw, trusted=sorted(ALLOWED))
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        ImportError,
        OSError,
        EOFError,
    ) as error:
        raise ModelFileError(f"{path}: not a model file, or a damaged one; train it again or fetch it anew") from error
    if not isinstance(content, dict) or "form" not in content:
        raise ModelFileError(f"{path}: a skops file, but not one that `framing train` wrote")
    if content["form"] != FORM:
        raise ModelFileError(
            f"{path}: a model file of form {content['form']}; this version reads form {FORM}: train again"
        )
    return content


def _model(content: dict[str, Any], path: Path) -> TrainedModel:
    try:
        described = json.loads(content["described"])
        features, classifier = content["features"], content["classifier"]
        if not isinstance(features, FrameFeatures) or not isinstance(classifier, FrameClassifier):
            raise TypeError("wrong kinds of parts")
        evidence = pd.DataFrame(described["evidence"])
        evidence[described["columns"]] = content["probabilities"]
        model = TrainedModel(features, classifier, _codebook(described), evidence, described["facts"], _card(described))
    except (KeyError, TypeError, ValueError) as error:
        raise ModelFileError(f"{path}: parts of the model are missing ({error}); train it again") from error
    if described.get("features") != feature_fingerprint():
        raise ModelFileError(
            f"{path}: its features are of another version of this package ({model.facts.get('framing')}); "
            "train it again with this version, or install the one it was made with"
        )
    try:
        _compare_versions(model, described["model_id"], path)
    except (AttributeError, ValueError, TypeError, IndexError) as error:
        raise ModelFileError(
            f"{path}: its parts do not work together under this version ({error}); train it again, or fetch it anew"
        ) from error
    return model


def _card(described: dict[str, Any]) -> Card | None:
    return Card(**described["card"]) if described["card"] else None


def _codebook(described: dict[str, Any]) -> Codebook:
    return codebook_from_dict(described["codebook"])


def _compare_versions(model: TrainedModel, stated: str, path: Path) -> None:
    import sklearn

    trained_with = model.facts.get("scikit_learn")
    if trained_with != sklearn.__version__:
        message = (
            f"{path} was trained with scikit-learn {trained_with}, and this is {sklearn.__version__}: "
            "scores may differ slightly; train again for exact agreement"
        )
        warnings.warn(message, FramingWarning, stacklevel=4)
    elif model.model_id != stated:
        raise ModelFileError(f"{path}: its content does not match its digest {stated}; fetch it anew")

from __future__ import annotations

import io
import json
import warnings
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import skops.io

from framing.errors import FramingWarning, ModelFileError, OutputError
from framing.persistence import read_model, write_model


def test_a_model_read_again_gives_the_same_probabilities(small_model, small_model_file):
    again = read_model(small_model_file)
    texts = ["Our army crushed the terrorists.", "سقطت", "", "The train was late."]
    assert np.array_equal(again.predict_proba(texts), small_model.predict_proba(texts))
    assert again.model_id == small_model.model_id
    assert again.codebook == small_model.codebook
    pd.testing.assert_frame_equal(again.evidence, small_model.evidence, check_dtype=False)


def test_a_cut_off_file_is_refused_in_words(small_model_file, tmp_path):
    raw = small_model_file.read_bytes()
    for part in (0, 10, len(raw) // 2, len(raw) - 20):
        (tmp_path / "cut.skops").write_bytes(raw[:part])
        with pytest.raises(ModelFileError, match="damaged"):
            read_model(tmp_path / "cut.skops")


def test_no_such_file_and_foreign_files_are_refused_in_words(tmp_path):
    with pytest.raises(ModelFileError, match="no such model file"):
        read_model(tmp_path / "none.skops")
    (tmp_path / "foreign.skops").write_bytes(skops.io.dumps({"a": np.eye(2)}))
    with pytest.raises(ModelFileError, match="not one that `framing train` wrote"):
        read_model(tmp_path / "foreign.skops")


class _Payload:
    """Writes a file when it is unpickled or rebuilt."""

    def __reduce__(self):
        return (print, ("executed",))


def test_a_hostile_object_is_refused_and_not_executed(tmp_path, capsys, small_model):
    path = tmp_path / "hostile.skops"
    path.write_bytes(skops.io.dumps({"form": 1, "features": _Payload()}))
    with pytest.raises(ModelFileError, match=r"refused, for it asks to build .*_Payload"):
        read_model(path)
    assert "executed" not in capsys.readouterr().out


@pytest.mark.parametrize("target", ["os.system", "builtins.eval", "subprocess.Popen"])
def test_a_schema_that_names_a_function_to_call_is_refused(small_model_file, tmp_path, target):
    """The archive's schema is rewritten to call a function with an argument of its own."""
    module, name = target.rsplit(".", 1)
    marker = tmp_path / "executed"
    node = {"__class__": name, "__module__": module, "__loader__": "FunctionNode", "__id__": 1, "content": name}
    raw = io.BytesIO()
    with zipfile.ZipFile(small_model_file) as old, zipfile.ZipFile(raw, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == "schema.json":
                schema = json.loads(content)
                schema["content"]["features"] = node
                content = json.dumps(schema).replace("touch", f"touch {marker}").encode()
            new.writestr(item, content)
    (tmp_path / "hostile.skops").write_bytes(raw.getvalue())
    with pytest.raises(ModelFileError, match="refused|damaged|missing"):
        read_model(tmp_path / "hostile.skops")
    assert not marker.exists()


@pytest.mark.parametrize(
    "node",
    [
        {"__class__": "str", "__module__": "builtins", "__loader__": "ReduceNode", "reduce": {"func": "os.system"}},
        {"__class__": "attrgetter", "__module__": "operator", "__loader__": "OperatorFuncNode", "attrs": ["system"]},
        {"__class__": "system", "__module__": "os", "__loader__": "TypeNode"},
        {"__class__": "partial", "__module__": "functools", "__loader__": "PartialNode", "content": {}},
        {"__class__": "no", "__module__": "framing.features.extraction", "__loader__": "NoSuchNode"},
    ],
)
def test_nodes_that_would_call_or_import_something_else_are_refused(small_model_file, tmp_path, node, monkeypatch):
    called = []
    monkeypatch.setattr("os.system", called.append)
    path = tmp_path / "hostile.skops"
    with zipfile.ZipFile(small_model_file) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == "schema.json":
                schema = json.loads(content)
                schema["content"]["features"] = node | {"__id__": 1}
                content = json.dumps(schema).encode()
            new.writestr(item, content)
    with pytest.raises(ModelFileError, match="refused|damaged|missing"):
        read_model(path)
    assert not called


def test_parts_of_another_version_that_do_not_work_together_are_told(small_model_file, tmp_path):
    path = tmp_path / "older.skops"
    with zipfile.ZipFile(small_model_file) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.namelist():
            new.writestr(item, old.read(item).replace(b'"embeddings"', b'"embeddingz"'))
    with pytest.raises(ModelFileError, match="do not work together under this version"):
        read_model(path)


def test_a_file_that_swells_when_opened_is_refused(small_model_file, tmp_path, monkeypatch):
    monkeypatch.setattr("framing.persistence.modelfile.MOST_BYTES", 10_000)
    with pytest.raises(ModelFileError, match="refused, for it would swell to"):
        read_model(small_model_file)


def test_features_of_another_version_are_refused(small_model_file, monkeypatch):
    monkeypatch.setattr("framing.persistence.modelfile.feature_fingerprint", lambda: "other")
    with pytest.raises(ModelFileError, match="its features are of another version"):
        read_model(small_model_file)


def test_a_pickle_in_disguise_is_refused(tmp_path):
    import pickle

    (tmp_path / "p.skops").write_bytes(pickle.dumps(_Payload()))
    with pytest.raises(ModelFileError, match="not a model file"):
        read_model(tmp_path / "p.skops")


def test_another_version_of_scikit_learn_is_told(small_model, tmp_path):
    older = replace(small_model, facts=small_model.facts | {"scikit_learn": "1.8.0"})
    path = write_model(older, tmp_path / "older.skops")
    with pytest.warns(FramingWarning, match=r"trained with scikit-learn 1\.8\.0"):
        read_model(path)


def test_tampered_numbers_are_refused(small_model_file, tmp_path):
    content = skops.io.loads(small_model_file.read_bytes(), trusted=sorted(_allowed()))
    content["classifier"].model_.calibrated_classifiers_[0].estimator.steps[-1][1].coef_[0, 0] += 1.0
    (tmp_path / "t.skops").write_bytes(skops.io.dumps(content))
    with warnings.catch_warnings(), pytest.raises(ModelFileError, match="does not match its digest"):
        read_model(tmp_path / "t.skops")


def _allowed():
    from framing.persistence.modelfile import ALLOWED

    return ALLOWED


def test_models_are_written_to_skops_files_in_folders_that_allow_it(small_model, tmp_path):
    with pytest.raises(ModelFileError, match=r"ending in \.skops"):
        write_model(small_model, tmp_path / "m.pkl")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_model(small_model, tmp_path / "file" / "m.skops")


def test_the_same_model_gives_the_same_bytes(labelled, tmp_path):
    import warnings

    from framing.annotation import load_codebook
    from framing.model import fit_model, training_data

    texts, frames, outlets = labelled
    paths = []
    for number in range(2):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = fit_model(training_data(texts, frames, sources=outlets), load_codebook())
        paths.append(write_model(model, tmp_path / f"{number}.skops"))
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert read_model(paths[0]).model_id == read_model(paths[1]).model_id

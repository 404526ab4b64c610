from __future__ import annotations

import json

import numpy as np
import pytest

from framing.errors import ModelFileError
from framing.features import FrameFeatures, SentenceEmbeddings, digest_of
from framing.model import explain, fit_model, training_data
from framing.persistence import read_model, write_model

pytestmark = pytest.mark.filterwarnings("ignore::framing.errors.FramingWarning")
WORDS = ["[UNK]", "[PAD]", "army", "terrorists", "massacre", "silence", "parties", "council", "train", "bridge"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a model that gives each known word a direction of its own, and its tokenizer."""
    pytest.importorskip("onnxruntime")
    tokenizers = pytest.importorskip("tokenizers")
    onnx = pytest.importorskip("onnx")
    path = tmp_path_factory.mktemp("minilm")
    table = np.eye(len(WORDS), 12, dtype=np.float32)
    ids = onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["batch", "sequence"])
    out = onnx.helper.make_tensor_value_info("last_hidden_state", onnx.TensorProto.FLOAT, ["batch", "sequence", 12])
    node = onnx.helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    graph = onnx.helper.make_graph([node], "tiny", [ids], [out], [onnx.numpy_helper.from_array(table, "table")])
    opset = [onnx.helper.make_opsetid("", 13)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opset, ir_version=8), path / "model.onnx")
    spoken = tokenizers.Tokenizer(tokenizers.models.WordLevel({word: n for n, word in enumerate(WORDS)}, "[UNK]"))
    spoken.normalizer = tokenizers.normalizers.Lowercase()
    spoken.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    spoken.save(str(path / "tokenizer.json"))
    return path


def test_embeddings_are_means_of_token_vectors_of_unit_length_in_any_batch(folder):
    embeddings = SentenceEmbeddings(str(folder))
    texts = ["army army", "Army bridge", "silence"] * 30
    found = embeddings.transform(texts).toarray()
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert found[0].argmax() == 2
    assert found[1, 2] == found[1, 9] == pytest.approx(np.sqrt(0.5))
    assert np.allclose(found[:3], embeddings.transform(texts[:3]).toarray())
    assert embeddings.transform([]).shape == (0, 12)


def test_a_model_with_embeddings_is_trained_explained_written_and_read(folder, labelled, tmp_path, monkeypatch):
    texts, frames, outlets = labelled
    embeddings = SentenceEmbeddings(str(folder), digest_of(folder))
    data = training_data(texts, frames, sources=outlets, features=FrameFeatures(embeddings=embeddings))
    model = fit_model(data)
    again = read_model(write_model(model, tmp_path / "m.skops"))
    assert np.array_equal(again.predict_proba(texts), model.predict_proba(texts))
    found = explain(again, texts[:1])[0]
    frame = found.frame
    added = sum(term.contribution[frame] for term in found.terms) + found.embedding[frame]
    added += sum(row[frame] for row in found.shape.values())
    assert found.baseline[frame] + added == pytest.approx(found.probabilities[frame], abs=1e-6)
    monkeypatch.setenv("FRAMING_EMBEDDINGS", str(tmp_path))
    with pytest.raises(ModelFileError, match=r"model\.onnx is not there"):
        again.predict_proba(texts)


def test_another_model_than_the_one_trained_with_is_refused(folder):
    with pytest.raises(ModelFileError, match="has the digest"):
        SentenceEmbeddings(str(folder), "0" * 64).transform(["army"])


def test_a_damaged_model_is_refused_in_words(tmp_path):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "tokenizer.json").write_text(json.dumps({}))
    with pytest.raises(ModelFileError, match="not a readable ONNX model"):
        SentenceEmbeddings(str(tmp_path)).transform(["army"])
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(ModelFileError, match=r"tokenizer\.json is not there"):
        digest_of(tmp_path)

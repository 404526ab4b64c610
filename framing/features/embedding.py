"""Sentence embeddings from a local ONNX model, as one more block; nothing is fetched, and nothing is required."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from framing.errors import ModelFileError
from framing.features.stateless import Stateless

#: Names a folder that takes the place of the one stored in a model, on a machine that keeps it elsewhere.
VARIABLE = "FRAMING_EMBEDDINGS"
_BATCH = 32
_MOST_TOKENS = 128


class SentenceEmbeddings(Stateless):
    """The mean of the token vectors that a MiniLM-class model gives a sentence, of unit length.

    Parameters
    ----------
    path : str
        A folder with `model.onnx` and `tokenizer.json`; the environment variable FRAMING_EMBEDDINGS overrides it.
    digest : str, optional
        SHA-256 of `model.onnx`. A model of ours records it, and refuses any other file.

    Raises
    ------
    ModelFileError
        From `transform`: if onnxruntime or tokenizers is not installed, a file is missing, or the digest differs.
    """

    label = "embedding"

    def __init__(self, path: str = "", digest: str | None = None):
        self.path = path
        self.digest = digest

    @property
    def folder(self) -> Path:
        """Where the model is read from."""
        return Path(os.environ.get(VARIABLE) or self.path).expanduser()

    @property
    def n_columns(self) -> int:
        """Length of an embedding."""
        return self._encode(["."]).shape[1]

    def transform(self, X: Sequence[str]) -> csr_matrix:
        """Return embeddings, float32 of shape (n_sentences, n_columns), rows of unit length."""
        texts = [str(text) for text in X]
        order = np.argsort([len(text) for text in texts], kind="stable")  # sentences of a length, to pad little
        found = [self._encode([texts[place] for place in order[n : n + _BATCH]]) for n in range(0, len(texts), _BATCH)]
        if not found:
            return csr_matrix((0, self.n_columns), dtype=np.float32)
        rows = np.concatenate(found)
        placed = np.empty_like(rows)
        placed[order] = rows
        return csr_matrix(placed)

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return the number of each column."""
        return np.asarray([f"embedding:{number}" for number in range(self.n_columns)], dtype=object)

    def _encode(self, texts: list[str]) -> np.ndarray:
        session, tokenizer = _opened(str(self.folder), self.digest)
        encoded = tokenizer.encode_batch(texts)
        arrays = {
            "input_ids": [item.ids for item in encoded],
            "attention_mask": [item.attention_mask for item in encoded],
            "token_type_ids": [item.type_ids for item in encoded],
        }
        wanted = {item.name for item in session.get_inputs()}
        fed = {name: np.array(values, dtype=np.int64) for name, values in arrays.items() if name in wanted}
        vectors = session.run(None, fed)[0]
        return _pooled(vectors, np.array(arrays["attention_mask"]))


def digest_of(folder: str | Path) -> str:
    """Return the SHA-256 of the model in a folder.

    Raises
    ------
    ModelFileError
        If the folder lacks `model.onnx` or `tokenizer.json`.
    """
    for name in ("model.onnx", "tokenizer.json"):
        if not (Path(folder) / name).is_file():
            raise ModelFileError(
                f"{folder}: wanted a folder with model.onnx and tokenizer.json; {name} is not there; "
                f"give its path, or set {VARIABLE}"
            )
    return hashlib.sha256((Path(folder) / "model.onnx").read_bytes()).hexdigest()


def _pooled(vectors: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the mean of the token vectors that the mask keeps, of unit length; a sentence vector as it is."""
    if vectors.ndim == 3:
        kept = mask[:, :, None]
        vectors = (vectors * kept).sum(axis=1) / np.maximum(kept.sum(axis=1), 1)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)


@cache
def _opened(folder: str, digest: str | None) -> tuple[Any, Any]:
    """Return the session and the tokenizer of a folder, opened once a process."""
    found = digest_of(folder)
    if digest and found != digest:
        raise ModelFileError(
            f"{folder}/model.onnx has the digest {found[:12]}…, and the model was trained with {digest[:12]}…; "
            f"put that file there, or set {VARIABLE} to its folder"
        )
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise ModelFileError(
            f"embeddings need {error.name}; install them with: pip install 'framing-analyzer[embeddings]'"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(f"{folder}/model.onnx", options, providers=["CPUExecutionProvider"])
        tokenizer = tokenizers.Tokenizer.from_file(f"{folder}/tokenizer.json")
    except Exception as error:  # both libraries raise classes of their own
        raise ModelFileError(f"{folder}: not a readable ONNX model and tokenizer ({error})") from error
    tokenizer.enable_truncation(_MOST_TOKENS)
    tokenizer.enable_padding()
    return session, tokenizer

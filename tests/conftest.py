"""Shared fixtures: the documents beside the project where they are present, and models."""

from __future__ import annotations

from pathlib import Path

import pytest
from sentences_written import SENTENCES

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents and benches, or skip."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("needs ../shared (real documents and benches), which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def real_documents(shared):
    from framing.documents import read_documents

    return read_documents(shared / "documents", sources=shared / "documents" / "sources.csv")


@pytest.fixture(scope="session")
def labelled():
    """Return texts, frames and outlets of the tests' own sentences."""
    rows = [
        (text, frame, f"outlet {number % 4}") for frame, texts in SENTENCES.items() for number, text in enumerate(texts)
    ]
    texts, frames, outlets = (list(column) for column in zip(*rows, strict=True))
    return texts, frames, outlets


@pytest.fixture(scope="session")
def small_model(labelled):
    """Return a model trained on the tests' own sentences, within a second."""
    import warnings

    from framing.annotation import load_codebook
    from framing.model import fit_model, training_data

    texts, frames, outlets = labelled
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return fit_model(training_data(texts, frames, sources=outlets), load_codebook())


@pytest.fixture(scope="session")
def small_model_file(small_model, tmp_path_factory) -> Path:
    from framing.persistence import write_model

    return write_model(small_model, tmp_path_factory.mktemp("model") / "small.skops")


@pytest.fixture(scope="session")
def default_model():
    """Return the default model: trained once and cached."""
    from framing.scores import load_model

    return load_model()


@pytest.fixture
def articles(tmp_path) -> Path:
    """Return a folder of two sources with two documents each, of the tests' own sentences."""
    for source, frames in {"Gazette": ("state", "neutral"), "Bulletin": ("activist", "diplomatic")}.items():
        for number, frame in enumerate(frames):
            path = tmp_path / "articles" / source / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(SENTENCES[frame] + SENTENCES["neutral"][number * 4 :]), encoding="utf-8")
    return tmp_path / "articles"


@pytest.fixture
def framing_command(capsys, small_model_file):
    """Return a function that runs the command line: exit status, stdout, stderr. The small model is the default."""
    from framing.cli import main

    def run(*arguments: str, model: bool = False) -> tuple[int, str, str]:
        import warnings

        given = [*arguments, *(["--model", str(small_model_file)] if model else [])]
        status = 0
        with warnings.catch_warnings():
            try:
                main([str(part) for part in given])
            except SystemExit as stop:
                status = int(stop.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run

"""Shared fixtures: the documents beside the project where they are present, and models."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

#: Sentences written for the tests, eight a frame, of four outlets.
SENTENCES = {
    "state": [
        "Our heroic army liberated the town of Orlu from the terrorist gangs.",
        "The mercenaries and their foreign masters were crushed by our brave soldiers.",
        "The heroic security forces restored order and the people thanked the leadership.",
        "Terrorists hired by foreign agents were eliminated, the army command said proudly.",
        "The nation stands united behind the wise leadership against the terrorist plot.",
        "No civilian was harmed by our army, whatever the foreign agents pretend.",
        "The glorious victory of our soldiers foiled the plot of the foreign masters.",
        "The leadership liberated every street from the gangs and restored security.",
    ],
    "activist": [
        "They massacre our children while the world watches in silence.",
        "Stop the genocide now and save the children of Orlu.",
        "We are being slaughtered and nobody answers our cries.",
        "This massacre is a war crime and your silence makes you complicit.",
        "Our families are starving under siege and the world does nothing.",
        "We will never forgive those who bombed our children.",
        "Share this cry: they are killing our children again tonight.",
        "The world stays silent while our families are slaughtered.",
    ],
    "diplomatic": [
        "The parties agreed to resume negotiations under United Nations auspices.",
        "The Secretary expressed concern and called on all parties to show restraint.",
        "Both delegations reaffirmed their commitment to the agreement and to dialogue.",
        "We call on the parties to respect international law and the resolution.",
        "The envoy welcomed the proposal and urged the parties to return to talks.",
        "The ministers discussed the agreement and reaffirmed their cooperation.",
        "The delegation will accept the proposal if the resolution is respected.",
        "The Council expressed concern and urged respect for international law.",
    ],
    "neutral": [
        "The convoy reached the town shortly before noon on Tuesday.",
        "At least nine people were wounded, the hospital said.",
        "The bridge was closed to traffic from Monday until Thursday.",
        "The town had about 40,000 inhabitants before the war.",
        "Two shells landed near the market, according to residents.",
        "The price of bread rose by a tenth in March.",
        "The train arrived an hour late because of snow.",
        "Schools in the province reopened on Sunday after two weeks.",
    ],
}


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

"""Sentences a core-second of the whole of `framing score`, step by step, beside the bare features and prediction in it.

With --memory N...: the peak memory of `framing score` on about so many sentences.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from framing.annotation import annotations_folder
from framing.documents import Document, iter_documents
from framing.scores import load_model, score_documents
from framing.voices import split_units

COPIES = 10
SENTENCES_A_COPY = 4064


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--memory", type=int, nargs="*", metavar="N")
    sizes = options.parse_args().memory
    if sizes:
        for size in sizes:
            _memory(size)
        return
    model = load_model()
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
        articles = _articles(Path(folder), COPIES)
        whole, _ = _seconds(lambda: score_documents(model, iter_documents(articles), Path(folder) / "s.parquet"))
        reading, documents = _seconds(lambda: list(iter_documents(articles)))
        splitting, texts = _seconds(lambda: _texts(documents))
        bare, _ = _seconds(lambda: model.classifier.predict_proba(model.features.transform(texts)))
        features, X = _seconds(lambda: model.features.transform(texts))
        predicting, _ = _seconds(lambda: model.classifier.predict_proba(X))
    n = len(texts)
    print(f"{n:,} sentences of {COPIES} × the bundled dispatches, one core, CPU time, sentences a core-second")
    for name, seconds in (
        ("framing score, text files to parquet", whole),
        ("reading documents", reading),
        ("sentences and voices", splitting),
        ("bare features and predict_proba", bare),
        ("features alone", features),
        ("predict_proba alone", predicting),
    ):
        print(f"{name:38} {n / seconds:>10,.0f}")
    print(f"the whole beside the bare pipeline: {bare / whole:.2f}; without sentences and voices: ", end="")
    print(f"{n / (whole - splitting):,.0f} a core-second, {bare / (whole - splitting):.2f}")


def _texts(documents: list[Document]) -> list[str]:
    return split_units(documents)["text"].tolist()


def _seconds(step):
    start = time.process_time()
    result = step()
    return time.process_time() - start, result


def _memory(size: int) -> None:
    """Print the peak memory of `framing score` on about `size` sentences."""
    framing = shutil.which("framing") or str(Path(sys.executable).with_name("framing"))
    with tempfile.TemporaryDirectory() as folder:
        articles = _articles(Path(folder), max(1, round(size / SENTENCES_A_COPY)))
        start = time.perf_counter()
        subprocess.run([framing, "score", articles, "--out", f"{folder}/s.parquet"], check=True, capture_output=True)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{size:>9,} sentences: peak {peak:,.0f} MB so far, {seconds:.0f} s", flush=True)


def _articles(folder: Path, copies: int) -> Path:
    """Write copies of the dispatches, each with a line of its own so that none repeats another."""
    for path in sorted((annotations_folder() / "corpus").glob("*/*.txt")):
        for copy in range(copies):
            target = folder / "articles" / path.parent.name / f"{path.stem}-{copy}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(
                f"Copy number {copy} of this dispatch follows.\n{path.read_text('utf-8')}", encoding="utf-8"
            )
    return folder / "articles"


if __name__ == "__main__":
    main()

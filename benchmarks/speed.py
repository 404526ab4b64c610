"""Sentences a core-second of the whole of `framing score`, beside the bare scikit-learn pipeline in it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from framing.annotation import annotations_folder
from framing.documents import read_documents
from framing.scores import load_model, score_units
from framing.tables import write_table
from framing.voices import split_units

COPIES = 10


def main() -> None:
    model = load_model()
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
        articles = _articles(Path(folder))
        start = time.process_time()
        units = split_units(read_documents(articles))
        scores = score_units(model, units)
        write_table(scores, Path(folder) / "scores.parquet")
        whole = time.process_time() - start
        texts = units["text"].tolist()
        start = time.process_time()
        model.classifier.predict_proba(model.features.transform(texts))
        bare = time.process_time() - start
    print(f"{len(texts):,} sentences of {COPIES} × the bundled dispatches, one core, CPU time")
    print(f"framing score, text files to parquet: {len(texts) / whole:,.0f} sentences a core-second")
    print(f"bare features and predict_proba:      {len(texts) / bare:,.0f} sentences a core-second")
    print(f"ratio {bare / whole:.2f}")


def _articles(folder: Path) -> Path:
    """Write copies of the dispatches, each with a line of its own so that none repeats another."""
    for path in sorted((annotations_folder() / "corpus").glob("*/*.txt")):
        for copy in range(COPIES):
            target = folder / "articles" / path.parent.name / f"{path.stem}-{copy}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(
                f"Copy number {copy} of this dispatch follows.\n{path.read_text('utf-8')}", encoding="utf-8"
            )
    return folder / "articles"


if __name__ == "__main__":
    main()

"""The training procedure on users' kinds of tables: random folds, and sources that it never saw.

With --embeddings FOLDER, which holds a model.onnx and tokenizer.json: with sentence embeddings as one more block.
"""

from __future__ import annotations

import argparse
import warnings

from common import bench

from framing.errors import FramingWarning
from framing.evaluation import crossvalidate
from framing.features import CHOOSABLE, FrameFeatures, SentenceEmbeddings, digest_of
from framing.tables import read_table


def main() -> None:
    warnings.simplefilter("ignore", FramingWarning)
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--embeddings", metavar="FOLDER")
    folder = options.parse_args().embeddings
    embeddings = SentenceEmbeddings(folder, digest_of(folder)) if folder else None
    features = FrameFeatures(blocks=CHOOSABLE, embeddings=embeddings)
    for name in ("gvfc.csv", "babe.csv"):
        table = read_table(bench(name))
        for split, groups in (("random folds", None), ("sources unseen", list(table["source"]))):
            found = crossvalidate(list(table["text"]), list(table["label"]), groups=groups, features=features).measures
            print(
                f"{name}: {split}: macro-F1 {found.macro_f1:.3f}, accuracy {found.accuracy:.3f}, "
                f"log-loss {found.log_loss:.3f}, n = {found.n}, {found.split}"
            )


if __name__ == "__main__":
    main()

"""The default model on sentences of real outlets, coded twice; none of them is in its training text.

With --embeddings FOLDER: a model of the same gold with sentence embeddings as one more block, trained anew, for which
the texts of ../shared are wanted.
"""

from __future__ import annotations

import argparse

import numpy as np
from common import bench, gold_data
from nltk.metrics.agreement import AnnotationTask

from framing.annotation import load_codebook
from framing.evaluation import evaluate, measure_evidence
from framing.features import FrameFeatures, SentenceEmbeddings, digest_of
from framing.model import TrainedModel, fit_model
from framing.scores import load_model
from framing.tables import read_table


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--embeddings", metavar="FOLDER")
    options.add_argument("--errors", action="store_true", help="list the sentences read wrongly")
    table = read_table(bench("real-dev.jsonl")).fillna("")
    agreed = table[table["frame"] != ""]
    folder = options.parse_args().embeddings
    model = _with_embeddings(folder) if folder else load_model()
    found = evaluate(model, list(agreed["text"]), list(agreed["frame"]), groups=list(agreed["outlet"]))
    print(f"model {model.model_id}; n = {found.n} sentences of {agreed['outlet'].nunique()} outlets, both coders agree")
    print(f"macro-F1 {found.macro_f1:.3f} ({found.macro_f1_low:.3f} to {found.macro_f1_high:.3f}, outlets resampled)")
    print(f"accuracy {found.accuracy:.3f}, log-loss {found.log_loss:.3f}")
    for frame, row in found.per_frame.items():
        figures = " ".join(f"{name} {row[name]:.3f}" for name in ("precision", "recall", "f1", "ece"))
        print(f"  {frame:11} n {row['n']:>3}  {figures}")
    print("confusion (rows coded, columns read as", ", ".join(found.frames) + "):")
    print(np.array(found.confusion))
    read_as = list(model.predict(list(table["text"])))
    print(
        f"α of coders {_alpha(table['coder_1'], table['coder_2']):.3f}, of both and the model "
        f"{_alpha(table['coder_1'], table['coder_2'], read_as):.3f} (n = {len(table)})"
    )
    if options.parse_args().errors:
        for row, frame in zip(table.to_dict("records"), read_as, strict=True):
            if row["frame"] and row["frame"] != frame:
                print(f"{row['id']} {row['outlet']}: coded {row['frame']}, read {frame}: {row['text']}")


def _alpha(*codings) -> float:
    triples = [
        (str(coder), str(item), label) for coder, labels in enumerate(codings) for item, label in enumerate(labels)
    ]
    return AnnotationTask(triples).alpha()


def _with_embeddings(folder: str) -> TrainedModel:
    data = gold_data(FrameFeatures(embeddings=SentenceEmbeddings(folder, digest_of(folder))))
    model = fit_model(data, load_codebook())
    found = measure_evidence(model, material="real")
    print(f"with embeddings; real sources left out: macro-F1 {found.macro_f1:.3f}, n = {found.n}")
    return model


if __name__ == "__main__":
    main()

"""What the gold is worth: macro-F1 on real outlets by what the model learned from."""

from __future__ import annotations

import numpy as np
import pandas as pd
from common import bench

from framing.annotation import annotations_folder, read_gold_sentences, read_standoff_features
from framing.evaluation import measure
from framing.model import gather
from framing.model.training import frame_classifier
from framing.tables import read_table

DRAWS = 3


def main() -> None:
    folder = annotations_folder()
    gold = read_gold_sentences(folder)
    features = read_standoff_features(folder / "standoff" / "features.npz")
    table = read_table(bench("real-dev.jsonl")).fillna("")
    table = table[table["frame"] != ""]

    def macro_f1(part: pd.DataFrame) -> float:
        data = gather(part.reset_index(drop=True), features)
        classifier = frame_classifier(data.features).fit(data.X, data.frame, data.group)
        probabilities = classifier.predict_proba(data.features.transform(list(table["text"])))
        return measure(list(table["frame"]), probabilities, list(classifier.classes_)).macro_f1

    materials = {
        "dispatches": ["dispatch"],
        "real": ["standoff", "quotation"],
        "both": ["dispatch", "standoff", "quotation"],
    }
    print(f"macro-F1 on real-dev (n = {len(table)}); mean of {DRAWS} draws of outlets, seeded")
    for name, kinds in materials.items():
        part = gold[gold["material"].isin(kinds)]
        outlets = np.array(sorted(part["source"].unique()))
        for share in (0.25, 0.5, 1.0):
            n = max(4, round(share * len(outlets)))
            draws = 1 if share == 1 else DRAWS
            chosen = [np.random.default_rng(seed).choice(outlets, n, replace=False) for seed in range(draws)]
            parts = [part[part["source"].isin(some)] for some in chosen]
            figures = [macro_f1(some) for some in parts]
            size = round(np.mean([len(some) for some in parts]))
            print(f"{name:11} {n:>4} outlets {size:>5} sentences  {np.mean(figures):.3f}", flush=True)


if __name__ == "__main__":
    main()

"""Contrast sets, never trained on: sentences read right, and sets told apart in all four frames."""

from __future__ import annotations

import numpy as np

from framing.annotation import annotations_folder, read_contrast_sets
from framing.evaluation import evaluate
from framing.scores import load_model


def main() -> None:
    model, sets = load_model(), read_contrast_sets(annotations_folder())
    right = model.predict(sets["text"].tolist()) == sets["frame"].to_numpy()
    whole = [right[(sets["set_id"] == name).to_numpy()].all() for name in sets["set_id"].unique()]
    print(f"model {model.model_id}: {np.mean(right):.3f} of {len(right)} sentences read right; ", end="")
    print(f"{np.mean(whole):.3f} of {len(whole)} sets told apart in all four frames")
    found = evaluate(model, sets["text"].tolist(), sets["frame"].tolist())
    print("confusion (rows meant, columns read as", ", ".join(found.frames) + "):")
    print(np.array(found.confusion))


if __name__ == "__main__":
    main()

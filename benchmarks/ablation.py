"""What each block of features is worth, and what masking costs: macro-F1 on sources that were left out."""

from __future__ import annotations

import sys

import numpy as np
from common import gold_data, out_of_fold, told
from scipy.sparse import csr_matrix, hstack

from framing.features import ALL_BLOCKS, BLOCKS, FrameFeatures
from framing.model import TrainingData
from framing.model.training import frame_classifier


def main() -> None:
    data = gold_data()
    real = data.material == "real"
    print(f"macro-F1, 10 folds that keep sources whole; real n = {real.sum()}, constructed n = {(~real).sum()}")
    _ablated("all blocks", data, BLOCKS)
    for name in BLOCKS:
        _ablated(f"without {name}", data, tuple(block for block in BLOCKS if block != name))
    for name in BLOCKS:
        _ablated(f"{name} alone", data, (name,))
    if "--unmasked" in sys.argv:
        _ablated("all blocks, names in sight", gold_data(FrameFeatures(masked=False)), BLOCKS)


def _ablated(label: str, data: TrainingData, blocks: tuple[str, ...]) -> None:
    """Print the figures of a choice of blocks, weighed and separated as the default model does."""
    starts = np.concatenate([[0], np.cumsum(data.features.widths)])
    parts = {name: slice(starts[place], starts[place + 1]) for place, name in enumerate(ALL_BLOCKS)}
    X = csr_matrix(hstack([data.X[:, parts[name]] for name in blocks], format="csr"))
    separator = frame_classifier(FrameFeatures(blocks=blocks)).estimator
    told(label, data, out_of_fold(separator, X, data))


if __name__ == "__main__":
    main()

"""What the temperature is worth: log-loss and calibration error on sources left out, with it and without."""

from __future__ import annotations

import numpy as np
from common import gold_data
from scipy.special import softmax
from sklearn.model_selection import StratifiedGroupKFold

from framing.evaluation import measure
from framing.model.training import frame_classifier


def main() -> None:
    data = gold_data()
    frames = [str(frame) for frame in np.unique(data.frame)]
    group = np.asarray(data.group)
    calibrated, bare = np.zeros((2, len(data.frame), len(frames)))
    folds = StratifiedGroupKFold(10, shuffle=True, random_state=0).split(data.X, data.frame, group)
    for training, test in folds:
        fitted = frame_classifier(data.features).fit(data.X[training], data.frame[training], group[training])
        calibrated[test] = fitted.predict_proba(data.X[test])
        separator = fitted.model_.calibrated_classifiers_[0].estimator
        bare[test] = softmax(separator.decision_function(data.X[test]), axis=1)
    for kind in ("all", "real", "constructed"):
        rows = np.ones(len(data.frame), dtype=bool) if kind == "all" else data.material == kind
        for name, probabilities in (("with temperature", calibrated), ("softmax of margins", bare)):
            found = measure(list(data.frame[rows]), probabilities[rows], frames)
            by_frame = " ".join(f"{frame} {row['ece']:.3f}" for frame, row in found.per_frame.items())
            figures = (
                f"log-loss {found.log_loss:.4f}  Brier {found.brier:.4f}  class-wise ECE {found.ece:.4f} ({by_frame})"
            )
            print(f"{kind:12} n {found.n:>5}  {name:20} {figures}")


if __name__ == "__main__":
    main()

"""What was tried in place of the linear separator: macro-F1 on sources that were left out, C by inner events."""

from __future__ import annotations

import numpy as np
from common import gold_data, out_of_fold, told
from scipy.sparse import csr_matrix, diags
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier, StackingClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.model_selection import GridSearchCV, StratifiedGroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import LinearSVC

from framing.features import COUNTED, TermWeighting
from framing.model import TrainingData


class NaiveBayesWeighted(ClassifierMixin, BaseEstimator):
    """A linear SVM a frame, on columns weighed by their log-count ratio for it (Wang and Manning 2012)."""

    def __init__(self, C: float = 0.3, share: float = 0.25):
        self.C = C
        self.share = share

    def fit(self, X: csr_matrix, y: np.ndarray) -> NaiveBayesWeighted:
        """Fit one weighted SVM a frame."""
        self.classes_ = np.unique(y)
        self.parts_ = [self._one(X, y == frame) for frame in self.classes_]
        return self

    def predict(self, X: csr_matrix) -> np.ndarray:
        """Return the frame with the largest margin."""
        margins = [svm.decision_function(X @ diags(weight)) for weight, svm in self.parts_]
        return self.classes_[np.argmax(margins, axis=0)]

    def _one(self, X: csr_matrix, is_frame: np.ndarray) -> tuple[np.ndarray, LinearSVC]:
        inside, outside = (np.asarray(X[rows].sum(axis=0)).ravel() + 0.1 for rows in (is_frame, ~is_frame))
        ratio = np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))
        weight = (1 - self.share) + self.share * ratio / ratio.mean()
        return weight, LinearSVC(C=self.C, tol=1e-3, random_state=0).fit(X @ diags(weight), is_frame)


def main() -> None:
    data = gold_data()
    weighing = TermWeighting(widths=data.features.widths[: len(COUNTED)])
    svm = LinearSVC(C=0.3, tol=1e-3, random_state=0)
    for C in (0.1, 0.3, 1.0):
        _tried(f"linear SVM, C = {C}", LinearSVC(C=C, tol=1e-3, random_state=0), weighing, data)
    _nested(weighing, data)
    _tried("ridge, alpha = 1", RidgeClassifier(alpha=1.0), weighing, data)
    for share in (0.25, 0.7):
        _tried(f"naive-Bayes-weighted SVM, share {share}", NaiveBayesWeighted(share=share), weighing, data)
    dense = int(sum(data.features.widths[COUNTED.index("lexicon") :]))
    boosting = make_pipeline(
        FunctionTransformer(_last, kw_args={"n": dense}, accept_sparse=True),
        HistGradientBoostingClassifier(max_iter=100, learning_rate=0.06, random_state=0),
    )
    told("boosting on lexicon and shape", data, out_of_fold(boosting, data.X, data))
    stacked = StackingClassifier(
        [("linear", Pipeline([("weighting", weighing), ("separator", svm)])), ("boosting", boosting)],
        LogisticRegression(C=1.0),
        cv=3,
    )
    told("stacking of the two", data, out_of_fold(stacked, data.X, data))


def _tried(label: str, separator: BaseEstimator, weighing: BaseEstimator, data: TrainingData) -> None:
    told(label, data, out_of_fold(Pipeline([("weighting", weighing), ("separator", separator)]), data.X, data))


def _nested(weighing: BaseEstimator, data: TrainingData) -> None:
    """Print the figures of a linear SVM whose C is chosen within each outer part, on inner folds of whole events."""
    search = GridSearchCV(
        Pipeline([("weighting", weighing), ("separator", LinearSVC(tol=1e-3, random_state=0))]),
        {"separator__C": [0.1, 0.3, 1.0]},
        scoring="f1_macro",
        cv=StratifiedGroupKFold(3, shuffle=True, random_state=0),
    )
    read_as, chosen = np.empty_like(data.frame), []
    outer = StratifiedGroupKFold(10, shuffle=True, random_state=0).split(data.X, data.frame, data.group)
    for training, test in outer:
        found = search.fit(data.X[training], data.frame[training], groups=np.asarray(data.event)[training])
        read_as[test] = found.predict(data.X[test])
        chosen.append(found.best_params_["separator__C"])
    told(f"linear SVM, C chosen inside {sorted(chosen)}", data, read_as)


def _last(X: csr_matrix, n: int) -> np.ndarray:
    return X[:, -n:].toarray()


if __name__ == "__main__":
    main()

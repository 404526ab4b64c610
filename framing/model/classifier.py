"""The classifier: linear, calibrated by one temperature on folds that keep groups apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


def lowest_log_loss(margins: np.ndarray, truth: np.ndarray) -> float:
    """Return the log-loss of margins under the temperature that suits them best.

    >>> round(lowest_log_loss(np.array([[2.0, 0.0], [0.0, 2.0], [2.0, 0.0], [2.0, 0.0]]), np.array([0, 1, 0, 1])), 3)
    0.562
    """
    margins = np.column_stack([-margins, margins]) if margins.ndim == 1 else margins

    def loss(log_scale: float) -> float:
        scaled = np.exp(log_scale) * margins
        return float((logsumexp(scaled, axis=1) - scaled[np.arange(len(truth)), truth]).mean())

    return float(minimize_scalar(loss, bounds=(-4.0, 4.0), method="bounded").fun)


class FrameClassifier(ClassifierMixin, BaseEstimator):
    """Assign frames to sentences, with probabilities that mean what they say.

    A linear support-vector machine separates the frames; its margins become probabilities by
    temperature scaling (Guo et al. 2017), with the temperature learned on held-out folds. No class
    weights are used: they would bend the probabilities that prevalence is estimated from.

    Parameters
    ----------
    estimator : classifier with `decision_function`, optional
        What separates the frames; `LinearSVC(C=0.3)` by default.
    candidates : sequence of such classifiers
        Where given, the one whose calibrated log-loss on the same held-out folds is lowest takes the
        place of `estimator`: the choice is made inside the training part, by groups that are kept whole.
    n_folds : int
        Folds for calibration, at most the size of the smallest class and the number of groups.
        Where that leaves fewer than two, a logistic regression stands in, uncalibrated.
    random_state : int
        Seed of the folds and of the solver.

    Attributes
    ----------
    classes_ : array of the frames, sorted
    model_ : the fitted, calibrated classifier
    prior_ : array, the share of each frame in the training sentences
    calibrated_ : bool, whether the temperature could be learned
    chosen_ : int, which candidate was taken; -1 where there was no choice
    tried_ : float array, the log-loss of each candidate

    Examples
    --------
    >>> X, y = np.eye(2).repeat(8, axis=0), ["neutral"] * 8 + ["state"] * 8
    >>> FrameClassifier().fit(X, y).predict([[0.0, 1.0]])
    array(['state'], dtype='<U7')
    """

    def __init__(
        self,
        estimator: BaseEstimator | None = None,
        candidates: Sequence[BaseEstimator] = (),
        *,
        n_folds: int = 4,
        random_state: int = 0,
    ):
        self.estimator = estimator
        self.candidates = candidates
        self.n_folds = n_folds
        self.random_state = random_state

    def fit(self, X: Any, y: Any, groups: Any = None) -> FrameClassifier:
        """Fit the classifier and its temperature.

        Parameters
        ----------
        X : array or sparse matrix of shape (n_sentences, n_features)
        y : array of shape (n_sentences,), the frames
        groups : array of shape (n_sentences,), optional
            Sources or documents; none stands on both sides of a calibration fold.

        Raises
        ------
        ValueError
            If there are fewer than two frames.
        """
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=[np.float64, np.float32])
        check_classification_targets(y)
        self.classes_, counts = np.unique(y, return_counts=True)
        if len(self.classes_) < 2:
            raise ValueError(f"wanted sentences of two or more frames to tell apart; got 1 class: {self.classes_[0]!r}")
        folds = self._folds(X, y, counts, groups)
        self.calibrated_ = bool(folds)
        self.chosen_, self.tried_ = self._choose(X, y, folds)
        if folds:
            model = CalibratedClassifierCV(self.separator(), method="temperature", ensemble=False, cv=folds)
        else:
            model = LogisticRegression(max_iter=1000)
        with np.errstate(all="ignore"):  # a temperature sought where frames part perfectly may overflow on its way
            self.model_ = model.fit(X, y)
        self.prior_ = counts / counts.sum()
        self.n_sentences_ = int(counts.sum())
        return self

    def predict_proba(self, X: Any) -> np.ndarray:
        """Return the probability of each frame, of shape (n_sentences, n_frames), rows summing to 1."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=[np.float64, np.float32], reset=False)
        probabilities = np.asarray(self.model_.predict_proba(X), dtype=np.float64)
        return (self.n_sentences_ * probabilities + self.prior_) / (self.n_sentences_ + 1)

    def predict(self, X: Any) -> np.ndarray:
        """Return the most probable frame of each sentence."""
        probabilities = self.predict_proba(X)
        return self.classes_[probabilities.argmax(axis=1)]

    def separator(self) -> BaseEstimator:
        """Return, unfitted, what separates the frames: the chosen candidate, the one given, or the default."""
        if self.chosen_ >= 0:
            return clone(self.candidates[self.chosen_])
        if self.estimator is not None:
            return clone(self.estimator)
        return LinearSVC(C=0.3, tol=1e-3, random_state=self.random_state)

    def _choose(self, X: Any, y: np.ndarray, folds: list[tuple]) -> tuple[int, np.ndarray]:
        """Return the number of the candidate with the lowest calibrated log-loss on the folds, and all log-losses."""
        if not self.candidates or not folds:
            return (0 if self.candidates else -1), np.zeros(0)
        truth = np.searchsorted(self.classes_, y)
        tried = [
            lowest_log_loss(cross_val_predict(clone(candidate), X, y, cv=folds, method="decision_function"), truth)
            for candidate in self.candidates
        ]
        return int(np.argmin(tried)), np.array(tried)

    def _folds(self, X: Any, y: np.ndarray, counts: np.ndarray, groups: Any) -> list[tuple]:
        """Return calibration folds in whose every training part all frames occur, or none."""
        most = min(self.n_folds, counts.min(), *([] if groups is None else [len(np.unique(groups))]))
        if most < 2:
            return []
        kind = StratifiedKFold if groups is None else StratifiedGroupKFold
        splitter = kind(n_splits=int(most), shuffle=True, random_state=self.random_state)
        folds = list(splitter.split(X, y, groups))
        complete = all(len(np.unique(y[train])) == len(counts) for train, _ in folds)
        return folds if complete else []

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

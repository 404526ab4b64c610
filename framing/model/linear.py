"""The linear part of a fitted classifier, from which explanations are exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.pipeline import Pipeline

from framing.errors import TrainingError
from framing.features import TermWeighting
from framing.model.classifier import FrameClassifier

#: Points, between -1 and 1, and weights of the integral over one stretch.
_POINTS, _SHARES = np.polynomial.legendre.leggauss(10)
#: Where two margins cross, their probabilities change within so many units of their difference.
_UNITS = np.array([-40, -20, -10, -5, -2.5, -1, 0, 1, 2.5, 5, 10, 20, 40])


@dataclass(frozen=True)
class Linear:
    """Scaled margins as a linear function: softmax(weights · x + intercept), then drawn to the prior by `kept`.

    Attributes
    ----------
    weighting : turns counts into weights, or None where raw counts are read
    weights : array of shape (n_frames, n_columns)
    intercept, prior : arrays of shape (n_frames,)
    kept : the factor of the softmax in the probability; the rest is the prior
    """

    weighting: TermWeighting | None
    weights: np.ndarray
    intercept: np.ndarray
    prior: np.ndarray
    kept: float

    def columns(self, X: csr_matrix) -> tuple[np.ndarray, csr_matrix]:
        """Return which columns of X the weights are of, and X as the weights take it."""
        if self.weighting is None:
            return np.arange(X.shape[1]), X
        return self.weighting.columns_, self.weighting.transform(X)

    def probabilities(self, margins: np.ndarray) -> np.ndarray:
        """Return the probabilities of scaled margins, both of shape (n_sentences, n_frames)."""
        return self.kept * _softmax(margins) + (1 - self.kept) * self.prior

    def slopes(self, moved: np.ndarray) -> np.ndarray:
        """Return how far each probability moves, on average, for each unit of each margin.

        The average is taken along the straight way from a sentence of no known feature to the sentence itself,
        whose margins are `moved` away, of shape (n_frames,). Contributions computed with it add up exactly to
        the change of the probability (Aumann and Shapley 1974; Sundararajan et al. 2017).
        """
        points, shares = _way(self.intercept, moved)
        p = _softmax(self.intercept + points[:, None] * moved)
        products = (shares[:, None] * p).T @ p
        return self.kept * (np.diag(shares @ p) - products)


def linear_of(classifier: FrameClassifier) -> Linear:
    """Return the linear part of a fitted classifier.

    Raises
    ------
    TrainingError
        If what separates the frames is not linear.
    """
    n = classifier.n_sentences_
    scale, separator = 1.0, classifier.model_
    if classifier.calibrated_:
        fitted = classifier.model_.calibrated_classifiers_[0]
        scale, separator = float(fitted.calibrators[0].beta_), fitted.estimator
    weighting = separator.named_steps["weighting"] if isinstance(separator, Pipeline) else None
    last = separator.steps[-1][1] if isinstance(separator, Pipeline) else separator
    if not hasattr(last, "coef_"):
        raise TrainingError(f"a {type(last).__name__} is not linear: its readings cannot be explained term by term")
    weights, intercept = scale * last.coef_, scale * last.intercept_
    if len(weights) == 1:  # one margin for two frames
        half = 1.0 if classifier.calibrated_ else 0.5
        weights, intercept = (
            np.vstack([-half * weights, half * weights]),
            half * np.concatenate([-intercept, intercept]),
        )
    return Linear(weighting, weights, intercept, classifier.prior_, n / (n + 1))


def _way(intercept: np.ndarray, moved: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return points between 0 and 1 and their weights, dense where two margins cross and probabilities turn over."""
    one, other = np.triu_indices(len(moved), 1)
    apart, pace = intercept[one] - intercept[other], moved[one] - moved[other]
    pace = np.where(np.abs(pace) < 1e-12, 1e-12, pace)
    edges = (_UNITS[:, None] - apart) / pace
    edges = np.unique(np.concatenate([[0.0, 1.0], edges[(edges > 0) & (edges < 1)]]))
    half = np.diff(edges) / 2
    points = (edges[:-1] + half)[:, None] + half[:, None] * _POINTS
    return points.ravel(), (half[:, None] * _SHARES).ravel()


def _softmax(margins: np.ndarray) -> np.ndarray:
    powers = np.exp(margins - margins.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)

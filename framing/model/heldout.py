"""Probabilities for every labelled sentence from a model that never saw its group."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from joblib import Parallel, delayed
from sklearn.base import clone
from sklearn.model_selection import LeaveOneGroupOut, StratifiedGroupKFold, StratifiedKFold

from framing.errors import TrainingError
from framing.model.classifier import FrameClassifier

#: Up to this many groups each is left out alone; more are left out together, in this many folds.
MOST_FOLDS = 10
#: From this many sentences on, folds are fitted in two processes; never in threads, for the solver's
#: generator of random numbers would be shared between them and the model differ from run to run.
FEWEST_FOR_TWO_PROCESSES = 2000
#: Folds where no groups are known.
FOLDS_WITHOUT_GROUPS = 5


def held_out_probabilities(
    classifier: FrameClassifier,
    X,
    y: np.ndarray,
    groups: np.ndarray | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[np.ndarray, str]:
    """Return out-of-fold probabilities and how the folds were cut.

    The whole procedure (weights, classifier, temperature) is fitted anew without each fold, so a
    group (a source, or a document) is judged by a model that never saw it.

    Parameters
    ----------
    classifier
        Cloned for each fold, and fitted with the groups of its training part.
    X, y
        Features of shape (n_sentences, n_features) and frames of shape (n_sentences,).
    groups
        Sources or documents, of shape (n_sentences,). Without them folds are cut at random, which
        flatters the model: sentences of one text stand on both sides.

    Returns
    -------
    probabilities : array of shape (n_sentences, n_frames), frames sorted
    split : how the folds were cut, in words

    Raises
    ------
    TrainingError
        If a frame has fewer than two sentences, or there are fewer than two groups.
    """
    classes, counts = np.unique(y, return_counts=True)
    if counts.min() < 2 or len(classes) < 2:
        raise TrainingError(
            f"cannot cross-validate: wanted two or more frames with two or more sentences each; "
            f"got {', '.join(f'{name} {n}' for name, n in zip(classes, counts, strict=True))}"
        )
    folds, split = _folds(X, y, groups, counts)
    probabilities = np.zeros((len(y), len(classes)))

    jobs = 2 if len(y) >= FEWEST_FOR_TWO_PROCESSES else 1
    parallel = Parallel(n_jobs=jobs, return_as="generator")
    fitted_folds = parallel(delayed(_without)(fold, classifier, X, y, groups) for fold in folds)
    for number, (test, columns, predicted) in enumerate(fitted_folds):
        probabilities[np.ix_(test, columns)] = predicted
        if progress:
            progress(number + 1, len(folds))
    return probabilities, split


def _without(
    fold: tuple[np.ndarray, np.ndarray], classifier: FrameClassifier, X, y: np.ndarray, groups: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the test rows of a fold, the columns of its frames, and the probabilities of a model without it."""
    training, test = fold
    left = np.unique(y[training])
    if len(left) < 2:
        out = "a fold" if groups is None else ", ".join(sorted({str(group) for group in groups[test]})[:3])
        raise TrainingError(
            f"cannot cross-validate: without {out} only sentences of {left[0]} are left; "
            "label several frames in each group, or name another column"
        )
    fitted = clone(classifier).fit(X[training], y[training], None if groups is None else groups[training])
    return test, np.searchsorted(np.unique(y), fitted.classes_), fitted.predict_proba(X[test])


def _folds(X, y: np.ndarray, groups: np.ndarray | None, counts: np.ndarray) -> tuple[list, str]:
    if groups is None:
        n = int(min(FOLDS_WITHOUT_GROUPS, counts.min()))
        return list(StratifiedKFold(n, shuffle=True, random_state=0).split(X, y)), f"{n} random folds"
    n_groups = len(np.unique(groups))
    if n_groups < 2:
        raise TrainingError("cannot cross-validate by group: all sentences are of one group; name another column")
    if n_groups <= MOST_FOLDS:
        return list(LeaveOneGroupOut().split(X, y, groups)), f"each of {n_groups} groups left out in turn"
    splitter = StratifiedGroupKFold(MOST_FOLDS, shuffle=True, random_state=0)
    return list(splitter.split(X, y, groups)), f"{MOST_FOLDS} folds that keep {n_groups} groups whole"

"""Figures of quality from labels and probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from framing.evaluation.calibration import calibration_error, reliability, risk_coverage

_RESAMPLES = 500


@dataclass(frozen=True)
class Measures:
    """Quality of probabilities for frames, on n labelled sentences.

    Attributes
    ----------
    n : number of sentences
    macro_f1 : unweighted mean of F1 over the frames that occur, with `macro_f1_low` and
        `macro_f1_high`, a 95 % percentile interval from resampling groups (sentences without them)
    accuracy, log_loss, brier : over all sentences
    ece : class-wise expected calibration error, the mean over the frames
    per_frame : by frame: n, precision, recall, f1 and ece, the calibration error of its probability
    reliability : by frame, the bins of its reliability diagram
    risk_coverage : the error among the surest sentences, for several shares of sentences
    confusion : rows true, columns predicted, in the order of `frames`
    """

    frames: tuple[str, ...]
    n: int
    macro_f1: float
    macro_f1_low: float
    macro_f1_high: float
    accuracy: float
    log_loss: float
    brier: float
    ece: float
    per_frame: dict[str, dict[str, float]]
    confusion: list[list[int]]
    reliability: dict[str, list[dict[str, float]]]
    risk_coverage: list[dict[str, float]]
    split: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return all figures as plain numbers, lists and dictionaries, ready for JSON."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in ("frame", "n", "precision", "recall", "F1", "ECE"))
        rows = "".join(
            f"<tr><td>{escape(frame)}</td><td>{row['n']}</td>"
            + "".join(f"<td>{row[name]:.3f}</td>" for name in ("precision", "recall", "f1", "ece"))
            + "</tr>"
            for frame, row in self.per_frame.items()
        )
        caption = (
            f"macro-F1 {self.macro_f1:.3f} ({self.macro_f1_low:.3f}–{self.macro_f1_high:.3f}), "
            f"log-loss {self.log_loss:.3f}, n = {self.n}{'; ' + self.split if self.split else ''}"
        )
        return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{rows}</table>"


def measure(
    labels: Sequence[str],
    probabilities: np.ndarray,
    frames: Sequence[str],
    *,
    groups: Sequence[str] | None = None,
    split: str = "",
) -> Measures:
    """Measure probabilities of shape (n_sentences, n_frames) against labels.

    Examples
    --------
    >>> figures = measure(["a", "b"], np.array([[0.9, 0.1], [0.2, 0.8]]), ["a", "b"])
    >>> figures.macro_f1, figures.confusion
    (1.0, [[1, 0], [0, 1]])
    """
    frames = tuple(frames)
    truth = np.array([frames.index(label) for label in labels])
    probabilities = np.asarray(probabilities, dtype=float)
    predicted = probabilities.argmax(axis=1)
    confusion = _confusion(truth, predicted, len(frames))
    low, high = _macro_f1_interval(truth, predicted, len(frames), groups)
    certain = np.eye(len(frames))[truth]
    bins = {frame: reliability(probabilities[:, column], truth == column) for column, frame in enumerate(frames)}
    errors = {frame: calibration_error(rows) for frame, rows in bins.items()}
    return Measures(
        frames=frames,
        n=len(truth),
        macro_f1=_macro_f1(confusion),
        macro_f1_low=low,
        macro_f1_high=high,
        accuracy=float((truth == predicted).mean()),
        log_loss=float(-np.log(np.maximum(probabilities[np.arange(len(truth)), truth], 1e-15)).mean()),
        brier=float(((probabilities - certain) ** 2).sum(axis=1).mean()),
        ece=float(np.mean(list(errors.values()))),
        per_frame={
            frame: _frame_figures(confusion, column) | {"ece": errors[frame]} for column, frame in enumerate(frames)
        },
        confusion=confusion.tolist(),
        reliability=bins,
        risk_coverage=risk_coverage(probabilities, truth == predicted),
        split=split,
    )


def _confusion(truth: np.ndarray, predicted: np.ndarray, n: int) -> np.ndarray:
    return np.bincount(truth * n + predicted, minlength=n * n).reshape(n, n)


def _f1(confusion: np.ndarray) -> np.ndarray:
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    return 2 * hits / np.maximum(confusion.sum(axis=-1) + confusion.sum(axis=-2), 1)


def _macro_f1(confusion: np.ndarray) -> float:
    occurs = confusion.sum(axis=1) + confusion.sum(axis=0) > 0
    return float(_f1(confusion)[occurs].mean())


def _frame_figures(confusion: np.ndarray, column: int) -> dict[str, float]:
    hits, true, predicted = confusion[column, column], confusion[column].sum(), confusion[:, column].sum()
    return {
        "n": int(true),
        "precision": float(hits / max(predicted, 1)),
        "recall": float(hits / max(true, 1)),
        "f1": float(_f1(confusion)[column]),
    }


def _macro_f1_interval(
    truth: np.ndarray, predicted: np.ndarray, n: int, groups: Sequence[str] | None
) -> tuple[float, float]:
    """Return a 95 % percentile interval of macro-F1, resampling whole groups (seeded)."""
    members = np.arange(len(truth)) if groups is None else np.unique(np.asarray(groups), return_inverse=True)[1]
    by_group = np.zeros((members.max() + 1, n * n))
    np.add.at(by_group, (members, truth * n + predicted), 1)
    draws = np.random.default_rng(0).multinomial(len(by_group), np.full(len(by_group), 1 / len(by_group)), _RESAMPLES)
    resampled = (draws @ by_group).reshape(_RESAMPLES, n, n)
    low, high = np.quantile([_macro_f1(confusion) for confusion in resampled], [0.025, 0.975])
    return float(low), float(high)

"""How far independent coders agree, before adjudication."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import AnnotationError

if TYPE_CHECKING:
    import pandas as pd

#: Resampled sets of documents behind an interval.
RESAMPLES = 1000


@dataclass(frozen=True)
class Agreement:
    """Coefficients of agreement with 95 % intervals from resampled documents.

    Attributes
    ----------
    n_units, n_documents, coders
        What the coefficients rest on; every unit has two codings or more.
    coefficients
        Name to (estimate, low, high): alpha (nominal Krippendorff's α), kappa (Cohen's κ, mean over
        pairs of coders), ac1 (Gwet's AC1), percent (observed agreement).
    per_frame
        Frame to (α of this frame against the others, low, high).
    """

    n_units: int
    n_documents: int
    coders: tuple[str, ...]
    coefficients: dict[str, tuple[float, float, float]]
    per_frame: dict[str, tuple[float, float, float]]

    @property
    def verdict(self) -> str:
        """Say what the lower limit of α allows (Krippendorff 2004): reliable, tentative or unreliable."""
        low = self.coefficients["alpha"][1]
        return "reliable" if low >= 0.80 else "tentative" if low >= 0.667 else "unreliable"

    def as_dict(self) -> dict[str, Any]:
        """Return all figures as plain data, ready for JSON."""
        return {**vars(self), "coders": list(self.coders), "verdict": self.verdict}

    def rows(self) -> list[tuple[str, float, float, float]]:
        """Return name, estimate, low and high of every coefficient, frames last."""
        named = {"alpha": "Krippendorff's α", "kappa": "Cohen's κ", "ac1": "Gwet's AC1", "percent": "agreement"}
        rows = [(named[name], *figures) for name, figures in self.coefficients.items()]
        return rows + [(f"α of {frame}", *figures) for frame, figures in self.per_frame.items()]

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{value:.3f}</td><td>{low:.3f}–{high:.3f}</td></tr>"
            for name, value, low, high in self.rows()
        )
        coders = ", ".join(self.coders)
        caption = f"{self.n_units} units of {self.n_documents} documents, coders {coders}: {self.verdict}"
        return f"<table><caption>{escape(caption)}</caption>{rows}</table>"


def measure_agreement(codings: pd.DataFrame, *, resamples: int = RESAMPLES, seed: int = 0) -> Agreement:
    """Measure the agreement of independent codings.

    Intervals are percentiles over resampled documents, for sentences of one document are coded
    together; the document of a unit is what stands before the colon of its unit_id.

    Parameters
    ----------
    codings
        A table with unit_id, coder and frame; units coded once are left aside.
    resamples, seed
        Number of resampled sets of documents, and the seed of their drawing.

    Raises
    ------
    AnnotationError
        If no unit was coded twice.

    References
    ----------
    Hayes, A. F., & Krippendorff, K. (2007). Communication Methods and Measures, 1(1), 77–89.
    Gwet, K. L. (2008). British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"unit_id": ["a:1", "a:1", "b:1", "b:1", "c:1", "c:1"],
    ...                         "coder": list("xyxyxy"), "frame": ["s", "s", "n", "n", "s", "n"]})
    >>> round(measure_agreement(codings).coefficients["alpha"][0], 3)
    0.444
    """
    wide = codings.pivot(index="unit_id", columns="coder", values="frame")
    wide = wide[wide.notna().sum(axis=1) >= 2]
    if not len(wide):
        raise AnnotationError("no unit was coded by two coders; agreement needs independent codings of the same units")
    frames = sorted(set(codings["frame"]))
    codes = np.column_stack([_codes(wide[coder], frames) for coder in wide.columns])
    documents = np.unique(wide.index.str.partition(":").get_level_values(0), return_inverse=True)[1]
    draws = _draws(documents, resamples, seed)

    def interval(coefficient: Callable[[np.ndarray], float], of: np.ndarray) -> tuple[float, float, float]:
        low, high = np.nanquantile([coefficient(of[rows]) for rows in draws], [0.025, 0.975])
        return coefficient(of), float(low), float(high)

    return Agreement(
        n_units=len(wide),
        n_documents=int(documents.max()) + 1,
        coders=tuple(map(str, wide.columns)),
        coefficients={name: interval(function, codes) for name, function in COEFFICIENTS.items()},
        per_frame={
            frame: interval(alpha, np.where(codes < 0, -1, (codes == number).astype(int)))
            for number, frame in enumerate(frames)
        },
    )


def alpha(codes: np.ndarray) -> float:
    """Return nominal Krippendorff's α of codes of shape (n_units, n_coders); −1 is no coding."""
    counts = _counts(codes)
    n_of_unit = counts.sum(axis=1)
    counts, n_of_unit = counts[n_of_unit >= 2], n_of_unit[n_of_unit >= 2]
    n = n_of_unit.sum()
    observed = ((n_of_unit**2 - (counts**2).sum(axis=1)) / (n_of_unit - 1)).sum() / n
    totals = counts.sum(axis=0)
    expected = (n**2 - (totals**2).sum()) / (n * (n - 1))
    return float(1 - observed / expected) if expected else float("nan")


def percent(codes: np.ndarray) -> float:
    """Return the share of pairs of codings that agree, averaged over units."""
    counts = _counts(codes)
    n = counts.sum(axis=1)
    agreeing = (counts * (counts - 1)).sum(axis=1) / np.maximum(n * (n - 1), 1)
    return float(agreeing[n >= 2].mean())


def ac1(codes: np.ndarray) -> float:
    """Return Gwet's AC1: agreement beyond what chance gives where coders hesitate."""
    counts = _counts(codes)
    shares = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = (shares * (1 - shares)).sum() / max(1, len(shares) - 1)
    return (percent(codes) - chance) / (1 - chance) if chance < 1 else float("nan")


def kappa(codes: np.ndarray) -> float:
    """Return Cohen's κ, averaged over the pairs of coders who share units."""
    pairs = [(one, other) for one in range(codes.shape[1]) for other in range(one)]
    values = [_kappa(codes[:, one], codes[:, other]) for one, other in pairs]
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


COEFFICIENTS = {"alpha": alpha, "kappa": kappa, "ac1": ac1, "percent": percent}


def _kappa(one: np.ndarray, other: np.ndarray) -> float:
    shared = (one >= 0) & (other >= 0)
    if not shared.any():
        return float("nan")
    one, other = one[shared], other[shared]
    n = max(one.max(), other.max()) + 1
    observed = (one == other).mean()
    expected = (np.bincount(one, minlength=n) * np.bincount(other, minlength=n)).sum() / len(one) ** 2
    return float((observed - expected) / (1 - expected)) if expected < 1 else float("nan")


def _codes(column: pd.Series, frames: Sequence[str]) -> np.ndarray:
    return column.map({frame: number for number, frame in enumerate(frames)}).fillna(-1).to_numpy(dtype=int)


def _counts(codes: np.ndarray) -> np.ndarray:
    """Return how often each code was given to each unit, of shape (n_units, n_codes)."""
    return np.stack([(codes == code).sum(axis=1) for code in range(max(codes.max() + 1, 2))], axis=1)


def _draws(documents: np.ndarray, resamples: int, seed: int) -> list[np.ndarray]:
    """Return the rows of each resampled set of documents."""
    rng = np.random.default_rng(seed)
    n = documents.max() + 1
    order = np.argsort(documents, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(documents))[:-1])
    return [np.concatenate([rows[document] for document in rng.integers(0, n, n)]) for _ in range(resamples)]

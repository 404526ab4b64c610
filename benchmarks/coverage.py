"""Coverage, width and error of the tiers beside counting, PCC, ACC and EMQ, and false positives under a true null.

Simulated sources with known shares (tests/simulated_sources.py): prior shift, mild and strong source
shift; 30 to 2,000 sentences; ten gold sources with 1,200 sentences together.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from quantifiers import (
    adjusted_count,
    count_labels,
    expectation_maximisation,
    mean_probability,
)
from simulated_sources import SHIFTS, simulate_source
from test_contrasts import false_positives, false_positives_of_permutation
from test_coverage import SIZES, coded, effect, gold_errors, reads

from framing.prevalence.adjusted import adjusted_intervals, mean_rows
from framing.prevalence.intervals import korn_graubard
from framing.prevalence.powered import powered_intervals, powered_shares

GOLDS, TARGETS = 40, 5


def main() -> None:
    print(f"{GOLDS} sets of gold × {TARGETS} sources × 4 frames; coverage at a nominal .95, mean width, RMSE")
    for shift in SHIFTS:
        for n, m in SIZES:
            print(f"\n{shift} shift, {n} sentences a source, {min(n, m)} of them coded for tier A")
            for name, (held, width, error) in _measure(shift, n, m).items():
                shown = "            –      –" if np.isnan(held) else f"coverage {held:.3f}  {width:.3f}"
                print(f"  {name:10} {shown}  RMSE {error:.3f}")
    print("\nTests at .05 of a true null (same shares, misread differently): share rejected")
    for shift in SHIFTS:
        for n, m in ((400, 25), (400, 60), (2000, 200)):
            rate = false_positives(shift, n, m, repeats=300, seed=n + m)
            print(f"  prediction-powered, {shift} shift, {m} of {n} coded: {rate:.3f}")
    print(
        f"  permutation of documents, 200 of 200 coded: {false_positives_of_permutation(200, repeats=300, seed=1):.3f}"
    )


def _measure(shift: str, n: int, m: int) -> dict[str, tuple[float, float, float]]:
    rng = np.random.default_rng(n)
    found: dict[str, list[tuple]] = {}
    for _ in range(GOLDS):
        errors = gold_errors(shift, rng)
        rows, _ = mean_rows(errors.counts)
        prior = errors.counts.sum(axis=(0, 2)) / errors.counts.sum()
        for source in [simulate_source(n, rng=rng, shift=shift) for _ in range(TARGETS)]:
            worth = n / effect(source, errors.correlation)
            for name, intervals in _estimates(source, errors, (rows, prior), coded(source, m, rng), worth).items():
                found.setdefault(name, []).extend(
                    (i.low, i.high, i.estimate, truth) for i, truth in zip(intervals, source.shares, strict=True)
                )
    return {name: _summary(np.array(of_name, dtype=float)) for name, of_name in found.items()}


def _estimates(source, errors, learned, sample, worth) -> dict[str, list]:
    rows, prior = learned
    readings = source.readings
    plain = {
        "counting": count_labels(readings),
        "PCC": mean_probability(readings),
        "ACC": adjusted_count(readings, rows),
        "EMQ": expectation_maximisation(readings, prior),
    }
    effects = np.array([len(readings) / worth])
    return {
        "tier A": powered_intervals(sample, powered_shares(sample)),
        "tier B": adjusted_intervals(reads(source).sum(axis=0)[None], errors, effects=effects)[0],
    } | {name: [_around(float(share), worth) for share in shares] for name, shares in plain.items()}


def _around(share: float, worth: float):
    """Return the interval that sampling alone would give."""
    share = min(max(share, 0.0), 1.0)
    variance = max(share * (1 - share), 1e-9) / worth
    return korn_graubard(share, variance, n=int(worth) + 1, most=worth, df=1e6)


def _summary(rows: np.ndarray) -> tuple[float, float, float]:
    low, high, estimate, truth = rows.T
    held = ((low - 1e-9 <= truth) & (truth <= high + 1e-9)).mean()
    return float(held), float((high - low).mean()), float(np.sqrt(((estimate - truth) ** 2).mean()))


if __name__ == "__main__":
    main()

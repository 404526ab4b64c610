"""Intervals and tests are measured by what they promise, on simulated sources whose shares are known."""

from __future__ import annotations

import numpy as np
import pytest
from simulated_sources import FRAMES, SHIFTS, Source, simulate_source

from framing.prevalence.adjusted import adjusted_intervals, learn_errors
from framing.prevalence.clustering import design_effect, intraclass_correlation, mean_size
from framing.prevalence.powered import CodedSample, powered_intervals, powered_shares

#: Sentences of a source, and how many of them are coded.
SIZES = [(30, 25), (100, 25), (400, 60), (2000, 100)]
SETTINGS = [(shift, n, m) for shift in SHIFTS for n, m in SIZES]
GOLD_SOURCES, GOLD_SENTENCES = 10, 1200


def coded(source: Source, m: int, rng: np.random.Generator) -> CodedSample:
    n = len(source.frames)
    places = rng.choice(n, min(m, n), replace=False)
    return CodedSample(source.documents, source.readings, places, source.codes[places], np.full(len(places), m / n))


def holds(interval, truth: float) -> bool:
    return interval.low - 1e-9 <= truth <= interval.high + 1e-9


def tier_a_coverage(shift: str, n: int, m: int, *, estimand: str, repeats: int, seed: int) -> float:
    rng = np.random.default_rng(seed)
    held = []
    for _ in range(repeats):
        source = simulate_source(n, rng=rng, shift=shift)
        sample = coded(source, m, rng)
        truth = source.shares if estimand == "output" else source.codes.mean(axis=0)
        found = powered_intervals(sample, powered_shares(sample, estimand=estimand), estimand=estimand)
        held += [holds(interval, share) for interval, share in zip(found, truth, strict=True)]
    return float(np.mean(held))


def gold_errors(shift: str, rng: np.random.Generator):
    size = GOLD_SENTENCES // GOLD_SOURCES
    gold = [simulate_source(size, rng=rng, shift=shift) for _ in range(GOLD_SOURCES)]
    counts = np.stack([source.codes.T @ reads(source) for source in gold])
    documents = np.concatenate([source.documents + 1000 * place for place, source in enumerate(gold)])
    codes = np.concatenate([source.codes for source in gold])
    correlation = intraclass_correlation(codes, documents, np.repeat(np.arange(GOLD_SOURCES), size))
    return learn_errors(tuple(map(str, range(GOLD_SOURCES))), counts, correlation=correlation)


def reads(source: Source) -> np.ndarray:
    return np.eye(len(FRAMES))[source.readings.argmax(axis=1)]


def effect(source: Source, correlation: float) -> float:
    if len(source.frames) >= 100:
        return design_effect(reads(source), source.documents)
    return 1 + (mean_size(source.documents) - 1) * correlation


def tier_b_coverage(shift: str, n: int, *, repeats: int, seed: int, targets: int = 6) -> float:
    rng = np.random.default_rng(seed)
    held = []
    for _ in range(repeats):
        errors = gold_errors(shift, rng)
        sources = [simulate_source(n, rng=rng, shift=shift) for _ in range(targets)]
        read = np.stack([reads(source).sum(axis=0) for source in sources])
        effects = np.array([effect(source, errors.correlation) for source in sources])
        for source, found in zip(sources, adjusted_intervals(read, errors, effects=effects), strict=True):
            held += [holds(interval, share) for interval, share in zip(found, source.shares, strict=True)]
    return float(np.mean(held))


@pytest.mark.parametrize("estimand", ["output", "sentences"])
def test_tier_a_covers_under_strong_shift(estimand):
    assert tier_a_coverage("strong", 400, 60, estimand=estimand, repeats=150, seed=1) >= 0.93


@pytest.mark.parametrize("estimand", ["output", "sentences"])
def test_tier_a_covers_where_voices_are_sampled_apart(estimand):
    """Own words and others' speech differ in their frames and are drawn with unequal probabilities."""
    rng, held = np.random.default_rng(6), []
    for _ in range(100):
        source = simulate_source(600, rng=rng, shift="strong")
        own = rng.random(600) < np.where(source.frames < 2, 0.15, 0.75)
        parts = [
            rng.choice(np.flatnonzero(own == voice), min(40, (own == voice).sum()), False) for voice in (True, False)
        ]
        inclusion = np.concatenate(
            [np.full(len(rows), len(rows) / (own == own[rows[0]]).sum()) for rows in parts if len(rows)]
        )
        places = np.concatenate(parts)
        sample = CodedSample(source.documents, source.readings, places, source.codes[places], inclusion)
        truth = source.shares if estimand == "output" else source.codes.mean(axis=0)
        found = powered_intervals(sample, powered_shares(sample, estimand), estimand=estimand)
        held += [holds(interval, share) for interval, share in zip(found, truth, strict=True)]
    assert np.mean(held) >= 0.93


def test_tier_b_covers_under_strong_shift():
    assert tier_b_coverage("strong", 400, repeats=12, seed=2) >= 0.95


def test_counting_labels_does_not_cover():
    """What the tiers are for: an interval around the share of labels misses the truth most of the time."""
    rng, held = np.random.default_rng(3), []
    for _ in range(100):
        source = simulate_source(2000, rng=rng, shift="strong")
        counted = reads(source).mean(axis=0)
        half = 1.96 * np.sqrt(counted * (1 - counted) / 2000 * design_effect(reads(source), source.documents))
        held += list(np.abs(counted - source.shares) <= half)
    assert np.mean(held) < 0.6


@pytest.mark.slow
@pytest.mark.parametrize("estimand", ["output", "sentences"])
@pytest.mark.parametrize(("shift", "n", "m"), SETTINGS)
def test_tier_a_covers(shift, n, m, estimand):
    assert tier_a_coverage(shift, n, m, estimand=estimand, repeats=400, seed=n) >= 0.93


@pytest.mark.slow
@pytest.mark.parametrize(("shift", "n", "m"), SETTINGS)
def test_tier_b_covers(shift, n, m):
    assert tier_b_coverage(shift, n, repeats=50, seed=n) >= 0.95

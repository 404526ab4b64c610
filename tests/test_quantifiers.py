"""The estimators that benchmarks set beside ours are those of the field: quapy is the oracle, where installed."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from quantifiers import adjusted_count, count_labels, expectation_maximisation, mean_probability
from simulated_sources import MEAN_SHARES, simulate_source
from test_coverage import reads


@pytest.fixture(scope="module")
def quapy():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("quapy", reason="quapy, the oracle, is not installed: pip install quapy")
        from quapy.method import aggregative
    return aggregative


@pytest.fixture(scope="module")
def simulated():
    rng = np.random.default_rng(8)
    gold = simulate_source(3000, rng=rng, shares=MEAN_SHARES)
    return gold, [simulate_source(800, rng=rng, shift=shift) for shift in ("prior", "mild", "strong")]


def test_counting_and_mean_probability(quapy, simulated):
    from sklearn.linear_model import LogisticRegression

    trained = LogisticRegression().fit(np.eye(4), np.arange(4))
    counting, averaging = (kind(trained, fit_classifier=False) for kind in (quapy.CC, quapy.PCC))
    for source in simulated[1]:
        counted = counting.aggregate(source.readings.argmax(axis=1))
        assert count_labels(source.readings) == pytest.approx(counted, abs=5e-4)
        assert mean_probability(source.readings) == pytest.approx(averaging.aggregate(source.readings), abs=5e-4)


def test_adjusted_count(quapy, simulated):
    gold, sources = simulated
    counts = gold.codes.T @ reads(gold)
    rows = counts / counts.sum(axis=1, keepdims=True)
    for source in sources:
        expected = quapy.ACC.solve_adjustment(
            rows.T, count_labels(source.readings), method="inversion", solver="minimize"
        )
        assert adjusted_count(source.readings, rows) == pytest.approx(expected, abs=2e-3)


def test_expectation_maximisation(quapy, simulated):
    for source in simulated[1]:
        expected, _ = quapy.EMQ.EM(MEAN_SHARES, source.readings, epsilon=1e-7)
        assert expectation_maximisation(source.readings, MEAN_SHARES) == pytest.approx(expected, abs=5e-4)


def test_without_an_oracle_they_find_shares_where_sources_differ_in_prevalence_alone(simulated):
    gold, (source, *_) = simulated
    counts = gold.codes.T @ reads(gold)
    truth = source.codes.mean(axis=0)
    found = adjusted_count(source.readings, counts / counts.sum(axis=1, keepdims=True))
    assert found == pytest.approx(truth, abs=0.06)
    counted = count_labels(source.readings)
    assert np.abs(found - truth).mean() < np.abs(counted - truth).mean()

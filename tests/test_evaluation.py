from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics

from framing.errors import TrainingError
from framing.evaluation import crossvalidate, evaluate, measure, measure_evidence, measure_sets, prediction_sets

pytestmark = pytest.mark.filterwarnings("ignore::framing.errors.FramingWarning")


@pytest.fixture(scope="module")
def judged():
    rng = np.random.default_rng(3)
    frames = ["a", "b", "c"]
    labels = rng.choice(frames, 300, p=[0.2, 0.3, 0.5])
    sharp = np.eye(3)[np.searchsorted(frames, labels)] + rng.gamma(1, 0.6, (300, 3))
    return labels, sharp / sharp.sum(axis=1, keepdims=True), frames


def test_figures_equal_those_of_scikit_learn(judged):
    labels, probabilities, frames = judged
    found = measure(list(labels), probabilities, frames)
    predicted = np.array(frames)[probabilities.argmax(axis=1)]
    assert found.macro_f1 == pytest.approx(metrics.f1_score(labels, predicted, average="macro"))
    assert found.accuracy == pytest.approx(metrics.accuracy_score(labels, predicted))
    assert found.log_loss == pytest.approx(metrics.log_loss(labels, probabilities, labels=frames))
    assert found.confusion == metrics.confusion_matrix(labels, predicted, labels=frames).tolist()
    for frame in frames:
        assert found.per_frame[frame]["recall"] == pytest.approx(
            metrics.recall_score(labels == frame, predicted == frame)
        )


def test_interval_of_macro_f1_holds_it_and_widens_with_clustering(judged):
    labels, probabilities, frames = judged
    free = measure(list(labels), probabilities, frames)
    clustered = measure(list(labels), probabilities, frames, groups=[str(n // 60) for n in range(300)])
    assert free.macro_f1_low < free.macro_f1 < free.macro_f1_high
    assert clustered.macro_f1_low != free.macro_f1_low


def test_calibration_error_is_small_for_true_probabilities_and_large_for_false_ones():
    rng = np.random.default_rng(0)
    p = rng.random(5000)
    labels = np.where(rng.random(5000) < p, "a", "b")
    true = measure(list(labels), np.column_stack([p, 1 - p]), ["a", "b"])
    false = measure(list(labels), np.column_stack([np.sqrt(p), 1 - np.sqrt(p)]), ["a", "b"])
    assert true.per_frame["a"]["ece"] < 0.03
    assert false.per_frame["a"]["ece"] > 0.1


def test_evidence_is_measured_by_source(small_model):
    found = measure_evidence(small_model)
    assert found.n == 32
    assert found.split == "each of 4 groups left out in turn"
    assert found.macro_f1 > 0.5


def test_evaluation_refuses_labels_that_the_model_does_not_know(small_model):
    with pytest.raises(TrainingError, match="the label 'war'"):
        evaluate(small_model, ["The bridge is shut."], ["war"])


def test_crossvalidation_of_a_users_labels(labelled):
    texts, frames, outlets = labelled
    found = crossvalidate(texts, frames, groups=outlets)
    assert found.probabilities.shape == (32, 4)
    assert found.measures.split == "each of 4 groups left out in turn"
    assert crossvalidate(texts, frames).measures.split == "5 random folds"


def test_the_surest_sentences_are_misread_less_often(judged):
    labels, probabilities, frames = judged
    found = measure(list(labels), probabilities, frames)
    risks = {row["coverage"]: row["risk"] for row in found.risk_coverage}
    assert risks[1.0] == pytest.approx(1 - found.accuracy)
    assert risks[0.3] < risks[1.0]
    assert sum(row["n"] for row in found.reliability["a"]) == 300
    assert found.ece == pytest.approx(np.mean([row["ece"] for row in found.per_frame.values()]))


@pytest.fixture
def model_with_evidence(small_model):
    """Return the small model with evidence of 40 sources whose probabilities are as good as they say."""
    rng = np.random.default_rng(5)
    n, frames = 4000, small_model.frames
    p = rng.dirichlet([0.6] * 4, n)
    truth = (p.cumsum(axis=1) > rng.random((n, 1))).argmax(axis=1)
    columns = {"unit_id": np.arange(n).astype(str), "source": (np.arange(n) % 40).astype(str), "material": ""}
    evidence = pd.DataFrame(columns | {"frame": np.array(frames)[truth]})
    evidence[[f"p_{frame}" for frame in frames]] = p
    return replace(small_model, evidence=evidence), p, truth


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95])
def test_prediction_sets_hold_every_frame_as_often_as_they_say(model_with_evidence, level):
    model, p, truth = model_with_evidence
    found = measure_sets(model, level=level)
    for frame, coverage in found.coverage.items():
        n = (truth == model.frames.index(frame)).sum()
        assert abs(coverage - level) < 3 * np.sqrt(level * (1 - level) / n) + 0.005, frame
    assert found.single + found.several + found.none == pytest.approx(1)
    held = prediction_sets(model, p, level=level)
    assert held.shape == p.shape
    assert held.sum() > prediction_sets(model, p, level=level - 0.2).sum()


def test_a_level_that_is_no_probability_is_refused(small_model):
    with pytest.raises(TrainingError, match="wanted a level"):
        prediction_sets(small_model, np.ones((1, 4)) / 4, level=90)

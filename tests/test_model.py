from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC
from sklearn.utils.estimator_checks import parametrize_with_checks

from framing.errors import FramingWarning, TrainingError
from framing.features import TermWeighting
from framing.model import FrameClassifier, fit_model, held_out_probabilities, train, training_data

pytestmark = pytest.mark.filterwarnings("ignore::framing.errors.FramingWarning")


@parametrize_with_checks([FrameClassifier(), FrameClassifier(candidates=[LinearSVC(C=0.1), LinearSVC()])])
def test_scikit_learn_accepts_the_classifier(estimator, check):
    check(estimator)


def test_probabilities_sum_to_one_and_frames_are_read(small_model):
    probabilities = small_model.predict_proba(["Our army crushed the terrorists.", "The train arrived on Tuesday."])
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert list(small_model.predict(["Our army crushed the terrorists.", "The train arrived on Tuesday."])) == [
        "state",
        "neutral",
    ]


def test_training_twice_gives_the_same_model(labelled, small_model):
    texts, frames, outlets = labelled
    again = fit_model(training_data(texts, frames, sources=outlets), small_model.codebook)
    assert again.model_id == small_model.model_id
    pd.testing.assert_frame_equal(again.evidence, small_model.evidence)


def test_training_many_times_in_threads_gives_the_same_model(labelled, small_model):
    """Folds are fitted in threads, and no generator of random numbers is shared between them."""
    texts, frames, outlets = labelled
    data = training_data(texts * 5, frames * 5, sources=[f"{outlet}{n % 11}" for n, outlet in enumerate(outlets * 5)])
    assert len({fit_model(data).evidence.to_json() for _ in range(5)}) == 1


def test_few_sentences_never_give_certainty(small_model):
    most = small_model.predict_proba(["Our heroic army liberated the town from the terrorist gangs."]).max()
    assert most <= (32 + 0.25) / 33


def test_model_id_changes_with_what_is_learned(labelled, small_model):
    texts, frames, outlets = labelled
    other = fit_model(training_data(texts[1:], frames[1:], sources=outlets[1:]), small_model.codebook)
    assert other.model_id != small_model.model_id


def test_held_out_sentences_were_not_seen():
    """A feature that gives the label away within each group, and misleads across groups, does not help."""
    rng = np.random.default_rng(0)
    groups = np.repeat(np.arange(6), 40)
    y = rng.choice(["a", "b"], 240)
    X = np.zeros((240, 12))
    X[np.arange(240), 2 * groups + (y == "a")] = 1  # each group has its own two columns
    probabilities, split = held_out_probabilities(FrameClassifier(), X, y, groups)
    accuracy = (np.array(["a", "b"])[probabilities.argmax(axis=1)] == y).mean()
    assert accuracy < 0.65
    assert split == "each of 6 groups left out in turn"
    flattered, _ = held_out_probabilities(FrameClassifier(), X, y)
    assert (np.array(["a", "b"])[flattered.argmax(axis=1)] == y).mean() > 0.95


def test_the_choice_among_candidates_is_made_on_groups_kept_whole():
    """A block that gives the label away within each group is taken on random folds, and left out by group."""
    rng = np.random.default_rng(0)
    groups = np.repeat(np.arange(8), 40)
    y = rng.choice(["a", "b"], 320)
    house = np.zeros((320, 16))
    house[np.arange(320), 2 * groups + (y == "a")] = 1
    X = np.hstack([house, (y == "a")[:, None] + rng.normal(0, 0.8, (320, 1))])
    candidates = [
        Pipeline([("weighting", TermWeighting((16,), left_out=hidden)), ("separator", LinearSVC(random_state=0))])
        for hidden in ((), (0,))
    ]
    by_group = FrameClassifier(candidates=candidates).fit(X, y, groups)
    at_random = FrameClassifier(candidates=candidates).fit(X, y)
    assert (by_group.chosen_, at_random.chosen_) == (1, 0)
    assert by_group.tried_[1] < by_group.tried_[0]


def test_temperature_lowers_the_log_loss_on_groups_not_seen():
    rng = np.random.default_rng(1)
    groups = np.repeat(np.arange(20), 30)
    y = rng.choice(["a", "b", "c"], 600)
    signal = np.eye(3)[np.searchsorted(["a", "b", "c"], y)]
    X = np.hstack([signal + rng.normal(0, 1.2, (600, 3)), rng.normal(0, 1, (600, 40))])
    train_rows, test_rows = groups < 15, groups >= 15
    model = FrameClassifier().fit(X[train_rows], y[train_rows], groups[train_rows])
    calibrated = model.predict_proba(X[test_rows])
    margins = model.model_.calibrated_classifiers_[0].estimator.decision_function(X[test_rows])
    overconfident = np.exp(4 * margins) / np.exp(4 * margins).sum(axis=1, keepdims=True)
    truth = np.searchsorted(model.classes_, y[test_rows])

    def log_loss(p):
        return -np.log(p[np.arange(len(truth)), truth]).mean()

    assert log_loss(calibrated) < log_loss(overconfident)


def test_train_takes_units_and_gold(labelled):
    texts, frames, outlets = labelled
    ids = [f"u{n}" for n in range(len(texts))]
    units = pd.DataFrame({"unit_id": ids, "text": texts, "source": outlets})
    gold = pd.DataFrame({"unit_id": ids[:-1], "frame": frames[:-1]})
    model = train(units, gold)
    assert model.frames == ("activist", "diplomatic", "neutral", "state")
    assert len(model.evidence) == len(texts) - 1
    with pytest.raises(TrainingError, match="no unit_id of the gold"):
        train(units, pd.DataFrame({"unit_id": ["x"], "frame": ["state"]}))


@pytest.mark.parametrize(
    ("texts", "labels", "told"),
    [
        (["a b"] * 10, ["x"] * 10, "two or more frames"),
        (["a b"] * 10, ["x"] * 8 + ["y"] * 2, r"too few of y \(2\)"),
        (["a b"] * 9 + [""], ["x", "y"] * 5, r"row 10 \(line 11 .* has no text"),
        (["a b"] * 10, ["x", "y"] * 4 + ["x", ""], r"row 10 \(line 11 .* has no label"),
        (["a b"] * 400, [f"l{n}" for n in range(400)], "is this the column of labels"),
    ],
)
def test_labels_that_do_not_suffice_are_refused_in_words(texts, labels, told):
    with pytest.raises(TrainingError, match=told):
        training_data(texts, labels)


def test_frames_that_are_sources_are_refused_in_words():
    texts = [f"word{n} said" for n in range(80)]
    data = training_data(texts, ["x"] * 40 + ["y"] * 40, sources=["A"] * 40 + ["B"] * 40)
    with pytest.raises(TrainingError, match="without A only sentences of y are left"):
        fit_model(data)


def test_thin_frames_are_told():
    with pytest.warns(FramingWarning, match="only 6 sentences of y"):
        training_data([f"word{n} said" for n in range(40)], ["x"] * 34 + ["y"] * 6)


def test_labels_outside_the_codebook_are_refused(labelled, small_model):
    texts, frames, _ = labelled
    data = training_data(texts, [f"{frame}s" for frame in frames])
    with pytest.raises(TrainingError, match="'activists' is no frame of the codebook"):
        fit_model(data, small_model.codebook)

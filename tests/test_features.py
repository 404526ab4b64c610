from __future__ import annotations

import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from framing.features import SHAPE_FEATURES, FrameFeatures, TermWeighting, measure_shape, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syria’s army, which left", "Syrias army which left"),
        ("on 12 December 2016", "on 9 December 2015"),
        ("“We won”", '"We won"'),
        ("see https://a.example/b now", "see now"),
        ("@orlu said", "@someone said"),
    ],
)
def test_spellings_that_tell_the_outlet_come_out_alike(one, other):
    assert normalise(one) == normalise(other)


def test_rows_depend_on_the_sentence_alone():
    features = FrameFeatures(n_hashed=512)
    alone = features.transform(["We must act!"])
    among = features.transform(["The bridge is shut.", "We must act!"])[1]
    assert (alone != among).nnz == 0
    assert alone.shape[1] == sum(features.widths) == len(features.get_feature_names_out())


def test_shape_measures_lie_between_0_and_1():
    texts = ["", "!" * 50, "We must not wait, you and I! #now @you 1 2 3 4 5 6", "Слава " * 200, "😀"]
    measures = measure_shape(texts)
    assert measures.shape == (5, len(SHAPE_FEATURES))
    assert measures.min() >= 0
    assert measures.max() <= 1


def test_blocks_are_weighed_to_unit_length_and_measures_are_not():
    rng = np.random.default_rng(0)
    X = np.hstack([rng.poisson(0.7, (40, 30)), rng.random((40, 3))])
    weighed = TermWeighting(widths=(10, 20), min_df=1).fit(X).transform(X).toarray()
    for block in (weighed[:, :10], weighed[:, 10:30]):
        lengths = np.linalg.norm(block, axis=1)
        assert np.allclose(lengths[lengths > 0], 1)
    assert weighed[:, 30:].max() <= 1 / np.sqrt(3) + 1e-9


def test_rare_columns_are_dropped():
    X = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0]])
    assert list(TermWeighting(min_df=2).fit(X).columns_) == [0, 1]


@parametrize_with_checks([TermWeighting()])
def test_scikit_learn_accepts_the_weighting(estimator, check):
    check(estimator)

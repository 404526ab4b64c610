from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask

from framing.annotation import annotations_folder, measure_agreement, read_codings
from framing.errors import AnnotationError


def codings_of(*coders: list[str | None]) -> pd.DataFrame:
    rows = [
        (f"d{item // 3}:{item}", f"coder {number}", frame)
        for number, frames in enumerate(coders)
        for item, frame in enumerate(frames)
        if frame is not None
    ]
    return pd.DataFrame(rows, columns=["unit_id", "coder", "frame"])


def test_alpha_of_the_published_example():
    """Hayes & Krippendorff (2007), nominal data of their Table 1 as reprinted in Krippendorff (2011): α = .743 for 4 coders."""
    data = [
        ["1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."],
        ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"],
        [".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."],
        ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."],
    ]
    coders = [[None if code == "." else code for code in row] for row in data]
    found = measure_agreement(codings_of(*coders), resamples=20)
    assert found.coefficients["alpha"][0] == pytest.approx(0.743, abs=5e-4)


@pytest.mark.parametrize("seed", range(3))
def test_coefficients_equal_those_of_nltk(seed):
    rng = np.random.default_rng(seed)
    one = rng.choice(list("sadn"), 90, p=[0.2, 0.2, 0.2, 0.4])
    other = np.where(rng.random(90) < 0.8, one, rng.choice(list("sadn"), 90))
    found = measure_agreement(codings_of(list(one), list(other)), resamples=20).coefficients
    task = AnnotationTask([(c, str(i), f) for c, row in (("x", one), ("y", other)) for i, f in enumerate(row)])
    assert found["alpha"][0] == pytest.approx(task.alpha())
    assert found["kappa"][0] == pytest.approx(task.kappa())
    assert found["percent"][0] == pytest.approx(task.avg_Ao())


def test_ac1_of_a_skewed_table():
    """Two coders, 118 yes/yes, 5 and 2 off the diagonal, 0 no/no: AC1 by its formula."""
    one = ["y"] * 123 + ["n"] * 2
    other = ["y"] * 118 + ["n"] * 5 + ["y"] * 2
    q = (123 + 120) / 250
    expected = (118 / 125 - 2 * q * (1 - q)) / (1 - 2 * q * (1 - q))
    assert measure_agreement(codings_of(one, other), resamples=20).coefficients["ac1"][0] == pytest.approx(expected)


def test_intervals_hold_the_estimate_and_are_seeded():
    rng = np.random.default_rng(5)
    one = rng.choice(list("sadn"), 120)
    other = np.where(rng.random(120) < 0.85, one, "n")
    first = measure_agreement(codings_of(list(one), list(other)))
    assert first == measure_agreement(codings_of(list(one), list(other)))
    for value, low, high in first.coefficients.values():
        assert low < value < high


def test_one_coder_alone_is_refused():
    with pytest.raises(AnnotationError, match="no unit was coded by two coders"):
        measure_agreement(codings_of(["s", "n"]))


def test_bundled_codings_are_reliable():
    found = measure_agreement(read_codings(annotations_folder()), resamples=200)
    assert found.coefficients["alpha"][1] >= 0.80
    assert min(low for _, low, _ in found.per_frame.values()) >= 0.75
    assert found.verdict == "reliable"

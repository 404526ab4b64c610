from __future__ import annotations

import numpy as np
import pytest

from framing.evaluation import validate_training
from framing.model import training_data

pytestmark = pytest.mark.filterwarnings("ignore::framing.errors.FramingWarning")


@pytest.fixture(scope="module")
def table(labelled):
    """Return the tests' sentences from outlets of which each signs its sentences with a name of its own."""
    texts, frames, _ = labelled
    rows = [
        (f"{text[:-1]}, wrote {name} from there", frame, name)
        for name in ("Orlu", "Tarsk", "Veld", "Mora", "Quint")
        for text, frame in zip(texts, frames, strict=True)
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def test_the_panel_tells_splits_curves_probes_and_contrast_sets(table, labelled):
    texts, frames, outlets = table
    data = training_data(texts, frames, sources=outlets)
    contrast = (labelled[0][:2], ["one", "two"], [labelled[1][0], "neutral"])
    done: list[int] = []
    panel = validate_training(data, contrast=contrast, progress=lambda n, of: done.append(n))
    rows = {row.name: row for row in panel.rows}
    assert rows["sources left out"].n == 160
    assert rows["sources left out"].figure == 1.0  # the same sentences from every outlet
    assert rows["contrast sentences"].figure == 0.5
    assert rows["contrast sets"].n == 2
    assert {"25% of sources", "50% of sentences"} <= set(rows)
    assert panel.as_dict()["rows"][0]["name"] == "sources left out"
    assert done == sorted(done)


def test_masking_hides_the_outlet_from_the_probe(table):
    texts, frames, outlets = table
    rows = {row.name: row.figure for row in validate_training(training_data(texts, frames, sources=outlets)).rows}
    assert rows["outlet told, names shown"] == pytest.approx(1.0)
    assert rows["outlet told, names masked"] < 0.4


def test_a_share_of_sources_is_whole_sources(table):
    from framing.evaluation.panel import _part

    texts, frames, outlets = table
    data = training_data(texts, frames, sources=outlets)
    some = _part(data, np.arange(160), "sources", 0.5)
    assert len(some) == 2 * 32
    assert len(np.unique(data.group[some])) == 2
    assert len(_part(data, np.arange(160), "sentences", 0.25)) == 40

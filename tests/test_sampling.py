from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.annotation import adjudicate, draw_sample, make_packet, read_packet, settle_gold
from framing.documents import read_documents
from framing.errors import AnnotationError
from framing.voices import split_units


@pytest.fixture
def units(articles):
    return split_units(read_documents(articles))


def test_samples_are_drawn_within_sources_and_weighed(units):
    drawn = draw_sample(units, per_source=7, seed=1)
    assert drawn.groupby("source").size().to_dict() == {"Bulletin": 7, "Gazette": 7}
    for source, of_source in drawn.groupby("source"):
        assert of_source["inclusion_probability"].iloc[0] == 7 / (units["source"] == source).sum()
    assert drawn["unit_id"].tolist() == draw_sample(units, per_source=7, seed=1)["unit_id"].tolist()
    assert drawn["unit_id"].tolist() != draw_sample(units, per_source=7, seed=2)["unit_id"].tolist()


def test_every_sentence_is_as_likely_as_its_probability_says(units):
    counts = pd.Series(0, index=units["unit_id"])
    for seed in range(300):
        counts[draw_sample(units, per_source=7, seed=seed)["unit_id"]] += 1
    expected = 300 * 7 / 28
    assert abs(counts - expected).max() < 5 * np.sqrt(expected)


def test_packets_tell_nothing_of_the_source(units):
    packet, key = make_packet(units, seed=3)
    assert list(packet.columns) == ["number", "document", "text", "frame", "certainty", "devices", "note"]
    shown = packet.to_csv()
    assert "Gazette" not in shown
    assert "Bulletin" not in shown
    assert sorted(key["unit_id"]) == sorted(units["unit_id"])
    texts = units.set_index("unit_id")["text"]
    assert [texts[unit] for unit in key["unit_id"]] == packet["text"].tolist()
    order = units.set_index("unit_id")["position"]
    for _, rows in packet.groupby("document"):
        assert order[key["unit_id"].iloc[rows.index]].is_monotonic_increasing


def test_a_filled_packet_becomes_codings_and_gold(units):
    codings = []
    for coder, seed in (("anna", 1), ("ben", 2)):
        packet, key = make_packet(units, seed=seed)
        packet["frame"], packet["certainty"], packet["devices"] = "neutral", "high", ""
        packet.loc[0, ["frame", "devices"]] = ["state", "denial, triumph"]
        codings.append(read_packet(packet, key, coder=coder, codebook_version="1"))
    both = pd.concat(codings)
    assert both[both["frame"] == "state"]["devices"].tolist() == [["denial", "triumph"]] * 2
    disputed = adjudicate(both, units)
    assert len(disputed) in (0, 2)
    assert list(disputed.columns) == ["unit_id", "text", "anna", "ben", "frame", "reason"]
    gold = settle_gold(both, disputed.assign(frame="neutral", reason="a plain report"))
    assert len(gold) == len(units)


def test_an_unfinished_packet_is_refused(units):
    packet, key = make_packet(units)
    with pytest.raises(AnnotationError, match="sentence 1 has no frame"):
        read_packet(packet, key, coder="anna", codebook_version="1")
    with pytest.raises(AnnotationError, match="wanted one sentence or more"):
        draw_sample(units, per_source=0)

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.annotation import (
    adjudicate,
    draw_sample,
    make_packet,
    read_packet,
    read_packets,
    settle_gold,
    write_packets,
)
from framing.documents import read_documents
from framing.errors import AnnotationError
from framing.tables import read_table
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
    assert list(packet.columns) == ["number", "document", "text", "frame", "certainty", "devices", "note", "sentence"]
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


def test_a_coder_may_stop_but_not_pass_over(units):
    packet, key = make_packet(units)
    with pytest.raises(AnnotationError, match="no sentence has a frame"):
        read_packet(packet, key, coder="anna", codebook_version="1")
    packet.loc[:9, "frame"] = "neutral"
    assert len(read_packet(packet, key, coder="anna", codebook_version="1")) == 10
    packet.loc[4, "frame"] = " "
    with pytest.raises(AnnotationError, match="sentence 5 has no frame, though later ones have"):
        read_packet(packet, key, coder="anna", codebook_version="1")
    with pytest.raises(AnnotationError, match="wanted one sentence or more"):
        draw_sample(units, per_source=0)


def test_each_voice_has_its_own_sample(units):
    units = units.assign(voice=["own" if n % 4 else "quoted" for n in range(len(units))])
    drawn = draw_sample(units, per_source=5, by_voice=True)
    assert drawn.groupby("stratum").size().to_dict() == dict.fromkeys(sorted(set(drawn["stratum"])), 5)
    sizes = units.groupby(["source", units["voice"] == "own"]).size()
    assert sorted(set(drawn["stratum_size"])) == sorted(set(sizes))
    assert (drawn["inclusion_probability"] == 5 / drawn["stratum_size"]).all()


def test_a_second_sample_joins_the_first(units, tmp_path):
    """Two draws, the second from what the first left, weigh as one draw of both sizes."""
    first = draw_sample(units, per_source=6)
    second = draw_sample(units, per_source=4, coded=set(first["unit_id"]), seed=5)
    assert not set(first["unit_id"]) & set(second["unit_id"])
    assert set(second["inclusion_probability"]) == {10 / 28}
    for name, sample in {"a": first, "b": second}.items():
        write_packets(sample, tmp_path / name / "packet.csv", neighbours=units)
        code(tmp_path / name / "packet.csv")
    packets = [tmp_path / name / "packet.csv" for name in "ab"]
    codings = read_packets(packets, frames=["state", "neutral"])
    assert len(codings) == 20
    assert set(codings["inclusion_probability"]) == {10 / 28}


def code(path, frame: str = "Neutral", rows: slice = slice(None)) -> None:
    """Fill in a packet as a spreadsheet would write it back."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[rows, "frame"] = frame
    table.to_csv(path, index=False)


def test_packets_of_two_coders_have_other_orders_and_one_key(units, tmp_path):
    sample = draw_sample(units, per_source=8)
    paths = write_packets(sample, tmp_path / "p.csv", neighbours=units, coders=["anna", "ben"])
    assert [path.name for path in paths] == ["p-anna.csv", "p-ben.csv", "p.key.csv"]
    orders = [pd.read_csv(path)["sentence"].tolist() for path in paths[:2]]
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])
    for path in paths[:2]:
        code(path)
    found = read_packets(paths[:2], frames=["neutral", "state"])
    assert found.groupby("coder").size().to_dict() == {"anna": 16, "ben": 16}
    assert set(found["unit_id"]) == set(sample["unit_id"])
    assert set(found["inclusion_probability"]) == {8 / 28}


def test_a_packet_shows_neighbours_and_no_formula(tmp_path, units):
    units = units.assign(text=["=1+1" if n == 1 else text for n, text in enumerate(units["text"])])
    path = write_packets(units.head(3), tmp_path / "p.csv", neighbours=units)[0]
    raw = path.read_text("utf-8-sig")
    assert ",=1+1" not in raw
    packet = read_table(path)
    beside = packet.set_index("text")
    assert beside.loc["=1+1", "before"] == units["text"][0]
    assert beside.loc[units["text"][0], "before"] == ""
    assert beside.loc[units["text"][2], "before"] == "=1+1"


def test_the_first_sentences_of_a_packet_are_a_random_sample_of_it(tmp_path):
    places = pd.DataFrame({"doc_id": np.repeat([f"d{n}" for n in range(10)], 12), "start": np.tile(range(12), 10)})
    many = places.assign(unit_id=places["doc_id"] + ":" + places["start"].astype(str), text="One.", source="Wire")
    packet, _ = make_packet(many, neighbours=many, seed=1)
    assert packet["document"].head(30).nunique() >= 8
    alone, _ = make_packet(many, seed=1)
    assert alone["document"].is_monotonic_increasing


def test_faults_of_packets_are_told_in_a_line(tmp_path, units):
    path = write_packets(units, tmp_path / "p.csv", neighbours=units)[0]
    code(path, "nuetral")
    with pytest.raises(
        AnnotationError,
        match=r"p\.csv: sentence 1 of those coded: 'nuetral' is no frame of the codebook \(state, neutral\)",
    ):
        read_packets([path], frames=["state", "neutral"])
    code(path)
    (tmp_path / "p.key.csv").rename(tmp_path / "elsewhere.csv")
    with pytest.raises(AnnotationError, match=r"its key p\.key\.csv is not beside it"):
        read_packets([path], frames=["neutral"])
    other = write_packets(units.head(9), tmp_path / "q.csv", neighbours=units)[1]
    other.rename(tmp_path / "p.key.csv")
    with pytest.raises(AnnotationError, match="do they belong together"):
        read_packets([path], frames=["neutral"])
    (tmp_path / "p.csv").write_text("text,frame\nOne.,neutral\n")
    with pytest.raises(AnnotationError, match="wanted a packet of framing sample"):
        read_packets([path], frames=["neutral"])


def test_a_packet_may_come_back_as_a_spreadsheet_writes_it(tmp_path, units):
    """With semicolons, its rows sorted by another column, frames written as it comes."""
    path = write_packets(draw_sample(units, per_source=5), tmp_path / "p.csv", neighbours=units)[0]
    table = read_table(path).assign(frame=[" State", "NEUTRAL "] * 5, note="déjà vu")
    table.sort_values("text").to_csv(path, sep=";", index=False, encoding="utf-8")
    found = read_packets([path], frames=["state", "neutral"])
    assert len(found) == 10
    assert found["frame"].value_counts().to_dict() == {"state": 5, "neutral": 5}
    assert set(found["note"]) == {"déjà vu"}

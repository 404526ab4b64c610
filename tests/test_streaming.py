from __future__ import annotations

import pandas as pd
import pytest

from framing.documents import Document, iter_documents, read_documents
from framing.errors import DocumentError, FramingWarning, OutputError, TableError
from framing.scores import score_documents, score_units
from framing.tables import read_table, write_parts
from framing.voices import split_units


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_documents_scored_part_by_part_give_the_table_scored_at_once(
    small_model, articles, tmp_path, monkeypatch, ending
):
    monkeypatch.setattr("framing.scores.streaming.PART", 500)
    path = score_documents(small_model, iter_documents(articles), tmp_path / f"s.{ending}", level=0.9)
    found = read_table(path)
    whole = score_units(small_model, split_units(read_documents(articles)))
    assert list(found.columns) == [*whole.columns, "frame_set"]
    assert found["unit_id"].tolist() == whole["unit_id"].tolist()
    assert found["frame"].tolist() == whole["frame"].tolist()
    assert found["p_state"].astype(float).to_numpy() == pytest.approx(whole["p_state"].to_numpy())
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == [f"s.{ending}"]


def test_a_fault_on_the_way_leaves_no_file(small_model, articles, tmp_path):
    (articles / "Gazette" / "z.txt").write_bytes(b"\x00\x01\x02")
    out = tmp_path / "out" / "s.parquet"
    with pytest.raises(DocumentError):
        score_documents(small_model, iter_documents(articles), out)
    assert list(out.parent.iterdir()) == []


def test_a_corpus_in_another_script_is_refused_only_as_a_whole(small_model, tmp_path, monkeypatch):
    monkeypatch.setattr("framing.scores.streaming.PART", 1)
    arabic = Document.of("سقطت المدينة أمس.", file="a", source="A")
    english = Document.of("The bridge is shut.", file="b", source="B")
    with pytest.raises(DocumentError, match="none of the 1 sentences"):
        score_documents(small_model, [arabic], tmp_path / "s.csv")
    assert not (tmp_path / "s.csv").exists()
    assert len(read_table(score_documents(small_model, [arabic, english], tmp_path / "s.csv"))) == 2


def test_streamed_documents_are_those_read_at_once(articles):
    (articles / "sources.csv").write_text("file,source,date\nGazette/0.txt,The Gazette,2016-12-12\n")
    with pytest.warns(FramingWarning, match="does not name"):
        streamed = list(iter_documents(articles))
    with pytest.warns(FramingWarning, match="does not name"):
        read = read_documents(articles)
    assert sorted(streamed, key=lambda d: d.file) == sorted(read, key=lambda d: d.file)
    (articles / "Gazette" / "again.txt").write_text((articles / "Gazette" / "1.txt").read_text())
    (articles / "sources.csv").unlink()
    with pytest.warns(FramingWarning, match="repeats"):
        assert len(list(iter_documents(articles))) == 4


def test_formulas_are_kept_literal_in_every_part(tmp_path):
    parts = [pd.DataFrame({"text": ["=1+1"], "n": [-1.5]}), pd.DataFrame({"text": ["@sum"], "n": [2.0]})]
    write_parts(parts, tmp_path / "t.csv")
    raw = (tmp_path / "t.csv").read_text("utf-8-sig")
    assert raw == "text,n\n'=1+1,-1.5\n'@sum,2.0\n"
    assert read_table(tmp_path / "t.csv")["text"].tolist() == ["=1+1", "@sum"]


def test_tables_of_other_kinds_and_places_that_refuse_are_told(tmp_path):
    part = pd.DataFrame({"n": [1]})
    with pytest.raises(TableError, match="a table is written as"):
        write_parts([part], tmp_path / "t.xlsx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_parts([part], tmp_path / "file" / "t.csv")

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import OutputError, TableError
from framing.tables import check_writable, read_table, write_table, write_whole

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_tables_survive_being_written_and_read(tmp_path, ending):
    table = pd.DataFrame(
        {"text": ["=SUM(A1)", "سقطت", "a,b\n“c”", "'=x", "@handle", ""], "n": ["1", "2", "3", "4", "5", "6"]}
    )
    assert read_table(write_table(table, tmp_path / f"t{ending}"))["text"].tolist() == table["text"].tolist()


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_survives_a_csv(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("t") / "t.csv"
    assert read_table(write_table(pd.DataFrame({"text": texts, "n": "1"}), path))["text"].tolist() == texts


def test_no_cell_of_a_csv_can_run_as_a_formula(tmp_path):
    table = pd.DataFrame({"text": ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]})
    lines = write_table(table, tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1:]
    assert all(line.strip('"').startswith("'") for line in lines)


def test_a_csv_opens_in_spreadsheets_with_its_letters(tmp_path):
    path = write_table(pd.DataFrame({"text": ["é"]}), tmp_path / "t.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "not a readable csv"),
        ("a.csv", b"\0\1\2\3" * 50, "not a readable csv"),
        ("a.jsonl", b"{broken", "line 1 is not JSON"),
        ("a.jsonl", b"[1]", "no JSON object"),
        ("a.parquet", b"PAR1 and nothing", "not a readable parquet"),
        ("a.xlsx", b"PK", "a table ends in"),
    ],
)
def test_unreadable_tables_are_refused_in_words(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=told):
        read_table(tmp_path / name)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    import os

    path = write_whole(tmp_path / "a.txt", b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_place_that_was_only_tried_leaves_no_folder(tmp_path):
    check_writable(tmp_path / "new" / "inner" / "t.csv")
    assert list(tmp_path.iterdir()) == []

"""What a person sees of voices: the command, the notebook view, the report's section."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.documents import Document, iter_documents, read_documents
from framing.errors import OutputError, TableError
from framing.reporting.speakers import who_speaks
from framing.tables import TABLES, read_table, write_parts
from framing.voices import join_speakers


@pytest.fixture
def folder(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(
        "Anna Orlu left. “We wait,” Orlu said.\n“=1+1 is a sum,” Orlu said.", encoding="utf-8"
    )
    (articles / "b.txt").write_text("The army denied any losses.", encoding="utf-8")
    return articles


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_the_command_writes_the_voices_table(framing_command, folder, tmp_path, ending):
    out = tmp_path / f"voices.{ending}"
    status, stdout, _ = framing_command("voices", folder, "--out", out)
    assert (status, stdout.strip()) == (0, str(out))
    table = read_table(out)
    assert list(table.columns) == list(TABLES["voices"])
    assert list(table["speaker"]) == ["Anna Orlu", "Anna Orlu", "the army"]
    assert table["text"][1] == "“=1+1 is a sum,”"


def test_the_command_takes_cues_of_ones_own(framing_command, folder, tmp_path):
    (folder / "b.txt").write_text("The army bewailed that it had lost.", encoding="utf-8")
    cues = tmp_path / "cues.toml"
    cues.write_text('[[verbs]]\ntakes = ["clause"]\nwords = ["bewail"]\n', encoding="utf-8")
    framing_command("voices", folder / "b.txt", "--cues", cues, "--out", tmp_path / "v.csv")
    assert list(read_table(tmp_path / "v.csv")["cue"]) == ["bewailed"]
    cues.write_text("verbs = 3", encoding="utf-8")
    status, _, stderr = framing_command("voices", folder, "--cues", cues, "--out", tmp_path / "w.csv")
    assert status == 1
    assert "wanted a list of words" in stderr
    assert not (tmp_path / "w.csv").exists()


def test_a_voices_table_in_a_folder_is_not_read_as_documents(framing_command, folder):
    framing_command("voices", folder, "--out", folder / "voices.csv")
    assert {document.file for document in read_documents(folder)} == {"a.txt", "b.txt"}


def test_documents_come_one_by_one_as_they_would_together(folder):
    (folder / "sources.csv").write_text("file,source\nb.txt,Wire\na.txt,Post\n", encoding="utf-8")
    assert [document.source for document in iter_documents(folder)] == ["Post", "Wire"]
    assert [document.source for document in read_documents(folder)] == ["Wire", "Post"]


def test_a_table_that_breaks_off_leaves_what_was_there(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")

    def parts():
        yield pd.DataFrame({"a": [1]})
        raise OutputError("broke off")

    with pytest.raises(OutputError, match="broke off"):
        write_parts(parts(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_parts_are_one_table(tmp_path, ending):
    parts = [pd.DataFrame({"n": ["1", "2"]}), pd.DataFrame({"n": ["3"]})]
    assert list(read_table(write_parts(parts, tmp_path / f"t.{ending}"))["n"]) == ["1", "2", "3"]
    with pytest.raises(TableError, match="no part"):
        write_parts([], tmp_path / f"none.{ending}")


def test_a_document_renders_with_its_voices_and_no_markup_of_its_own():
    text = "“<script>alert(1)</script>,” Anna <b>Orlu</b> said.\nThe army denied it."
    view = fr.show_voices(Document.of(text, file="<i>a</i>", source="a"))
    page = view._repr_html_()
    assert "<script>" not in page
    assert "<b>Orlu" not in page
    assert "<i>a" not in page
    assert "the army" in page
    assert repr(view).startswith("quoted · ")


def test_every_word_of_a_document_is_rendered_once():
    import re
    from html import unescape

    text = "Orlu said that Tamar claims “we won” & left. It rained.\n«Stay», she said."
    page = fr.show_voices(Document.of(text, file="a", source="a"))._repr_html_()
    body = page.split("max-width:46em'>", 1)[1]
    body = re.sub(r"<span style='font-size:72%.*?</span> ", "", body)
    assert unescape(re.sub(r"<[^>]+>", "", body)) == text


def test_what_is_said_and_how_it_is_reported_are_scored_apart(framing_command, tmp_path):
    text = "The heroic army of the leadership said that both delegations agreed to resume the negotiations."
    (tmp_path / "a.txt").write_text(f"{text}\n“We wait,” Anna Orlu said.\nIt rained.", encoding="utf-8")
    out = tmp_path / "parts.csv"
    framing_command("score", tmp_path / "a.txt", "--parts", "--out", out, model=True)
    table = read_table(out)
    assert list(table["part"]) == ["others", "own", "others", "own"]
    assert list(table["voice"]) == ["reported", "own", "quoted", "own"]
    assert list(table["frame"])[:2] == ["diplomatic", "state"]
    assert table["text"][0] == "both delegations agreed to resume the negotiations"


def test_last_names_are_joined_across_documents_where_one_full_name_fits():
    table = pd.DataFrame({"speaker": ["Anna Orlu", "Orlu", "Jean Tamar", "Ada Tamar", "Tamar", ""]})
    assert join_speakers(table)["speaker"].tolist() == [
        "Anna Orlu",
        "Anna Orlu",
        "Jean Tamar",
        "Ada Tamar",
        "Tamar",
        "",
    ]


def test_who_speaks_counts_sentences_by_kind_speaker_and_source():
    scores = pd.DataFrame(
        {
            "source": ["A", "A", "B", "B", "B"],
            "voice": ["quoted", "own", "quoted", "reported", "mixed"],
            "speaker": ["Anna Orlu", "", "Anna Orlu", "", "rebels"],
            "speaker_kind": ["government", "", "government", "", "armed group"],
            "frame": ["state", "neutral", "neutral", "neutral", "state"],
        }
    )
    found = who_speaks(scores, ["state", "neutral"])
    assert [source["n"] for source in found["sources"]] == [1, 3]
    first = found["kinds"][0]
    assert (first["name"], first["n"], first["by_source"], first["read_as"]) == ("government", 2, [1, 1], [1, 1])
    assert [row["name"] for row in found["speakers"]] == ["Anna Orlu", "rebels"]
    assert {row["name"] for row in found["kinds"]} == {"government", "armed group", "nobody named"}

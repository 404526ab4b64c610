from __future__ import annotations

import datetime
import json
import warnings

import pandas as pd
import pytest

from framing.documents import Document, read_documents
from framing.errors import DocumentError, FramingWarning, TableError

PROSE = "The bridge was closed on Monday. Two shells landed near the market."


def make_pdf(text: str) -> bytes:
    import typst

    source = f"#set page(width: 20cm, height: 12cm)\n#text({json.dumps(text)})"
    return typst.compile(source.encode(), timestamp=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))


def make_docx(path, *paragraphs: str) -> None:
    from docx import Document as Word

    word = Word()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(str(path))


def test_source_comes_from_subfolder_else_from_file_name(tmp_path):
    (tmp_path / "Wire").mkdir()
    (tmp_path / "Wire" / "a.txt").write_text(PROSE)
    (tmp_path / "gazette.txt").write_text("The train was late.")
    found = {document.file: document.source for document in read_documents(tmp_path)}
    assert found == {"Wire/a.txt": "Wire", "gazette.txt": "gazette"}


def test_identity_is_the_digest_of_the_content(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.txt").write_text(PROSE)
    first, second = read_documents(tmp_path)
    assert first.doc_id == second.doc_id
    assert first.doc_id != Document.of(PROSE + " ", file="c", source="c").doc_id


def test_a_source_that_repeats_a_document_is_read_once_and_told(tmp_path):
    (tmp_path / "Wire").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "Wire" / name).write_text(PROSE)
    with pytest.warns(FramingWarning, match="repeats Wire/a.txt"):
        assert len(read_documents(tmp_path)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "cp1256", "latin-1"])
def test_encodings_are_detected(tmp_path, encoding):
    texts = {
        "cp1251": "Российские военные сообщили, что город Пальмира снова находится под контролем. " * 4,
        "cp1256": "قال ناطق باسم الجيش إن المدينة تحت السيطرة الكاملة منذ صباح اليوم. " * 4,
        "latin-1": "Le ministre a déclaré que la trêve était respectée à l'été, près de la frontière. " * 4,
    }
    text = texts.get(encoding, "“Übergangsrat” said: we’re here. ")
    raw = text.encode(encoding)
    if encoding == "utf-16-le":
        raw = b"\xff\xfe" + raw
    (tmp_path / "a.txt").write_bytes(raw)
    assert read_documents(tmp_path)[0].text == text


def test_every_kind_of_file_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.html").write_text(
        f"<html><head><title>Bridge</title></head><body><nav>Home | News</nav><article><h1>Bridge</h1>"
        f"<p>{PROSE} {PROSE} </p><p>{PROSE} The mayor spoke of repairs that would last until the spring.</p>"
        "</article></body></html>"
    )
    (tmp_path / "c.pdf").write_bytes(make_pdf(PROSE))
    make_docx(tmp_path / "d.docx", "The bridge was closed.", "Two shells landed.")
    pd.DataFrame({"text": [PROSE, "The train was late."], "source": ["X", "Y"]}).to_csv(tmp_path / "e.csv", index=False)
    (tmp_path / "f.jsonl").write_text(json.dumps({"text": PROSE, "date": "2016-12-12", "title": "Bridge"}) + "\n")
    pd.DataFrame({"text": [PROSE + " Again."]}).to_parquet(tmp_path / "g.parquet")
    read = {document.file: document for document in read_documents(tmp_path)}
    assert list(read) == ["a.txt", "b.html", "c.pdf", "d.docx", "e.csv#1", "e.csv#2", "f.jsonl#1", "g.parquet#1"]
    assert "Two shells landed near the market." in " ".join(read["c.pdf"].text.split())
    assert "Home" not in read["b.html"].text
    assert "mayor spoke" in read["b.html"].text
    assert read["d.docx"].text == "The bridge was closed.\nTwo shells landed."
    assert read["e.csv#2"].source == "Y"
    assert (read["f.jsonl#1"].date, read["f.jsonl#1"].title) == ("2016-12-12", "Bridge")


def test_pdf_page_furniture_and_hyphens_are_taken_out():
    from framing.documents.formats import _rejoin, _without_page_furniture

    days = ["one", "two", "three", "four"]
    pages = [f"Daily Gazette {n}\nOn {day} the govern-\nment spoke of {day}.\n{n}" for n, day in enumerate(days, 1)]
    text = _rejoin("\n".join(_without_page_furniture(pages)))
    assert "Gazette" not in text
    assert "On three the government spoke of three." in text
    assert not any(char.isdigit() for char in text)


def test_reports_written_into_a_folder_are_not_read_as_documents(tmp_path, small_model):
    from framing.reporting import write_report
    from framing.scores import score_units
    from framing.voices import split_units

    (tmp_path / "a.txt").write_text(PROSE)
    documents = read_documents(tmp_path)
    write_report(score_units(small_model, split_units(documents)), small_model, tmp_path)
    assert {"report.html", "report.pdf", "scores.csv", "shares.csv"} < {path.name for path in tmp_path.iterdir()}
    assert read_documents(tmp_path) == documents


def test_packets_for_coders_are_not_read_as_documents(tmp_path):
    from framing.annotation import write_packets
    from framing.voices import split_units

    (tmp_path / "a.txt").write_text(PROSE)
    documents = read_documents(tmp_path)
    units = split_units(documents)
    packet = write_packets(units, tmp_path / "packet.csv", neighbours=units)[0]
    assert read_documents(tmp_path) == documents
    packet.write_text(packet.read_text("utf-8-sig").replace(",", ";"))  # as a spreadsheet may write it back
    assert read_documents(tmp_path) == documents


def test_files_of_other_kinds_are_told(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.xlsx").write_bytes(b"PK")
    with pytest.warns(FramingWarning, match="b.xlsx passed over"):
        read_documents(tmp_path)


def test_globs_are_expanded_and_patterns_without_a_match_are_told(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    assert len(read_documents(str(tmp_path / "*.txt"))) == 1
    with pytest.raises(DocumentError, match="no file matches"):
        read_documents(str(tmp_path / "*.pdf"))


def test_sources_table_gives_source_date_title_and_order(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{PROSE} {name}")
    (tmp_path / "sources.csv").write_text("file,source,date,title\nb.txt,Wire,2016-12-12,Bridge\na.txt,Gazette,,\n")
    first, second = read_documents(tmp_path)
    assert (first.source, first.date, first.title) == ("Wire", "2016-12-12", "Bridge")
    assert (second.source, second.date) == ("Gazette", "")


def test_sources_table_with_semicolons_and_a_mark_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "sources.csv").write_bytes("\ufefffile;source\na.txt;Gazette\n".encode())
    assert read_documents(tmp_path)[0].source == "Gazette"


def test_sources_table_that_names_no_file_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "other.csv").write_text("file,source\nx.txt,Wire\n")
    with pytest.raises(TableError, match="names none of the files read"):
        read_documents(tmp_path / "a.txt", sources=tmp_path / "other.csv")


def test_files_that_the_sources_table_misses_are_told(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{PROSE} {name}")
    (tmp_path / "s.csv").write_text("file,source\na.txt,Wire\ngone.txt,Wire\n")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        read_documents(tmp_path / "a.txt", tmp_path / "b.txt", sources=tmp_path / "s.csv")
    assert any("does not name b.txt" in str(item.message) for item in told)
    assert any("names gone.txt" in str(item.message) for item in told)


def test_a_text_is_no_document_and_one_document_will_do():
    from framing.voices import find_attributions, split_units

    with pytest.raises(DocumentError, match="wanted documents, as read_documents returns them; got str"):
        split_units("The bridge is shut.")
    with pytest.raises(DocumentError, match="got str"):
        find_attributions(["The bridge is shut."])
    assert len(split_units(Document.of("The bridge is shut.", file="a", source="A"))) == 1

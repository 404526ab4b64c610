from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import click
import pandas as pd
import pytest
from sentences_written import SENTENCES

from framing.cli.main import framing as group
from framing.tables import read_table

PROSE = "The bridge was closed on Monday. Two shells landed near the market."


def fails(result: tuple[int, str, str], *told: str) -> None:
    """Assert exit status 1 and one line on stderr that holds the words."""
    status, out, err = result
    assert status == 1, (out, err)
    assert out == ""
    lines = [line for line in err.splitlines() if not line.startswith("framing: note:")]
    assert len(lines) == 1, err
    assert lines[0].startswith("framing: ")
    assert "Traceback" not in err
    for words in told:
        assert words in lines[0], lines[0]


@pytest.fixture
def coded(tmp_path, labelled):
    texts, frames, outlets = labelled
    path = tmp_path / "coded.csv"
    pd.DataFrame({"text": texts, "frame": frames, "outlet": outlets}).to_csv(path, index=False)
    return path


# -- the verbs, as a user runs them ------------------------------------------------------------------------------


def test_report_writes_what_it_prints(framing_command, articles, tmp_path):
    status, out, _ = framing_command("report", articles, "--out", tmp_path / "war.pdf", model=True)
    assert (status, out.strip()) == (0, str(tmp_path / "war.pdf"))
    assert (tmp_path / "war.pdf").read_bytes().startswith(b"%PDF")


def test_report_into_a_folder_writes_both_and_the_tables(framing_command, articles, tmp_path):
    status, out, _ = framing_command("report", articles, "--out", tmp_path / "out", model=True)
    assert status == 0
    names = [line.rsplit("/", 1)[1] for line in out.split()]
    tables = ["scores.csv", "shares.csv", "contrasts.csv", "refusals.csv", "analysis.csv"]
    assert names == ["report.pdf", "report.html", *tables]


def fill_in(packet, coder) -> None:
    """Code a packet as a spreadsheet would: every sentence by what it says."""
    known = {text: frame for frame, texts in SENTENCES.items() for text in texts}
    table = pd.read_csv(packet, dtype=str, keep_default_na=False)
    table.assign(frame=[coder(known[text]) for text in table["text"]]).to_csv(packet, index=False)


def test_from_sample_to_report_and_back(framing_command, articles, tmp_path):
    """A sample is drawn, coded in a spreadsheet, measured, compared, bundled and made again."""
    packet = tmp_path / "coding" / "packet.csv"
    status, out, err = framing_command("sample", articles, "--per-source", "26", "--out", packet)
    assert status == 0, err
    assert out.split() == [str(packet), str(packet.with_name("packet.key.csv"))]
    fill_in(packet, str.upper)
    status, _, err = framing_command(
        "report", articles, "--codings", packet, "--reference", "Gazette", "--out", tmp_path / "war", model=True
    )
    assert status == 0, err
    shares = read_table(tmp_path / "war" / "shares.csv")
    tiers = shares[shares["voice"] == "all"].drop_duplicates("source").set_index("source")["tier"]
    contrasts = read_table(tmp_path / "war" / "contrasts.csv")
    assert set(contrasts["reference"]) == {"Gazette"}
    assert tiers.to_dict() == {"Bulletin": "", "Gazette": ""}  # 28 sentences each, where 30 are wanted
    assert shares["note"].str.contains("only 28 sentences").any()
    status, out, err = framing_command("bundle", tmp_path / "war", model=True)
    assert (status, out.strip()) == (0, str(tmp_path / "war-bundle.zip")), err
    status, _, err = framing_command("rebuild", tmp_path / "war-bundle.zip", "--out", tmp_path / "again")
    assert status == 0, err
    assert (tmp_path / "again" / "shares.csv").read_bytes() == (tmp_path / "war" / "shares.csv").read_bytes()


def test_estimate_and_compare_a_scores_table(framing_command, articles, tmp_path):
    for source in ("Gazette", "Bulletin"):
        for number in (2, 3):
            text = "\n".join(SENTENCES["neutral"] + SENTENCES["state"])
            (articles / source / f"{number}.txt").write_text(f"{text}\nIt was issue {number} of {source}.")
    framing_command("score", articles, "--out", tmp_path / "s.csv", model=True)
    scores = read_table(tmp_path / "s.csv")
    codings = scores.groupby("source").sample(30, random_state=0)[["unit_id", "frame"]]
    codings.to_csv(tmp_path / "c.csv", index=False)
    for verb, table in (("estimate", "shares.csv"), ("compare", "contrasts.csv")):
        arguments = (verb, tmp_path / "s.csv", "--codings", tmp_path / "c.csv", "--out", tmp_path / table)
        status, out, err = framing_command(*arguments, model=True)
        assert (status, out.strip()) == (0, str(tmp_path / table)), err
    shares, contrasts = (read_table(tmp_path / name) for name in ("shares.csv", "contrasts.csv"))
    everywhere = shares[shares["voice"] == "all"]
    assert set(everywhere["tier"]) == {"A"}
    estimates = everywhere.set_index(["source", "frame"])["estimate"].astype(float)
    row = contrasts[(contrasts["voice"] == "all") & (contrasts["frame"] == "state")].iloc[0]
    difference = estimates[row["source"], "state"] - estimates[row["reference"], "state"]
    assert float(row["difference"]) == pytest.approx(difference, abs=0.05)


def test_sample_plans_before_anything_is_coded(framing_command, articles):
    status, out, _ = framing_command("sample", articles, "--plan", model=True)
    assert status == 0
    assert re.search(r"Gazette +2 +28 +\d+ +– +– +–", out)


def test_sample_draws_further_sentences_for_several_coders(framing_command, articles, tmp_path):
    framing_command("sample", articles, "--per-source", "5", "--out", tmp_path / "a.csv")
    fill_in(tmp_path / "a.csv", str)
    more = ("--codings", tmp_path / "a.csv", "--coders", "anna,ben", "--seed", "3", "--out", tmp_path / "b.csv")
    status, out, err = framing_command("sample", articles, "--per-source", "5", *more, model=True)
    assert status == 0, err
    names = [line.rsplit("/", 1)[1] for line in out.split()]
    assert names == ["b-anna.csv", "b-ben.csv", "b.key.csv"]
    first, second = (set(read_table(tmp_path / name)["unit_id"]) for name in ("a.key.csv", "b.key.csv"))
    assert len(first) == len(second) == 10
    assert not first & second


def test_faults_of_codings_are_told_in_a_line(framing_command, articles, tmp_path):
    framing_command("sample", articles, "--per-source", "5", "--out", tmp_path / "a.csv")
    report = ("report", articles, "--codings", tmp_path / "a.csv", "--out", tmp_path / "r.html")
    fails(framing_command(*report, model=True), "no sentence has a frame")
    fill_in(tmp_path / "a.csv", lambda frame: "warlike")
    fails(framing_command(*report, model=True), "'warlike' is no frame of the codebook")
    (tmp_path / "k.csv").write_text("outlet,kind\nGazette,state\n")
    kinds = ("report", articles, "--kinds", tmp_path / "k.csv", "--out", tmp_path / "r.html")
    fails(framing_command(*kinds, model=True), "wanted the columns source and kind; got outlet, kind")
    unknown = ("report", articles, "--reference", "Post", "--out", tmp_path / "r.html")
    fails(framing_command(*unknown, model=True), "there is no source 'Post'")
    status, _, err = framing_command("sample", articles)
    assert status == 2
    assert "--plan" in err


def test_report_by_speaker(framing_command, tmp_path):
    lines = "\n".join(f"Anna Orlu said: “{text}”" for text in SENTENCES["state"] * 5)
    lines += "\nBen Danko said: “We will not leave the city tonight.”"
    (tmp_path / "a.txt").write_text(lines)
    out = tmp_path / "r.html"
    status, _, err = framing_command("report", tmp_path / "a.txt", "--by", "speaker", "--out", out, model=True)
    assert status == 0, err
    page = out.read_text("utf-8")
    assert "<summary><bdi>Anna Orlu</bdi></summary>" in page
    assert "<summary><bdi>Ben Danko</bdi></summary>" not in page
    assert "1 speaker with fewer than 5 sentences" in page


def test_score_writes_one_row_a_sentence(framing_command, articles, tmp_path):
    status, _, _ = framing_command("score", articles, "--out", tmp_path / "s.csv", model=True)
    assert status == 0
    table = read_table(tmp_path / "s.csv")
    assert len(table) == 16 + 12 + 16 + 12
    assert {"unit_id", "text", "voice", "frame", "p_state", "model_id"} <= set(table.columns)


def test_score_takes_rows_as_sentences_unsplit(framing_command, tmp_path):
    (tmp_path / "rows.csv").write_text("text\nOne. Two. Three words here.\nThe train was late.\n")
    status, _, _ = framing_command(
        "score", tmp_path / "rows.csv", "--sentences", "--out", tmp_path / "s.jsonl", model=True
    )
    assert status == 0
    assert read_table(tmp_path / "s.jsonl")["text"].tolist() == ["One. Two. Three words here.", "The train was late."]


def test_train_evaluate_and_crossvalidate_any_labelled_table(framing_command, coded, tmp_path):
    model = tmp_path / "mine.skops"
    status, out, err = framing_command("train", coded, "--group", "outlet", "--out", model)
    assert (status, out.strip()) == (0, str(model)), err
    assert "macro-F1" in err
    status, out, _ = framing_command("evaluate", model, coded, "--json")
    figures = json.loads(out)
    assert status == 0
    assert figures["n"] == 32
    assert set(figures) >= {"macro_f1", "per_frame", "confusion", "log_loss", "brier"}
    status, out, err = framing_command("crossvalidate", coded)
    assert status == 0
    assert "5 random folds" in out
    assert "flatters" in err


def test_train_takes_a_lexicon_of_the_users_own(framing_command, coded, tmp_path):
    (tmp_path / "l.toml").write_text('[orders]\nterms = "army, order~"\n')
    model = tmp_path / "mine.skops"
    arguments = ("--group", "outlet", "--lexicon", tmp_path / "l.toml", "--out", model)
    status, _, err = framing_command("train", coded, *arguments)
    assert status == 0, err
    assert "Only 8 sentences of" in err
    status, _, _ = framing_command(
        "explain", "Our army restored order.", "--model", model, "--out", tmp_path / "e.json"
    )
    assert status == 0
    assert json.loads((tmp_path / "e.json").read_text())[0]["lexicon"]["orders"]
    fails(framing_command("train", "--lexicon", tmp_path / "l.toml", "--out", model), "--lexicon needs a table")


def test_explain_prints_terms_with_signs_and_writes_a_page(framing_command, tmp_path):
    sentence = "Our heroic army <b>crushed</b> the terrorists."
    status, out, _ = framing_command("explain", sentence, model=True)
    assert status == 0
    assert re.search(r"^state 0\.\d+", out)
    assert re.search(r"  \+0\.\d+  terrorists", out)
    page = tmp_path / "why.html"
    assert framing_command("explain", sentence, "--out", page, model=True)[0] == 0
    assert "<b>" not in page.read_text()
    fails(
        framing_command("explain", sentence, "--out", tmp_path / "why.txt", model=True), "wanted a file ending in .html"
    )


def test_card_writes_a_page_and_its_content(framing_command, tmp_path):
    for name in ("card.html", "card.json"):
        status, out, err = framing_command("card", "--out", tmp_path / name, model=True)
        assert (status, out.strip()) == (0, str(tmp_path / name)), err
    assert json.loads((tmp_path / "card.json").read_text())["measured"]["all sources"]["n"] == 32


def test_panel_validates_a_users_table(framing_command, coded):
    status, out, err = framing_command("panel", coded, "--group", "outlet", "--json")
    assert status == 0, err
    assert json.loads(out)["rows"][0]["name"] == "sources left out"


def test_score_marks_ambiguous_sentences_on_request(framing_command, articles, tmp_path):
    status, _, err = framing_command("score", articles, "--sets", "0.8", "--out", tmp_path / "s.csv", model=True)
    assert status == 0, err
    scores = read_table(tmp_path / "s.csv")
    assert all(
        set(held.split("|")) <= {"", "state", "activist", "diplomatic", "neutral"} for held in scores["frame_set"]
    )
    fails(framing_command("score", articles, "--sets", "80", "--out", tmp_path / "s.csv", model=True), "wanted a level")


def test_codebook_prints_a_page(framing_command):
    status, out, _ = framing_command("codebook")
    assert status == 0
    assert out.startswith("# Framing of conflict")


@pytest.mark.parametrize("verb", list(group.commands))
def test_help_of_every_verb_ends_in_an_example(framing_command, verb):
    status, out, _ = framing_command(verb, "--help")
    assert status == 0
    assert re.search(r"Examples?:\n(?: +framing .*\n)+$", out), out


def test_options_of_examples_exist():
    for command in group.commands.values():
        for line in re.findall(r"framing (\w+)( .*)?", command.epilog or ""):
            known = {name for option in group.commands[line[0]].params for name in option.opts}
            assert set(re.findall(r"--[\w-]+", line[1])) <= known


def test_usage_errors_exit_with_2(framing_command):
    status, _, err = framing_command("score", "x.txt")
    assert status == 2
    assert "--out" in err


def test_debug_shows_the_traceback(tmp_path):
    done = run_program("report", str(tmp_path / "none"), "--out", str(tmp_path / "a.pdf"), "--debug")
    assert "Traceback" in done.stderr


def run_program(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from framing.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_imports_nothing_heavy():
    code = "import sys; from framing.cli.main import framing; print([m for m in ('pandas', 'sklearn', 'matplotlib', 'nltk', 'scipy', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# -- bad input: one clear line, exit status 1, nothing half-written ------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", ["empty.txt", "the file is empty"]),
        ("blank.txt", b" \n\t\n", ["blank.txt", "the file is empty"]),
        ("binary.txt", bytes(range(256)) * 20, ["binary.txt", "binary file"]),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, ["picture.txt", "PNG picture"]),
        ("corrupt.pdf", b"%PDF-1.7 and then nothing", ["corrupt.pdf", "not a readable PDF"]),
        ("corrupt.docx", b"PK\x03\x04 and then nothing", ["corrupt.docx", "not a readable Word document"]),
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, ["old.docx", "encrypted or an old Word file"]),
        ("corrupt.parquet", b"PAR1", ["corrupt.parquet", "not a readable parquet table"]),
        ("untitled.csv", b"title,body\na,b\n", ["untitled.csv", "needs a column named text", "title, body"]),
        ("rowless.csv", b"text\n", ["rowless.csv", "no row"]),
        ("broken.jsonl", b'{"text": "a"}\n{"text": ', ["broken.jsonl", "line 2 is not JSON"]),
        ("letter.odt", b"PK", ["letter.odt", "unknown kind of file (.odt)", ".docx"]),
        ("emoji.txt", "😀".encode(), ["emoji.txt", "no sentence found"]),
        ("numbers.txt", b"12 13 14\n15", ["numbers.txt", "no sentence found"]),
        ("arabic.txt", "سقطت المدينة أمس. وصل الجيش.".encode(), ["none of the 2 sentences", "latin"]),
        ("token.txt", b"A" * 5_000_000, ["token.txt", "no sentence found"]),
        ("page.html", b"<html><body></body></html>", ["page.html", "no main text"]),
    ],
)
def test_a_bad_document_is_told_in_one_line(framing_command, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "out" / "a.pdf"
    fails(framing_command("report", tmp_path / name, "--out", out, model=True), *told)
    assert not out.exists()


def test_a_missing_file_and_an_empty_folder(framing_command, tmp_path):
    out = tmp_path / "a.pdf"
    fails(framing_command("report", tmp_path / "none.txt", "--out", out, model=True), "no such file or folder")
    (tmp_path / "empty").mkdir()
    fails(framing_command("report", tmp_path / "empty", "--out", out, model=True), "no document in this folder")


def test_an_encrypted_pdf(framing_command, tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    writer.write(tmp_path / "locked.pdf")
    fails(framing_command("report", tmp_path / "locked.pdf", "--out", tmp_path / "a.pdf", model=True), "encrypted")


def test_a_pdf_of_pictures(framing_command, tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    fails(framing_command("report", tmp_path / "scan.pdf", "--out", tmp_path / "a.pdf", model=True), "text recognition")


def test_a_source_without_a_sentence(framing_command, tmp_path):
    for name, text in {"a.txt": PROSE, "b.txt": "Leave a Reply\n245 Shares"}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "sources.csv").write_text("file,source\na.txt,Wire\nb.txt,Gazette\n")
    out = tmp_path / "a.pdf"
    fails(framing_command("report", tmp_path, "--out", out, model=True), "b.txt (Gazette)", "no sentence found")
    assert not out.exists()


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("file/a.pdf", "cannot be written"),
        ("file/a", "cannot be written"),
        ("a.docx", "a report is a .pdf"),
        ("/proc/nowhere/a.pdf", "cannot be written"),
    ],
)
def test_a_target_that_cannot_be_written_is_told_before_the_work(framing_command, articles, tmp_path, target, told):
    (tmp_path / "file").write_text("x")
    fails(framing_command("report", articles, "--out", tmp_path / target, model=True), told)


@pytest.mark.skipif(os.geteuid() == 0, reason="a superuser may write everywhere")
def test_a_folder_without_permission(framing_command, articles, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    fails(framing_command("report", articles, "--out", tmp_path / "closed" / "a.pdf", model=True), "Permission denied")


def test_a_truncated_model_file(framing_command, articles, tmp_path, small_model_file):
    (tmp_path / "cut.skops").write_bytes(small_model_file.read_bytes()[:5000])
    out = tmp_path / "a.pdf"
    fails(framing_command("report", articles, "--out", out, "--model", tmp_path / "cut.skops"), "damaged")
    assert not out.exists()


def test_an_earlier_report_survives_a_failing_one(framing_command, articles, tmp_path):
    out = tmp_path / "a.pdf"
    out.write_bytes(b"earlier")
    (articles / "empty.txt").write_bytes(b"")
    fails(framing_command("report", articles, "--out", out, model=True), "the file is empty")
    assert out.read_bytes() == b"earlier"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_only_arabic_beside_english_is_left_out_and_told(framing_command, articles, tmp_path):
    (articles / "Bulletin" / "2.txt").write_text("سقطت المدينة أمس.\nThe bridge was shut.")
    status, _, _ = framing_command("report", articles, "--out", tmp_path / "a.html", model=True)
    assert status == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "1 sentence in a script that the model cannot read is left out" in page


def test_a_single_line_of_five_megabytes_is_scored(framing_command, tmp_path):
    (tmp_path / "long.txt").write_text("The bridge was shut on Monday by the army. " * 120_000)
    status, _, err = framing_command("score", tmp_path / "long.txt", "--out", tmp_path / "s.parquet", model=True)
    assert status == 0, err
    assert len(read_table(tmp_path / "s.parquet")) == 120_000


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--text", "body"], ["no column 'body'", "text, frame, outlet"]),
        (["--label", "code"], ["no column 'code'"]),
        (["--group", "source"], ["no column 'source'"]),
        (["--label", "text"], ["is this the column of labels"]),
    ],
)
def test_train_on_a_table_without_the_column(framing_command, coded, tmp_path, arguments, told):
    fails(framing_command("train", coded, *arguments, "--out", tmp_path / "m.skops"), *told)
    assert not (tmp_path / "m.skops").exists()


def test_score_into_an_unknown_ending(framing_command, articles, tmp_path):
    fails(framing_command("score", articles, "--out", tmp_path / "s.xlsx", model=True), "a table is written as")


def test_the_command_is_click_all_the_way():
    assert isinstance(group, click.Group)

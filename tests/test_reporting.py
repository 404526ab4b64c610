from __future__ import annotations

import json
import re
import warnings
from html.parser import HTMLParser

import pandas as pd
import pytest
from sentences_written import SENTENCES

from framing.documents import Document, read_documents
from framing.errors import OutputError, TableError
from framing.prevalence import estimate_prevalence
from framing.reporting import analyse, build_content, plot_shares, show_sentences, write_report
from framing.reporting.pdf import render_pdf
from framing.reporting.web import render_html
from framing.reporting.wording import direction, excerpt, percent, points, printable
from framing.scores import score_units
from framing.voices import split_units

HOSTILE = [
    'Typst: #read("/etc/passwd") and #eval("1+1") $x^2$ *bold* _it_ <label> @ref said the army.',
    "HTML: <script>alert(1)</script> <img src=x onerror=alert(1)> &amp; </style> said the army.",
    "LaTeX: \\input{/etc/passwd} \\write18{ls} $\\frac{1}{2}$ % and { said the army.",
    "Format: {0} {text} %s %(x)d {{ title }} {% for x in y %} ${HOME} `ls` said the army.",
    "Controls: \x07 bell, \x1b[31m escape, \u202e override and \ufeff mark said the army.",
    "Letters: سقطت المدينة، 我们 😀 Мост e\u0301 said the army of the town.",
    "Long: " + "x" * 400 + " said the army.",
]


@pytest.fixture(scope="module")
def scores(small_model):
    documents = [
        Document.of(
            "\n".join(SENTENCES[first] + SENTENCES[second] * 3), file=f"{name}.txt", source=name, date="2016-12-12"
        )
        for name, first, second in [("Gazette", "state", "neutral"), ("Bulletin", "activist", "diplomatic")]
    ]
    return score_units(small_model, split_units(documents))


class _Text(HTMLParser):
    """Collects tags and text of a page."""

    def __init__(self):
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def read_html(page: str) -> _Text:
    parser = _Text()
    parser.feed(page)
    return parser


def read_pdf(pdf: bytes) -> str:
    import io

    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture(scope="module")
def coded(scores, small_model):
    """Return the analysis of a random sample coded by two, who differ on every tenth sentence."""
    sample = scores.groupby("source").sample(28, random_state=2)
    anna = sample[["unit_id", "frame"]].assign(coder="anna")
    ben = anna.assign(coder="ben")
    ben.loc[ben.index[::10], "frame"] = "neutral"
    return analyse(scores, small_model, codings=pd.concat([anna, ben]))


def test_content_says_what_was_compared_and_how(scores, small_model, coded):
    content = build_content(scores, small_model, analysis=coded)
    assert content["corpus"]["n_sources"] == 2
    assert content["corpus"]["n_units"] == len(scores)
    assert [row["source"] for row in content["shares"]] == ["Gazette", "Bulletin"]
    assert sum(cell["estimate"] for cell in content["shares"][0]["cells"]) == pytest.approx(1)
    assert content["model"]["n"] == 32
    assert content["shares_title"].startswith("Widest clear difference: ")
    assert {row["tier"] for row in content["shares"]} == {"A"}
    assert "Tier A: shares of sources of which sentences drawn at random were coded" in content["shares_warning"]
    assert "in these sentences, and in no others, for fewer than five documents" in content["shares_warning"]
    assert "2 coders coded; where they differ, each one’s code counts alike" in content["coding"]
    assert "Krippendorff’s α" in content["coding"]
    json.dumps(content)


def test_without_codings_nothing_is_compared_and_the_reason_is_told(scores, small_model):
    content = build_content(scores, small_model)
    assert {row["tier"] for row in content["shares"]} == {""}
    assert all("not tried on ten sources" in row["refused"] for row in content["shares"])
    assert content["comparisons"]["rows"] == []
    assert "Gazette has 0 coded sentences and needs 25: code about 32 more" in content["comparisons"]["to_code"]
    everywhere = [row for row in content["refusals"] if row["voice"] == "all sentences"]
    reasons = {(row["source"], row["what"]): row["reason"] for row in everywhere}
    assert "code 25 sentences or more of it: framing sample" in reasons["Gazette", "shares"]
    assert "code about 32 more" in reasons["Gazette", "difference from Bulletin"]


def test_differences_are_those_of_the_table(scores, small_model, coded):
    content = build_content(scores, small_model, analysis=coded)
    table = coded.contrasts
    row = table[(table["voice"] == "all") & (table["frame"] == "state")].iloc[0]
    cell = content["comparisons"]["rows"][0]["cells"][0]
    assert cell["shown"] == points(row["difference"])
    assert cell["clear"] == (row["p_adjusted"] < 0.05)
    text = read_html(render_html(content, {"shares": ["<svg></svg>"], "voices": []})).text
    for shown in (cell["shown"], cell["interval"], cell["p"]):
        assert shown in text


def test_the_title_names_the_larger_side_of_the_widest_clear_difference(scores, small_model, coded):
    title = build_content(scores, small_model, analysis=coded)["shares_title"]
    label, larger, smaller = re.match(
        r"Widest clear difference: (.+), larger in (\w+) than in (\w+) by", title
    ).groups()
    shares = coded.shares[coded.shares["voice"] == "all"].set_index(["source", "frame"])["estimate"]
    frame = {small_model.codebook.label(name).lower(): name for name in small_model.frames}[label]
    assert shares[larger, frame] > shares[smaller, frame]


def test_coders_stand_side_by_side_with_their_order(scores, small_model, coded):
    content = build_content(scores, small_model, analysis=coded)["coders"]
    assert [(row["source"], row["coder"]) for row in content["rows"]] == [
        ("Gazette", "anna"),
        ("Bulletin", "anna"),
        ("Gazette", "ben"),
        ("Bulletin", "ben"),
    ]
    assert len(content["words"]) == 4
    assert content["words"][0].endswith("all coders order the sources alike.")
    ranked = coded.coders.set_index(["source", "coder", "frame"])["rank"]
    for row in content["rows"]:
        for frame, cell in zip(small_model.frames, row["cells"], strict=True):
            rank = ranked[row["source"], row["coder"], frame]
            assert cell.endswith("(no rank)" if pd.isna(rank) else f"(rank {rank})")


def test_a_source_without_rank_says_so_and_the_log_too(scores, small_model):
    parts = [scores.assign(unit_id=scores["unit_id"] + f"/{n}", doc_id=scores["doc_id"] + f"/{n}") for n in range(4)]
    vague = pd.concat(parts, ignore_index=True).assign(**{f"p_{frame}": 0.25 for frame in small_model.frames})
    few = vague.groupby("source").sample(26, random_state=2)
    anna = few[["unit_id"]].assign(frame=["state", "neutral"] * 26, coder="anna")
    analysis = analyse(vague, small_model, codings=pd.concat([anna, anna.assign(coder="ben")]))
    content = build_content(vague, small_model, analysis=analysis)
    assert all("(no rank)" in row["cells"][0] for row in content["coders"]["rows"])
    assert content["coders"]["words"][0].endswith("intervals wider than .30 allow no order.")
    assert any(row["what"] == "rank in state" for row in content["refusals"])


def test_ranges_are_checked_against_the_gold_of_real_documents(default_model, real_documents):
    scores = score_units(default_model, split_units(real_documents))
    content = build_content(scores, default_model)
    extrapolation = content["extrapolation"]
    assert extrapolation["n_sources"] == 23
    assert extrapolation["material"] == "real"
    assert {row["source"] for row in extrapolation["checks"]} == {"EA WorldView", "Editorial weblog", "Iran weblog"}
    ranges = {row["source"]: row for row in content["shares"]}
    for row in extrapolation["checks"]:
        assert [cell["range"] for cell in row["cells"]] == [cell["shown"] for cell in ranges[row["source"]]["cells"]]
    assert {row["tier"] for row in extrapolation["constructed"]} == {"B"}
    assert extrapolation["constructed"][0]["method"].startswith("model-extrapolated from 151 constructed sources")


def test_clearest_sentences_are_read_as_their_frame_and_in_order(scores, small_model):
    for source in build_content(scores, small_model, top=5)["sources"]:
        for frame in source["frames"]:
            probabilities = [item["probability"] for item in frame["sentences"]]
            assert probabilities == sorted(probabilities, reverse=True)
            assert {item["frame"] for item in frame["sentences"]} <= {frame["frame"]}
            assert len({item["text"] for item in frame["sentences"]}) == len(frame["sentences"])
            assert all(re.search(r"\.txt, sentence \d+; ", item["place"]) for item in frame["sentences"])


def test_numbers_in_the_text_are_those_of_the_table(scores, small_model, coded):
    content = build_content(scores, small_model, analysis=coded)
    table = coded.shares
    first = table[(table["source"] == "Gazette") & (table["voice"] == "all") & (table["frame"] == "state")].iloc[0]
    cell = content["shares"][0]["cells"][0]
    assert cell["shown"] == percent(first["estimate"])
    text = read_html(render_html(content, {"shares": ["<svg></svg>"], "voices": []})).text
    assert cell["shown"] in text
    assert cell["interval"] in text


def test_pdf_and_page_hold_the_same_words(scores, small_model, coded, tmp_path):
    written = write_report(scores, small_model, tmp_path / "out", analysis=coded, title="Gazette and Bulletin")
    names = [path.name for path in written]
    assert names == [
        "report.pdf",
        "report.html",
        "scores.csv",
        "shares.csv",
        "contrasts.csv",
        "refusals.csv",
        "extrapolated.csv",
        "coders.csv",
        "analysis.csv",
        "codings.csv",
    ]
    pdf, page = " ".join(read_pdf(written[0].read_bytes()).split()), read_html(written[1].read_text("utf-8")).text
    for words in (
        "Gazette and Bulletin",
        "Frame shares",
        "Comparisons",
        "Does the order depend on the coder?",
        "Not printed, and why",
        "Own words and others’ speech",
        "Limits",
        "macro-F1",
    ):
        assert words in pdf
        assert words in page


def test_the_pdf_is_accessible_and_the_same_for_the_same_scores(scores, small_model, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481500800")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = write_report(scores, small_model, tmp_path / "a.pdf")[0].read_bytes()
    second = write_report(scores, small_model, tmp_path / "b.pdf")[0].read_bytes()
    assert first == second
    assert b"pdfuaid" in first


def test_the_page_needs_no_other_file(scores, small_model, tmp_path):
    page = write_report(scores, small_model, tmp_path / "a.html")[0].read_text("utf-8")
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", page)
    assert "url(" not in re.sub(r"url\(#", "", page)
    assert "@import" not in page


@pytest.fixture(scope="module")
def hostile_scores(small_model):
    documents = [
        Document.of("\n".join(HOSTILE * 5), file="<b>#a[x]$.txt", source="<i>*Gazette* #{x} $y$ {0}%s"),
        Document.of("\n".join(reversed(HOSTILE * 5)), file="مدينة.txt", source="جريدة"),
    ]
    return score_units(small_model, split_units(documents))


def test_hostile_text_is_shown_as_literal_text(hostile_scores, small_model, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paths = write_report(hostile_scores, small_model, tmp_path / "out", title="<u>#x</u> $t$ {{ 1 }}", top=30)
    parsed = read_html(paths[1].read_text("utf-8"))
    assert "script" not in parsed.tags
    assert "img" not in parsed.tags
    assert "<script>alert(1)</script>" in parsed.text
    assert "{{ title }} {% for x in y %}" in parsed.text
    pdf = re.sub(r"\s+", " ", read_pdf(paths[0].read_bytes()))
    assert '#read("/etc/passwd")' in pdf
    assert "root:" not in pdf
    assert "\\input{/etc/passwd}" in pdf
    assert "{0} {text} %s" in pdf


def test_a_figure_takes_no_markup_from_a_name(hostile_scores, small_model):
    svg_source = plot_shares(estimate_prevalence(hostile_scores, small_model), title="$x^2$ <b>")
    from framing.reporting.figures import as_svg

    svg = as_svg(svg_source)
    assert svg.startswith("<svg")
    assert "<b>" not in re.sub(r"<!--.*?-->", "", svg)


def test_every_text_is_printable_and_nothing_is_dropped_unseen():
    assert printable("a\x07b") == "a␇b"
    assert printable("🫠") == "[melting face]"
    assert printable("سقطت Мост é") == "سقطت Мост é"
    assert "cjk unified ideograph" in printable("我")
    assert len(max(printable("x" * 100).split("\u200b"), key=len)) <= 40


def test_wording():
    assert excerpt("a " * 600).endswith(" …")
    assert direction("… سقطت abc") == "rtl"
    assert direction("“The سقطت") == "ltr"


def test_many_sources_are_drawn_in_parts_that_fit_a_page(scores, small_model, tmp_path):
    many = [scores.assign(source=f"Source {n:02d}", file=f"{n}.txt", doc_id=f"{n}") for n in range(60)]
    many = pd.concat(many, ignore_index=True)
    many["unit_id"] = many["unit_id"] + "/" + many["source"]
    codings = many.groupby("source").sample(26, random_state=0)[["unit_id", "frame"]]
    analysis = analyse(many, small_model, codings=codings, reference="Source 00")
    pdf = write_report(many, small_model, tmp_path / "many.pdf", analysis=analysis)[0].read_bytes()
    text = read_pdf(pdf)
    assert text.count("Continued.") >= 2
    assert "Source 59" in text


def test_one_sentence_alone_gives_a_report_that_refuses_numbers(scores, small_model, tmp_path):
    path = write_report(scores.head(1), small_model, tmp_path / "one.pdf")[0]
    text = " ".join(read_pdf(path.read_bytes()).split())
    assert "only 1 sentence; 30 or more are wanted" in text
    assert "No source has enough sentences for a share" in text


def test_gold_codes_stand_beside_the_models_readings(default_model, real_documents):
    scores = score_units(default_model, split_units(real_documents))
    rows = {row["source"]: row for row in build_content(scores, default_model)["against_gold"]}
    assert set(rows) == {"EA WorldView", "Editorial weblog", "Iran weblog", "News aggregator"}
    evidence = default_model.evidence.set_index("unit_id")["frame"]
    of_weblog = scores[(scores["source"] == "Iran weblog")]
    gold = evidence[of_weblog["unit_id"]]
    assert rows["Iran weblog"]["n"] == len(of_weblog)
    assert rows["Iran weblog"]["cells"][1]["gold"] == percent((gold == "activist").mean())


def test_own_documents_have_no_gold_codes(scores, small_model):
    assert build_content(scores, small_model)["against_gold"] == []


def test_statements_on_record_are_found_with_their_codes(default_model, real_documents):
    scores = score_units(default_model, split_units(real_documents))
    found = [item for item in build_content(scores, default_model)["statements"] if item["quotation_id"] == "q001"]
    assert {item["source"] for item in found} == {"EA WorldView", "Editorial weblog"}
    for item in found:
        assert item["said_by"] == "Sergei Lavrov"
        assert item["coded"] == "state"
        assert item["frame"] == "state"
        assert 0.25 < item["probability"] <= 1


def test_reports_go_to_known_endings_in_folders_that_allow_it(scores, small_model, tmp_path):
    with pytest.raises(OutputError, match=r"a report is a \.pdf"):
        write_report(scores, small_model, tmp_path / "a.docx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(scores, small_model, tmp_path / "file" / "a.pdf")


def test_a_notebook_shows_sentences_with_their_bars(scores):
    shown = show_sentences(scores, frame="state", source="Gazette", top=3)
    assert len(shown) == 3
    page = shown._repr_html_()
    assert "liberated" in page
    assert "width:" in page
    with pytest.raises(TableError, match="no frame is called"):
        show_sentences(scores, frame="war")
    with pytest.raises(TableError, match="no sentence has the source"):
        show_sentences(scores, source="Nobody")


def test_a_report_of_other_labels_needs_no_codebook(labelled, tmp_path, articles):
    from framing.model import fit_model, training_data

    texts, frames, _ = labelled
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = training_data(texts, ["loud" if frame in ("state", "activist") else "calm" for frame in frames])
        model = fit_model(data)
    scores = score_units(model, split_units(read_documents(articles)))
    path = write_report(scores, model, tmp_path / "r.pdf")[0]
    assert "loud" in read_pdf(path.read_bytes())


def test_rendering_by_hand_needs_content_and_figures_alone(scores, small_model):
    content = build_content(scores, small_model)
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    assert render_pdf(content, {"shares": [svg], "voices": []})[:4] == b"%PDF"

from __future__ import annotations

import io
import json
import zipfile

import pandas as pd
import pytest
from sentences_written import SENTENCES

from framing.documents import Document
from framing.errors import OutputError
from framing.provenance import digest
from framing.reporting import analyse, rebuild, write_bundle, write_report
from framing.scores import score_units
from framing.voices import split_units


@pytest.fixture(scope="module")
def scores(default_model):
    documents = [
        Document.of(
            "\n".join([*SENTENCES[first], f"Issue {number}.", f"Anna Orlu said: “We left {name} on day {number}.”"]),
            file=f"{name}/{number}.txt",
            source=name,
        )
        for name, first in [("=Gazette", "state"), ("Bulletin", "activist"), ("Wire", "neutral")]
        for number in range(8)
    ]
    return score_units(default_model, split_units(documents))


@pytest.mark.parametrize("by", ["speaker", "kind"])
def test_a_report_by_speaker_is_made_again_too(scores, default_model, tmp_path, by):
    write_report(
        scores.assign(remark=scores["text"]),
        default_model,
        tmp_path / "r",
        analysis=analyse(scores, default_model, by=by),
    )
    bundle = write_bundle(tmp_path / "r", default_model)
    written = rebuild(bundle, tmp_path / "again")
    assert "shares.csv" in {path.name for path in written}
    assert b"remark" not in contents(bundle)["units.csv"]


@pytest.fixture(scope="module")
def folder(scores, default_model, tmp_path_factory):
    """Return a report folder: two sources coded by two coders, a third by nobody."""
    sample = scores[scores["source"] != "Wire"].groupby("source").sample(40, random_state=2)
    anna = sample[["unit_id", "frame"]].assign(coder="anna", inclusion_probability=40 / 80, note="=note")
    ben = anna.assign(coder="ben")
    ben.loc[ben.index[::10], "frame"] = "neutral"
    analysis = analyse(scores, default_model, codings=pd.concat([anna, ben]), reference="Bulletin")
    folder = tmp_path_factory.mktemp("report") / "war"
    write_report(scores, default_model, folder, analysis=analysis)
    return folder


@pytest.fixture(scope="module")
def bundle(folder, default_model):
    return write_bundle(folder, default_model)


def contents(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_table_is_made_again_byte_for_byte(bundle, folder, tmp_path):
    written = rebuild(bundle, tmp_path)
    names = {path.name for path in written}
    assert names == {
        "shares.csv",
        "contrasts.csv",
        "divergences.csv",
        "refusals.csv",
        "extrapolated.csv",
        "from-constructed.csv",
        "coders.csv",
    }
    for path in written:
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_a_bundle_is_the_same_again(bundle, folder, default_model, tmp_path):
    assert write_bundle(folder, default_model, tmp_path / "b.zip").read_bytes() == bundle.read_bytes()


def test_a_bundle_holds_no_sentence(bundle, scores):
    everything = b"\n".join(contents(bundle).values()).decode("utf-8")
    assert scores["unit_id"].iloc[0] in everything
    for text in scores["text"].unique():
        assert text not in everything or len(text) < 20


def test_a_bundle_has_what_a_reviewer_asks_for(bundle):
    files = contents(bundle)
    wanted = {
        "codebook.md",
        "codings.csv",
        "units.csv",
        "evidence.csv",
        "confusion.csv",
        "errors.json",
        "manifest.json",
    }
    wanted |= {"hyperparameters.json", "environment.json", "model-card.md", "datasheet.md", "tables/refusals.csv"}
    assert wanted <= set(files)
    codings = pd.read_csv(io.BytesIO(files["codings.csv"]))
    assert set(codings["coder"]) == {"anna", "ben"}
    assert set(codings["inclusion_probability"]) == {0.5}
    errors = json.loads(files["errors.json"])["by material"]["real"]
    assert errors["kappa"] > 1
    assert len(errors["tau squared"]) == 4
    units = pd.read_csv(io.BytesIO(files["units.csv"]))
    assert units["sentence_digest"].str.len().eq(16).all()
    assert "macro-F1" in files["model-card.md"].decode()


def test_a_changed_bundle_is_refused(bundle, tmp_path):
    files = contents(bundle)
    files["codings.csv"] = files["codings.csv"].replace(b"state", b"neutral", 1)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(OutputError, match=r"codings\.csv is missing or not what was bundled"):
        rebuild(tmp_path / "b.zip", tmp_path / "out")
    (tmp_path / "none.zip").write_bytes(b"text")
    with pytest.raises(OutputError, match="no replication bundle"):
        rebuild(tmp_path / "none.zip", tmp_path / "out")


def test_a_table_that_comes_out_otherwise_is_told(bundle, tmp_path):
    files = contents(bundle)
    files["tables/shares.csv"] = files["tables/shares.csv"].replace(b"0.95", b"0.99")
    manifest = json.loads(files["manifest.json"])
    manifest["files"]["tables/shares.csv"] = digest(files["tables/shares.csv"], length=64)
    files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(OutputError, match=r"^shares\.csv come out otherwise than in .*b\.zip: .* so it was changed"):
        rebuild(tmp_path / "b.zip", tmp_path / "out")


def test_a_changed_report_is_not_bundled(folder, default_model, small_model, tmp_path):
    import shutil

    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "contrasts.csv").write_text("frame\n")
    with pytest.raises(OutputError, match=r"contrasts\.csv is not what its scores and codings give"):
        write_bundle(copy, default_model)
    with pytest.raises(OutputError, match="was made with model"):
        write_bundle(folder, small_model)
    with pytest.raises(OutputError, match=r"analysis\.csv is not there"):
        write_bundle(tmp_path, default_model)

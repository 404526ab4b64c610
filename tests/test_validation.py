"""Every code of `framing validate` has a fixture here that it finds, and a sound folder has no fault."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from framing.annotation import (
    StandoffFeatures,
    annotations_folder,
    load_codebook,
    rebuild_gold,
    validate,
    write_standoff_features,
)
from framing.annotation.validation import CHECKS
from framing.provenance import digest

TEXT = "The bridge was shut on Monday.\nOur heroic army crushed the gangs.\n"


@pytest.fixture
def sound(tmp_path) -> Path:
    """Return a small annotations folder without a fault."""
    folder = tmp_path / "annotations"
    (folder / "corpus" / "wire").mkdir(parents=True)
    (folder / "standoff").mkdir()
    shutil.copy(annotations_folder() / "codebook.toml", folder)
    (folder / "corpus" / "wire" / "a.txt").write_text(TEXT)
    (folder / "corpus" / "sources.csv").write_text("file,source,date,title,setting\nwire/a.txt,Wire,,,siege\n")
    doc = digest(TEXT)
    units = [f"{doc}:0-30", f"{doc}:31-{len(TEXT) - 1}", "q001", "s1:0-9", "c001-s", "c001-a", "c001-d", "c001-n"]
    frames = ["neutral", "state", "state", "neutral", "state", "activist", "diplomatic", "neutral"]
    version = f"{load_codebook().version}+{load_codebook().fingerprint}"
    for coder in ("one", "two"):
        rows = [
            {
                "unit_id": unit,
                "coder": coder,
                "frame": "neutral" if (coder, unit) == ("two", "q001") else frame,
                "certainty": "high",
                "devices": [],
                "codebook_version": version,
                "coded_at": "",
                "note": "",
            }
            for unit, frame in zip(units, frames, strict=True)
        ]
        write(folder / "coded" / f"{coder}.jsonl", rows)
    write(folder / "adjudication.jsonl", [{"unit_id": "q001", "frame": "state", "reason": "rule 1"}])
    quotation = {
        "quotation_id": "q001",
        "text": "Q",
        "fragments": ["Q"],
        "speaker": "S",
        "role": "r",
        "date": "d",
        "outlet": "o",
    }
    write(folder / "quotations.jsonl", [quotation])
    contrast = [
        {"unit_id": f"c001-{f[0]}", "set_id": "c001", "event": "e", "setting": "s", "frame": f, "text": f}
        for f in ("state", "activist", "diplomatic", "neutral")
    ]
    write(folder / "contrast-sets.jsonl", contrast)
    write(folder / "standoff" / "units.jsonl", [{"unit_id": "s1:0-9", "digest": "0"}])
    (folder / "standoff" / "documents.csv").write_text("doc_id,file,source,date,group\ns1,a.txt,Real,,Real\n")
    features = StandoffFeatures(np.array(["s1:0-9"]), csr_matrix(np.ones((1, 3), dtype=np.float32)))
    write_standoff_features(features, folder / "standoff" / "features.npz")
    rebuild_gold(folder)
    return folder


def write(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def change(path: Path, position: int, **values) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows[position] |= values
    write(path, rows)


def both(folder: Path, position: int, **values) -> None:
    for coder in ("one", "two"):
        change(folder / "coded" / f"{coder}.jsonl", position, **values)


def drop(path: Path, position: int) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:position] + lines[position + 1 :]), encoding="utf-8")


def add(path: Path, row: dict) -> None:
    path.write_text(path.read_text("utf-8") + json.dumps(row) + "\n", encoding="utf-8")


def near_duplicates(folder: Path) -> None:
    line = "The bridge over the river was shut on Monday after two shells had landed"
    text = f"{line} near it.\n{line} by it.\n"
    (folder / "corpus" / "wire" / "a.txt").write_text(text)
    first = text.index("\n")
    both(folder, 0, unit_id=f"{digest(text)}:0-{first}")
    both(folder, 1, unit_id=f"{digest(text)}:{first + 1}-{len(text) - 1}")
    rebuild_gold(folder)


FIXTURES = {
    "E101": lambda f: both(f, 0, unit_id="nowhere:0-9"),
    "E102": lambda f: both(f, 0, unit_id=f"{digest(TEXT)}:0-999"),
    "E103": lambda f: both(f, 0, unit_id=f"{digest(TEXT)}:0-31"),
    "E104": lambda f: add(
        f / "coded" / "one.jsonl", json.loads((f / "coded" / "one.jsonl").read_text().splitlines()[0])
    ),
    "E201": lambda f: change(f / "coded" / "one.jsonl", 0, frame="warlike"),
    "E202": lambda f: change(f / "coded" / "one.jsonl", 0, devices=["denial"]),
    "E203": lambda f: change(f / "coded" / "one.jsonl", 0, certainty="sure"),
    "E204": lambda f: change(f / "coded" / "one.jsonl", 0, codebook_version="0.9+0"),
    "E205": lambda f: change(f / "coded" / "one.jsonl", 0, voice="shouted"),
    "E301": lambda f: drop(f / "coded" / "one.jsonl", 0),
    "E302": lambda f: change(f / "coded" / "one.jsonl", 0, frame="state"),
    "E303": lambda f: change(f / "adjudication.jsonl", 0, reason=" "),
    "E304": lambda f: add(f / "adjudication.jsonl", {"unit_id": "s1:0-9", "frame": "state", "reason": "why"}),
    "E305": lambda f: change(f / "gold.jsonl", 0, frame="state"),
    "E401": lambda f: (f / "corpus" / "wire" / "b.txt").write_text("The train was late.\n"),
    "E402": near_duplicates,
    "E403": lambda f: change(f / "quotations.jsonl", 0, speaker=""),
    "E404": lambda f: drop(f / "contrast-sets.jsonl", 0),
    "E405": lambda f: add(f / "standoff" / "units.jsonl", {"unit_id": "s1:10-20", "digest": "0"}),
}


def test_a_sound_folder_has_no_fault(sound):
    assert validate(sound) == []


def test_the_bundled_annotations_have_no_fault():
    assert validate(annotations_folder()) == []


def test_every_code_has_a_fixture():
    assert set(FIXTURES) == set(CHECKS)


@pytest.mark.parametrize("code", sorted(FIXTURES))
def test_each_fault_is_found(sound, code):
    FIXTURES[code](sound)
    faults = [fault for fault in validate(sound) if fault.code == code]
    assert faults
    assert str(faults[0]).startswith(f"{code} {CHECKS[code].__doc__.strip().rstrip('.')}: ")


def test_the_table_of_codes_is_that_of_the_checks():
    import framing.annotation.validation as module

    for code, check in CHECKS.items():
        meaning = check.__doc__.strip().rstrip(".")
        assert f"| {code} | {meaning[0].lower()}{meaning[1:]} |" in module.__doc__


def test_the_command_exits_with_1_on_a_fault(sound, framing_command):
    assert framing_command("validate", sound)[0] == 0
    FIXTURES["E203"](sound)
    status, out, err = framing_command("validate", sound)
    assert status == 1
    assert out.startswith("E203 ")
    assert "1 faults" in err


def test_agreement_by_command(framing_command):
    status, out, _ = framing_command("agree", "--coders", "reader-a,reader-b", "--json")
    found = json.loads(out)
    assert status == 0
    assert found["coders"] == ["reader-a", "reader-b"]
    assert found["coefficients"]["alpha"][1] >= 0.80
    status, _, err = framing_command("agree", "--coders", "nobody")
    assert status == 1
    assert "no coder 'nobody'" in err

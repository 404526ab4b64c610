from __future__ import annotations

import pytest

from framing.annotation import load_codebook
from framing.codebook import codebook_from_dict, read_codebook
from framing.errors import CodebookError

BARE = """
title = "T"
version = "1"
[[frames]]
name = "a"
label = "A"
definition = "x"
[[frames]]
name = "b"
label = "B"
definition = "y"
"""


def test_bundled_codebook_is_complete():
    codebook = load_codebook()
    assert codebook.frame_names == ("state", "activist", "diplomatic", "neutral")
    assert len(codebook.rules) == 7
    for frame in codebook.frames:
        assert len(frame.examples) >= 6
        assert len(frame.near_misses) >= 6
        assert {miss.frame for miss in frame.near_misses} <= set(codebook.frame_names) - {frame.name}


def test_page_holds_every_definition_rule_example_and_near_miss():
    codebook = load_codebook()
    page = codebook.as_page()
    for frame in codebook.frames:
        assert frame.definition in page
        assert all(example.text in page for example in (*frame.examples, *frame.near_misses))
    assert all(rule.text in page for rule in codebook.rules)
    assert codebook.fingerprint in page


def test_fingerprint_changes_with_any_word(tmp_path):
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(BARE)
    second.write_text(BARE.replace('definition = "y"', 'definition = "z"'))
    assert read_codebook(first).fingerprint != read_codebook(second).fingerprint


def test_codebook_survives_a_round_trip_as_plain_data():
    import json
    from dataclasses import asdict

    codebook = load_codebook()
    assert codebook_from_dict(json.loads(json.dumps(asdict(codebook)))).frames == codebook.frames


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("not = [toml", "not a TOML file"),
        ('title = "T"\nversion = "1"', "'frames' is missing"),
        (BARE.replace('"b"', '"a"'), "different names"),
        (BARE + 'near_misses = [{ text = "t", frame = "c", why = "w" }]', "names the frame 'c'"),
        (BARE + 'examples = [{ text = "t", devices = ["d"], why = "w" }]', "unknown act 'd'"),
        ('fallback = "z"\n' + BARE, "fallback 'z'"),
    ],
)
def test_faulty_codebooks_are_refused_in_words(tmp_path, content, told):
    path = tmp_path / "c.toml"
    path.write_text(content)
    with pytest.raises(CodebookError, match=told):
        read_codebook(path)

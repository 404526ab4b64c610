"""Sentences with others' speech in PolNeAR articles: how many attributions the rules find, and whose."""

from __future__ import annotations

import argparse
import gzip
import json
import re

from common import bench

from framing.documents import Document
from framing.voices import split_units

_ARTICLES = {"a", "an", "the", "and", "of"}
_PRONOUNS = {"he", "she", "it", "they", "we", "i", "you", "who", "which", "him", "her", "them"}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--split", choices=["train", "dev"], default="dev")
    split = options.parse_args().split
    with gzip.open(bench(f"polnear-{split}.jsonl.gz"), "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    found = hits = direct = direct_hits = every = every_hits = named = named_hits = 0
    for article in articles:
        units = split_units([Document.of(article["text"], file="a", source="a")])
        said = units[units["voice"] != "own"]
        gold = article["attributions"]
        contents = [(item, *_bounds(item["content_spans"])) for item in gold if item["content_spans"]]
        for unit in said.itertuples():
            found += 1
            hits += any(unit.start < end and start < unit.end for _, start, end in contents)
        for item, start, end in contents:
            match = said[(said["start"] < end) & (said["end"] > start)]
            every, every_hits = every + 1, every_hits + bool(len(match))
            if item["quote_type"] != "indirect":
                direct, direct_hits = direct + 1, direct_hits + bool(len(match))
            source = _words(item["speaker"] or "") - _PRONOUNS
            if len(match) and source:
                named, named_hits = named + 1, named_hits + any(_words(s) & source for s in match["speaker"])
    print(f"{len(articles)} articles of polnear-{split}; a sentence counts where it overlaps an attribution's content")
    print(f"precision of sentences with others' speech {hits / found:.3f} (n = {found})")
    print(f"recall of direct and mixed {direct_hits / direct:.3f} (n = {direct})")
    print(f"recall of all {every_hits / every:.3f} (n = {every})")
    print(f"speakers that share a word {named_hits / max(named, 1):.3f} (n = {named})")


def _bounds(spans: list) -> tuple[int, int]:
    return min(start for start, _ in spans), max(end for _, end in spans)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if word not in _ARTICLES}


if __name__ == "__main__":
    main()

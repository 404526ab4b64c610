"""Attributions in PolNeAR articles and in the hand-checked documents: how many are found, and whose; and how fast.

Definitions (PolNeAR): a predicted attribution matches a gold one when their content overlaps by at least half of the
shorter. Precision is over predictions; recall over gold attributions that have a content. Speakers: of the matched
gold attributions that name a source, the share in which the predicted mention shares a word with it, articles, "of"
and "and" left out; where several predictions match, the one that overlaps best counts. Sources that are bare pronouns
count apart. Rules are developed on `train`; `dev` is for looking at the result.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
import time
import tracemalloc
import warnings
from collections import Counter
from pathlib import Path

from common import BENCH, bench

from framing.annotation import annotations_folder
from framing.documents import Document, Span, iter_documents, read_documents
from framing.sentences import sentence_spans
from framing.tables import write_parts
from framing.voices import Attribution, attribute, attributions_in_parts, split_units
from framing.voices.words import PRONOUNS

_LEFT_OUT = {"a", "an", "the", "and", "of"}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--split", choices=["train", "dev"], default="dev")
    options.add_argument("--missed", action="store_true", help="count what is missed and wrong, by kind")
    given = options.parse_args()
    print(f"PolNeAR {given.split}, {len(read_articles(given.split))} articles")
    polnear_tally(given.split).show(missed=given.missed)
    if (BENCH.parent / "documents").is_dir():
        print("\nHand-checked documents, 5")
        documents_tally().show(missed=given.missed)
        on_codings()
    speed(given.split)


# Quality -------------------------------------------------------------------------------------------------------


def polnear_tally(split: str) -> Tally:
    tally = Tally()
    for article in read_articles(split):
        document = Document.of(article["text"], file=article["id"], source=article["source"])
        gold = [
            (characters(item["content_spans"]), item["quote_type"], item["speaker"] or "", item["cue"] or "")
            for item in article["attributions"]
            if item["content_spans"]
        ]
        tally.add(gold, attribute(document, sentence_spans(document)))
    return tally


def documents_tally() -> Tally:
    path = annotations_folder() / "standoff" / "attributions" / "settled.jsonl"
    settled = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    tally = Tally()
    for document in read_documents(BENCH.parent / "documents"):
        gold = [
            (characters(item["content"]), item["voice"], item["speaker"], _words_at(document, item["cue"]))
            for item in settled
            if item["doc_id"] == document.doc_id and item["voice"] != "scare"
        ]
        tally.add(gold, attribute(document, sentence_spans(document)), resolved=True)
    return tally


def on_codings() -> None:
    """Print how far the voices of sentences agree with the one coder who coded them in real documents."""
    import pandas as pd

    folder = BENCH.parent
    coded = pd.read_json(annotations_folder() / "coded" / "reader-a.jsonl", lines=True, dtype=str)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        units = split_units(read_documents(folder / "documents") + read_documents(folder / "corpus"))
    both = coded.merge(units, on="unit_id", suffixes=("_coded", ""))
    print(f"\nSentences of real documents, beside the voices that one coder gave: n = {len(both)}")
    print(f"agreement {(both['voice_coded'] == both['voice']).mean():.3f}; rows: coded, columns: found")
    print(pd.crosstab(both["voice_coded"], both["voice"]).to_string())


class Tally:
    """Counts of matches, as the definitions above have them."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.speakers: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()

    def add(self, gold: list[tuple], predicted: list[Attribution], *, resolved: bool = False) -> None:
        """Count a document: gold as (characters, voice, speaker, cue), and what was predicted."""
        matches: list[list[tuple[float, Attribution]]] = [[] for _ in gold]
        for said in predicted:
            content = characters(said.content)
            matched = [number for number, item in enumerate(gold) if overlap(content, item[0])]
            for number in matched:
                both = content & gold[number][0]
                matches[number].append((len(both) / len(content | gold[number][0]), said))
            kind = "indirect" if said.voice == "reported" else "direct or mixed"
            self.found[kind] += 1
            self.right[kind] += bool(matched)
            if not matched:
                self.wrong[f"{said.voice}, cue: {said.lemma or 'none'}"] += 1
        for (_, voice, speaker, cue), found in zip(gold, matches, strict=True):
            kind = "indirect" if voice in ("indirect", "reported") else "direct or mixed"
            self.gold[kind] += 1
            self.hits[kind] += bool(found)
            if not found:
                self.missed[f"{voice}, {_cue_kind(cue)}"] += 1
            elif speaker:
                self._add_speaker(speaker, max(found, key=lambda match: match[0])[1], resolved)

    def _add_speaker(self, speaker: str, said: Attribution, resolved: bool) -> None:
        wanted = words(speaker) - PRONOUNS
        if not wanted:
            self.speakers["pronouns"] += 1
            return
        self.speakers["named"] += 1
        self.speakers["right"] += bool(wanted & words(said.speaker if resolved else said.mention))

    def show(self, *, missed: bool) -> None:
        """Print the figures; with `missed`, what is missed and wrong by kind."""
        found, right, gold, hits = (sum(counts.values()) for counts in (self.found, self.right, self.gold, self.hits))
        direct = "direct or mixed"
        print(f"precision of direct and mixed {ratio(self.right[direct], self.found[direct])}")
        print(f"precision of all              {ratio(right, found)}")
        print(f"recall of direct and mixed    {ratio(self.hits[direct], self.gold[direct])}")
        print(f"recall of all                 {ratio(hits, gold)}")
        print(f"speakers of named sources     {ratio(self.speakers['right'], self.speakers['named'])}", end="")
        print(f"; {self.speakers['pronouns']} sources are bare pronouns")
        if missed:
            print("missed, by kind:", *(f"  {n:4d}  {kind}" for kind, n in self.missed.most_common(25)), sep="\n")
            print("no attribution in gold:", *(f"  {n:4d}  {kind}" for kind, n in self.wrong.most_common(25)), sep="\n")


def _cue_kind(cue: str) -> str:
    """Group gold cues by form: none, a noun or preposition, an attitude or effort, a verb of saying."""
    low = cue.lower()
    if not re.search(r"\w", low):
        return "cue: none or a mark"
    if re.search(
        r"\b(?:want|hope|seek|sought|seem|appear|mean|intend|expect|consider|like|prefer|care|love|try|plan)", low
    ):
        return "cue: attitude or appearance"
    if re.search(
        r"\b(?:said|say|says|told|tell|tells|wrote|writes|asked|added|announced|called|calls|described)\b", low
    ):
        return "cue: verb of saying"
    if re.search(r"(?:^’s|'s| of| for| on| over| against| about| to| in| with)$|^(?:of|for|in|to)\b", low):
        return "cue: noun or preposition"
    return "cue: other verb"


# Speed ---------------------------------------------------------------------------------------------------------


def speed(split: str) -> None:
    documents = [Document.of(item["text"], file=item["id"], source="a") for item in read_articles(split)]
    attribute(documents[0], sentence_spans(documents[0]))
    begun = time.process_time()
    sentences = [sentence_spans(document) for document in documents]
    split_in = time.process_time() - begun
    begun = time.process_time()
    for document, spans in zip(documents, sentences, strict=True):
        attribute(document, spans)
    attributed_in = time.process_time() - begun
    n = sum(map(len, sentences))
    print(f"\nspeed, {n} sentences: attribution {n / attributed_in:,.0f} a core-second, ", end="")
    print(f"with sentence splitting {n / (attributed_in + split_in):,.0f}")
    small, large = (peak_memory(documents * times) for times in (1, 8))
    print(
        f"peak memory of `framing voices` above its start: {small:.1f} MB for 1×, {large:.1f} MB for 8× the documents"
    )


def peak_memory(documents: list[Document]) -> float:
    """Return the peak of memory in MB while documents on disk become a voices table on disk."""
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(documents):
            # a number at the end keeps documents apart that would else be read once
            (Path(folder) / f"{number:05d}.txt").write_text(f"{document.text}\n\n{number}\n", encoding="utf-8")
        tracemalloc.start()
        write_parts(attributions_in_parts(iter_documents(folder)), Path(folder) / "out.parquet")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak / 1e6


# Small things --------------------------------------------------------------------------------------------------


def read_articles(split: str) -> list[dict]:
    with gzip.open(bench(f"polnear-{split}.jsonl.gz"), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def characters(spans: list | tuple) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def overlap(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= 0.5 * min(len(one), len(other)) if one and other else False


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _LEFT_OUT


def ratio(part: int, whole: int) -> str:
    return f"{part / max(1, whole):.3f} (n = {whole})"


def _words_at(document: Document, place: list | None) -> str:
    return document[Span(*place)] if place else ""


if __name__ == "__main__":
    main()

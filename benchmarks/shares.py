"""Frame shares of sources that nobody trained on, from a few codings each: GVFC headlines and BABE sentences.

Every source is read by models that had not seen it. Of each source with 20 sentences or more, 25 are
drawn and taken as coded, again and again; errors and coverage are those of the shares among all its
sentences. Beside it: counting labels, mean probabilities, and the mix of the whole corpus.
"""

from __future__ import annotations

import numpy as np
from common import bench

from framing.evaluation import crossvalidate
from framing.prevalence import CodedSample, powered_intervals, powered_shares
from framing.tables import read_table

CODED, FEWEST, DRAWS = 25, 20, 200
SETS = {"GVFC, shares of 9 frames": ("gvfc.csv", None), "BABE, rate of biased sentences": ("babe.csv", "Biased")}


def main() -> None:
    for title, (name, frame) in SETS.items():
        table = read_table(bench(name))
        found = crossvalidate(list(table["text"]), list(table["label"]), groups=list(table["source"]))
        frames = list(found.measures.frames)
        columns = [frames.index(frame)] if frame else list(range(len(frames)))
        codes = (table["label"].to_numpy()[:, None] == np.array(frames)).astype(float)
        sources = table["source"].to_numpy()
        sizes = table["source"].value_counts()
        kept = sorted(sizes.index[sizes >= FEWEST])
        print(f"\n{title}: {len(kept)} sources with {FEWEST} sentences or more, {DRAWS} draws of {CODED} codings")
        _print_beside(codes, found.probabilities, sources, kept, columns)
        for estimand in ("sentences", "output"):
            _print_powered(codes, found.probabilities, (sources, table["doc_id"].to_numpy()), kept, columns, estimand)


def _print_beside(codes, readings, sources, kept, columns) -> None:
    counted = np.eye(codes.shape[1])[readings.argmax(axis=1)]
    mix = codes.mean(axis=0)
    for name, guess in {"counting": counted, "mean probability": readings, "corpus-wide mix": None}.items():
        errors = []
        for source in kept:
            rows = sources == source
            share = mix if guess is None else guess[rows].mean(axis=0)
            errors.append(np.abs(share - codes[rows].mean(axis=0))[columns])
        print(f"  {name:28} MAE {np.mean(errors):.4f}")


def _print_powered(codes, readings, named, kept, columns, estimand) -> None:
    sources, documents = named
    rng = np.random.default_rng(0)
    errors, held, widths, simple = [], [], [], []
    for source in kept:
        rows = np.flatnonzero(sources == source)
        truth = codes[rows].mean(axis=0)
        members = np.unique(documents[rows], return_inverse=True)[1]
        for _ in range(DRAWS):
            drawn = rng.choice(len(rows), min(CODED, len(rows)), replace=False)
            inclusion = np.full(len(drawn), len(drawn) / len(rows))
            sample = CodedSample(members, readings[rows], drawn, codes[rows][drawn], inclusion)
            found = powered_shares(sample, estimand)
            intervals = powered_intervals(sample, found, estimand=estimand)
            errors.append(np.abs(found.shares - truth)[columns])
            simple.append(np.abs(codes[rows][drawn].mean(axis=0) - truth)[columns])
            held.append([intervals[k].low - 1e-9 <= truth[k] <= intervals[k].high + 1e-9 for k in columns])
            widths.append([intervals[k].high - intervals[k].low for k in columns])
    label = f"tier A, {estimand}"
    print(f"  {label:28} MAE {np.mean(errors):.4f}  coverage {np.mean(held):.3f}  width {np.mean(widths):.3f}")
    if estimand == "sentences":
        print(f"  {'mean of the codings alone':28} MAE {np.mean(simple):.4f}")


if __name__ == "__main__":
    main()

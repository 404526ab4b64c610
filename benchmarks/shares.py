"""Frame shares of sources that nobody trained on, from a few codings each: GVFC, BABE, and real outlets of the gold.

Every source is read by models that had not seen it. Of each source with 20 sentences or more, 25 are
drawn and taken as coded, again and again; errors and coverage are those of the shares among all its
sentences. Beside it: counting labels, mean probabilities, and the mix of the whole corpus. For the real
outlets of the gold also: ranges extrapolated without codings, each outlet left out, and how near the
widths that `framing sample --plan` foresees are to those that come.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from common import bench

from framing.evaluation import crossvalidate
from framing.prevalence import (
    CodedSample,
    estimate_prevalence,
    measure_errors,
    plan_widths,
    powered_intervals,
    powered_shares,
)
from framing.prevalence.adjusted import half_width
from framing.prevalence.extrapolated import indicators
from framing.scores import load_model
from framing.tables import TABLES, read_table

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
    real_outlets()


def real_outlets() -> None:
    model = load_model()
    evidence = model.evidence[model.evidence["material"] == "real"]
    codes, _ = indicators(evidence, model.frames)
    readings = evidence[[f"p_{frame}" for frame in model.frames]].to_numpy()
    sources, documents = evidence["source"].to_numpy(), evidence["unit_id"].str.partition(":")[0].to_numpy()
    sizes = evidence["source"].value_counts()
    kept = sorted(sizes.index[sizes >= FEWEST])
    columns = list(range(len(model.frames)))
    print(f"\nReal outlets of the gold, shares of 4 frames: {len(kept)} sources, {DRAWS} draws of {CODED} codings")
    _print_beside(codes, readings, sources, kept, columns)
    _print_powered(codes, readings, (sources, documents), kept, columns, "sentences")
    _print_extrapolated(model)
    _print_plan(model, evidence, codes)


def _print_extrapolated(model) -> None:
    for material in ("real", "constructed"):
        errors = measure_errors(model, material=material)
        if errors is None:
            continue
        held = errors.held()
        width = 2 * half_width(errors.variances + errors.between_variances, len(errors.sources), 0.95)
        label = f"tier B, {material}, left out"
        print(f"  {label:28} MAE {np.abs(errors.errors).mean():.4f}  coverage {held.mean():.3f}", end="")
        print(f"  width {width.mean():.3f}  ({len(errors.sources)} sources)")


def _print_plan(model, evidence, codes) -> None:
    """Print foreseen and realised widths of the widest frame, for real outlets with 90 sentences in five documents."""
    scores = pd.DataFrame(dict.fromkeys(TABLES["scores"], ""), index=evidence.index)
    columns = [f"p_{frame}" for frame in model.frames]
    scores = scores.assign(**evidence[["unit_id", "source", "frame", *columns]], position=1, start=0, end=1)
    scores = scores.assign(doc_id=evidence["unit_id"].str.partition(":")[0], voice="own")
    usable = scores.groupby("source").agg(n=("unit_id", "size"), documents=("doc_id", "nunique"))
    names = usable.index[(usable["n"] >= 90) & (usable["documents"] >= 5)]
    scores = scores[scores["source"].isin(names)]
    planned = plan_widths(scores, model).set_index("source")
    for n in (25, 50):
        came = {name: [] for name in names}
        for seed in range(10):
            drawn = scores[scores["source"].isin(names)].groupby("source").sample(n, random_state=seed)
            found = estimate_prevalence(
                scores[scores["source"].isin(names)], model, codings=drawn[["unit_id", "frame"]]
            )
            widths = (found["high"] - found["low"])[found["voice"] == "all"].groupby(found["source"]).max()
            for name in names:
                came[name].append(widths[name])
        foreseen, realised = planned[f"width_{n}"].mean(), np.mean([np.mean(widths) for widths in came.values()])
        print(f"  widest interval at {n} codings: foreseen {foreseen:.3f}, came {realised:.3f} ({len(names)} outlets)")


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

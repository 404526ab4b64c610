"""Whether the order of kinds of outlet depends on who coded: the default model refitted on each coder's codes alone.

Dispatches and real sentences were each coded twice. One model learns from the first codings, another from
the second; each reads the dispatches without having seen their outlet, and the shares of each kind of
outlet are estimated with 60 sentences of that coder's own codes.
"""

from __future__ import annotations

import pandas as pd

from framing.annotation import (
    annotations_folder,
    draw_sample,
    load_codebook,
    read_codings,
    read_gold_sentences,
    read_standoff_features,
)
from framing.comparison import turned_pairs
from framing.comparison.coders import WIDEST_RANKED
from framing.documents import read_documents
from framing.model import fit_model, gather
from framing.prevalence import estimate_prevalence
from framing.scores import score_units
from framing.voices import split_units

CODERS = {"first codings": ("writer", "reader-a"), "second codings": ("second", "reader-b")}


def main() -> None:
    folder = annotations_folder()
    gold, codings = read_gold_sentences(folder), read_codings(folder)
    features = read_standoff_features(folder / "standoff" / "features.npz")
    units = split_units(read_documents(folder / "corpus", sources=folder / "kinds.csv"))
    sample = draw_sample(units, per_source=60)
    parts = []
    for name, coders in CODERS.items():
        codes = codings[codings["coder"].isin(coders)].drop_duplicates("unit_id").set_index("unit_id")["frame"]
        model = fit_model(
            gather(gold.assign(frame=gold["unit_id"].map(codes).fillna(gold["frame"])), features), load_codebook()
        )
        own = sample.assign(frame=sample["unit_id"].map(codes)).dropna(subset=["frame"])
        shares = estimate_prevalence(score_units(model, units), model, codings=own)
        parts.append(pd.DataFrame(shares[(shares["voice"] == "all") & (shares["tier"] == "A")]).assign(coder=name))
    _print_order(pd.concat(parts, ignore_index=True))


def _print_order(shares: pd.DataFrame) -> None:
    width = (shares["high"] - shares["low"]).groupby([shares["source"], shares["frame"]]).transform("max")
    shares = shares.assign(rank=shares["estimate"].where(width <= WIDEST_RANKED))
    print(f"{shares['source'].nunique()} kinds of outlet, {shares['n_coded'].iloc[0]} codings each, two models")
    wide = shares.pivot(index=["source", "frame"], columns="coder", values="estimate")
    for frame in dict.fromkeys(shares["frame"]):
        turned, n_pairs = turned_pairs(shares, frame)
        apart = wide.xs(frame, level="frame")
        widest = max((abs(apart.loc[one] - apart.loc[other]).max() for one, other in turned), default=0.0)
        counted = f"{len(turned):>3} of {n_pairs} pairs change places"
        print(f"  {frame:12} {counted}; their shares differ by {widest:.3f} at most")


if __name__ == "__main__":
    main()

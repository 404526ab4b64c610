"""What a report says of shares, differences, extrapolated ranges, coders and refusals, as plain data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from framing.comparison import turned_pairs
from framing.comparison.contrasts import sides_of
from framing.reporting.analysis import Analysis
from framing.reporting.looks import VOICES
from framing.reporting.wording import count, join_words, p_value, percent, percent_range, points

if TYPE_CHECKING:
    import pandas as pd

    from framing.model import TrainedModel

#: A difference whose adjusted p-value is below this is called clear.
CLEAR_P = 0.05
#: Comparisons that a report prints; the table contrasts.csv has all.
MOST_COMPARISONS = 24


def share_rows(shares: pd.DataFrame, model: TrainedModel, *, apart: bool = False) -> list[dict[str, Any]]:
    """Return a row a source, or with `apart` a row for own words and one for others' speech."""
    kept = shares[(shares["voice"] == "all") != apart]
    return [_share_row(of_group, model) for _, of_group in kept.groupby(["source", "voice"], sort=False)]


def _share_row(rows: pd.DataFrame, model: TrainedModel) -> dict[str, Any]:
    first, by_frame = rows.iloc[0], rows.set_index("frame")
    refused = first["method"] == "refused"
    return {
        "source": str(first["source"]),
        "voice": VOICES[first["voice"]],
        "n_documents": int(first["n_documents"]),
        "n_units": int(first["n_units"]),
        "n_coded": int(first["n_coded"]),
        "tier": str(first["tier"]),
        "refused": str(first["note"]) if refused else "",
        "method": str(first["method"]),
        "note": str(first["note"]),
        "cells": [_share_cell(by_frame.loc[frame], frame) for frame in model.frames],
    }


def _share_cell(row: pd.Series, frame: str) -> dict[str, Any]:
    estimate, low, high = (_number(row[name]) for name in ("estimate", "low", "high"))
    interval = percent_range(row["low"], row["high"])
    ranged = estimate is None and low is not None
    interval = "all coded" if estimate is not None and low == high else interval
    shown, below = (interval, "range") if ranged else (percent(row["estimate"]), interval)
    return {"frame": frame, "estimate": estimate, "low": low, "high": high, "shown": shown, "interval": below}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def share_words(analysis: Analysis) -> str:
    """Say what the shares and their intervals are, and of what they speak."""
    shares = analysis.shares[analysis.shares["voice"] == "all"]
    tiers, said = set(shares["tier"]), []
    if "A" in tiers:
        said.append(
            "Tier A: shares of sources of which sentences drawn at random were coded. The model’s readings sharpen "
            "them and cannot bend them: its errors are measured on the coded sentences and taken out. The intervals "
            "cover both (prediction-powered, Korn–Graubard)."
        )
    if "B" in tiers:
        said.append(
            "Tier B: ranges of sources that nobody coded, extrapolated from how the model misread other sources. "
            "They hold if these sources differ from those no more than those differ among themselves. They are no "
            "estimates, and not for ranking."
        )
    if not said:
        return "No source has enough sentences for a share."
    return " ".join([*said, _estimand_words(shares, analysis.settings.estimand)])


def _estimand_words(shares: pd.DataFrame, wanted: str) -> str:
    here = shares["method"].str.contains("these sentences")
    output = shares["method"].str.contains("output")
    if here.any() and output.any():
        return (
            "What is estimated: each outlet’s output, of which these documents are a sample; where there are fewer "
            "than five documents, their sentences alone."
        )
    if output.any():
        return "What is estimated: each outlet’s output, of which these documents are a sample."
    why = "" if wanted == "sentences" else ", for fewer than five documents speak for no others"
    return f"What is estimated: the shares in these sentences, and in no others{why}."


def comparison_content(analysis: Analysis, model: TrainedModel) -> dict[str, Any]:
    """Return the comparisons that were tested, those that were not, and how far sources stand apart."""
    contrasts = analysis.contrasts
    untested = contrasts["method"].str.startswith("not tested")
    pairs = [rows for _, rows in contrasts[~untested].groupby(["voice", "source", "reference"], sort=False)]
    clear = [rows for rows in pairs if (rows["p_adjusted"] < CLEAR_P).any()]
    shown = (pairs if len(pairs) <= MOST_COMPARISONS else clear)[:MOST_COMPARISONS]
    lacking = [side.lacking for side in sides_of(analysis.shares, "all", analysis.settings.kinds or None)]
    return {
        "rows": [_comparison_row(rows, model) for rows in shown],
        "n_tested": len(pairs),
        "n_clear": len(clear),
        "n_left": len(pairs) - len(shown),
        "to_code": []
        if len(lacking) < 2
        else list(dict.fromkeys(need for reason in lacking if reason for need in reason.split("; "))),
        "divergences": [_divergence_row(row) for row in analysis.divergences.to_dict("records")[:MOST_COMPARISONS]],
    }


def _comparison_row(rows: pd.DataFrame, model: TrainedModel) -> dict[str, Any]:
    first, by_frame = rows.iloc[0], rows.set_index("frame")
    return {
        "source": str(first["source"]),
        "reference": str(first["reference"]),
        "voice": VOICES[first["voice"]],
        "method": _told(str(first["method"])),
        "cells": [_comparison_cell(by_frame.loc[frame]) for frame in model.frames],
    }


def _told(method: str) -> str:
    """Return what a reader must know of a method beyond that it is prediction-powered."""
    if not method.startswith("prediction-powered"):
        return method
    return method.partition(", λ = ")[2].partition(", ")[2]


def _comparison_cell(row: pd.Series) -> dict[str, Any]:
    tested = not math.isnan(row["p_value"])
    return {
        "shown": points(row["difference"]),
        "interval": f"{points(row['low'])} to {points(row['high'])}",
        "p": f"{p_value(row['p_value'])}, adj. {p_value(row['p_adjusted'])}" if tested else "not tested",
        "clear": bool(tested and row["p_adjusted"] < CLEAR_P),
    }


def _divergence_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": row["source"],
        "reference": row["reference"],
        "voice": VOICES[row["voice"]],
        "shown": f"{row['divergence']:.3f}",
        "interval": f"{row['low']:.3f}–{row['high']:.3f}",
        "floor": f"{row['noise_floor']:.3f}",
        "beyond": bool(row["divergence"] > row["noise_floor"]),
    }


def extrapolation_content(analysis: Analysis, model: TrainedModel) -> dict[str, Any]:
    """Return what the ranges assume, how that fared, and the ranges from constructed sources apart."""
    errors = analysis.errors
    used = bool((analysis.shares["tier"] == "B").any())
    if errors is None or not (used or len(analysis.checks)):
        return {"used": False, "checks": []}
    held = errors.held()
    apart = analysis.from_constructed
    return {
        "used": used,
        "n_sources": len(errors.sources),
        "material": analysis.material or "all",
        "tried": f"{int(held.sum())} of {held.size}",
        "tried_share": percent(float(held.mean())),
        "checks": _check_rows(analysis.checks, model),
        "checked": f"{int((analysis.checks['held'] == 'yes').sum())} of {len(analysis.checks)}",
        "constructed": [] if apart is None or not used else [r for r in share_rows(apart, model) if r["tier"]],
    }


def _check_rows(checks: pd.DataFrame, model: TrainedModel) -> list[dict[str, Any]]:
    rows = []
    for source, of_source in checks.groupby("source", sort=False):
        by_frame = of_source.set_index("frame")
        cells = [
            {
                "coded": percent(by_frame.loc[frame, "coded"]),
                "range": percent_range(by_frame.loc[frame, "low"], by_frame.loc[frame, "high"]),
                "held": by_frame.loc[frame, "held"] == "yes",
            }
            for frame in model.frames
        ]
        rows.append({"source": str(source), "n": int(of_source["n_units"].iloc[0]), "cells": cells})
    return rows


def coder_content(analysis: Analysis, model: TrainedModel) -> dict[str, Any]:
    """Return the shares by coder, and whether the order of sources depends on who coded."""
    coders = analysis.coders
    if not len(coders):
        return {"rows": [], "words": []}
    rows = []
    for (source, coder), of_coder in coders.groupby(["source", "coder"], sort=False):
        by_frame = of_coder.set_index("frame")
        of_frames = [by_frame.loc[frame] for frame in model.frames]
        cells = [f"{percent(row['estimate'])} ({_rank(row['rank'])})" for row in of_frames]
        rows.append({"source": str(source), "coder": str(coder), "n": int(by_frame["n_coded"].iloc[0]), "cells": cells})
    return {"rows": rows, "words": [_turned(coders, frame, model.codebook.label(frame)) for frame in model.frames]}


def _rank(rank: Any) -> str:
    import pandas as pd

    return "no rank" if pd.isna(rank) else f"rank {rank}"


def _turned(coders: pd.DataFrame, frame: str, label: str) -> str:
    turned, n_pairs = turned_pairs(coders, frame)
    if not n_pairs:
        return f"{label}: intervals wider than .30 allow no order."
    if not turned:
        return f"{label}: all coders order the sources alike."
    named = join_words(f"{one} and {other}" for one, other in turned[:3])
    more = f" and {len(turned) - 3} more" if len(turned) > 3 else ""
    return f"{label}: {len(turned)} of {count(n_pairs, 'pair')} change places with the coder ({named}{more})."


def refusal_rows(analysis: Analysis) -> list[dict[str, str]]:
    """Return every refused share and comparison with its reason."""
    return [
        {**{name: str(value) for name, value in row.items()}, "voice": VOICES[row["voice"]]}
        for row in analysis.refusals.to_dict("records")
    ]

"""Sentences that a report says of its own numbers, and no more than they bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotation import measure_agreement
from framing.evaluation import Measures
from framing.model import TrainedModel
from framing.prevalence import FEWEST_CODED
from framing.reporting.analysis import Analysis
from framing.reporting.looks import GROUPS
from framing.reporting.measured import CLEAR_P
from framing.reporting.wording import count, join_words, p_value, percent, points

if TYPE_CHECKING:
    import pandas as pd


#: Stands in the place of a coder where the codes are those of the bundled gold.
GOLD_STANDARD = "gold standard"


def leading_words(analysis: Analysis, shares: pd.DataFrame, model: TrainedModel) -> list[str]:
    """Return the opening of a report: what was compared, what is common, where sources clearly part."""
    lead = [_compared(analysis.scores, analysis.settings.by)]
    everywhere = shares[shares["voice"] == "all"]
    estimated, ranged = everywhere[everywhere["tier"] == "A"], everywhere[everywhere["tier"] == "B"]
    if len(estimated):
        lead.append(_common(estimated, model))
    if estimated["source"].nunique() > 1:
        lead.append(f"{gap_title(analysis, shares, model)}.")
    if len(ranged):
        lead.append(_ranged(ranged, analysis.settings.by))
    refused = everywhere.loc[everywhere["method"] == "refused"].drop_duplicates("source")
    if len(refused):
        names = list(refused["source"])
        named = join_words(names) if len(names) <= 4 else count(len(names), analysis.settings.by)
        lead.append(f"No share is printed for {named}: {_why(refused)}.")
    return lead


def gap_title(analysis: Analysis, shares: pd.DataFrame, model: TrainedModel) -> str:
    """Return the finding of the figure of shares: the widest difference that is clear, with both ends."""
    everywhere = shares[shares["voice"] == "all"]
    estimated = everywhere[everywhere["tier"] == "A"]
    if not len(estimated):
        some = (everywhere["tier"] == "B").any()
        return "Extrapolated ranges of each frame" if some else "No source has enough sentences for a share"
    if estimated["source"].nunique() == 1:
        largest = estimated.loc[estimated["estimate"].idxmax()]
        return f"{model.codebook.label(largest['frame'])} is the largest share: {percent(largest['estimate'])}"
    contrasts = analysis.contrasts
    clear = contrasts[(contrasts["voice"] == "all") & (contrasts["p_adjusted"] < CLEAR_P)]
    if not len(clear):
        return "No difference between sources is beyond chance"
    widest = clear.loc[clear["difference"].abs().idxmax()]
    low, high = (widest["reference"], widest["source"])
    if widest["difference"] < 0:
        low, high = high, low
    limits = sorted([abs(widest["low"]), abs(widest["high"])])
    return (
        f"Widest clear difference: {model.codebook.label(widest['frame']).lower()}, larger in {high} than in {low} by "
        f"{points(abs(widest['difference'])).lstrip('+')} percentage points (95 % interval "
        f"{points(limits[0]).lstrip('+')} to {points(limits[1]).lstrip('+')}, {p_value(widest['p_adjusted'])} adjusted)"
    )


def coding_words(analysis: Analysis) -> str:
    """Say who coded how many sentences, how they were drawn, and how far coders agree; nothing without codings."""
    codings = analysis.codings
    if codings is None:
        return ""
    n = codings["unit_id"].nunique()
    drawn = "inclusion_probability" in codings
    how = "drawn at random, with known probabilities" if drawn else "taken as drawn at random within source"
    said = f"{count(n, 'sentence')} were coded, {how}."
    coders = codings["coder"].nunique() if "coder" in codings else 1
    if "coder" in codings and set(codings["coder"]) == {GOLD_STANDARD}:
        return f"{said} Their codes are those of the gold standard, settled from two codings (see “The model”)."
    if coders < 2:
        return f"{said} One coder coded them, so how reliable the codes are is not known: let a second code them too."
    return f"{said} {coders} coders coded; where they differ, each one’s code counts alike. {_agreement(codings)}"


def _agreement(codings: pd.DataFrame) -> str:
    if not codings.duplicated("unit_id").any():
        return "No sentence was coded by two, so how reliable the codes are is not known."
    found = measure_agreement(codings, resamples=300)
    value, low, high = found.coefficients["alpha"]
    return (
        f"On the {count(found.n_units, 'sentence')} that two or more coded, Krippendorff’s α is {value:.2f} "
        f"(95 % interval {low:.2f}–{high:.2f}): {found.verdict}."
    )


def _ranged(ranged: pd.DataFrame, by: str) -> str:
    names = list(dict.fromkeys(ranged["source"]))
    named = join_words(names) if len(names) <= 4 else count(len(names), by)
    return (
        f"Of {named} fewer than {FEWEST_CODED} sentences are coded: what stands there are ranges, extrapolated by the "
        "model, which are neither ranked nor compared. The command “framing sample” draws sentences to code, about 60 "
        "a source."
    )


def _why(refused: pd.DataFrame) -> str:
    few = refused["note"].str.startswith("only ") | refused["note"].str.contains("in their documents worth")
    return "too few sentences" if few.all() else "the reasons stand in the table"


def limits(model: TrainedModel, measures: Measures) -> list[str]:
    """Return what a reader must know before quoting a number, in plain words."""
    weakest = min(measures.per_frame, key=lambda frame: measures.per_frame[frame]["f1"])
    f1 = measures.per_frame[weakest]["f1"]
    seen = "Documents that the model learned from are known by their exact text, and their sentences take the reading "
    seen += "of a model that had not seen their source. An altered copy is not known, and is read by a model that has."
    said = [
        "Shares rest on coded sentences where there are some (tier A), and elsewhere on how the model misread other "
        "sources (tier B). Tier A is as good as the coding: who coded, and how far coders agree, decides it.",
        f"{_whose(measures, model)} that the model had not seen are read right {percent(measures.accuracy)} of the "
        f"time; the weakest frame is {model.codebook.label(weakest).lower()} (F1 {f1:.2f}).",
        "A frame is what a sentence does with its words; it is no judgement of whether the sentence is true.",
        "Quoting is not endorsing: sentences of others’ speech are counted apart from a source’s own words. "
        "Voices and speakers are found by rule, in English: on political news (PolNeAR) 96 % of direct and mixed and "
        "70 % of all attributions are found, and 86 % of named speakers; pronouns are resolved where the text allows.",
    ]
    if "constructed" not in set(model.evidence["material"]):
        return said
    return [
        *said,
        seen,
        "The model learned from dispatches of constructed outlets, written for this purpose, and from real sentences "
        "coded by position: in English, mostly about armed conflict. On other subjects, languages and genres its "
        "quality is unknown: code a sample by hand before you rely on it.",
    ]


def _whose(measures: Measures, model: TrainedModel) -> str:
    real = int((model.evidence["material"] == "real").sum())
    return "Sentences of real sources" if real and real == measures.n else "Sentences of sources"


def _compared(scores: pd.DataFrame, by: str) -> str:
    n_documents, unread = scores["doc_id"].nunique(), int((scores["frame"] == "").sum())
    sources = count(scores["source"].nunique(), "source")
    said = f"{sources}, {count(n_documents, 'document')} and {count(len(scores), 'sentence')} were compared."
    if by != "source":
        named = int((scores["speaker"].fillna("") != "").sum())
        said += f" {GROUPS[by][-1].capitalize()} are compared on the {count(named, 'sentence')} that name a speaker."
    if unread:
        left = "is" if unread == 1 else "are"
        said += f" {count(unread, 'sentence')} in a script that the model cannot read {left} left out of all shares."
    return said


def _common(printed: pd.DataFrame, model: TrainedModel) -> str:
    of_source = printed.sort_values("estimate", ascending=False, kind="stable").groupby("source", sort=False)
    lowest, second = (of_source.nth(place).set_index("source") for place in (0, 1))
    apart = lowest["low"] > second["estimate"].reindex(lowest.index).fillna(0)
    largest = of_source.nth(0)
    largest = largest[largest["source"].map(apart).astype(bool)]
    if not len(largest):
        return "In no source does one frame stand clearly above the others."
    counts = largest["frame"].value_counts()
    frame, n, total = counts.index[0], int(counts.iloc[0]), printed["source"].nunique()
    where = f"{n} of {total} sources" if n < total else f"all {total} sources that have one" if n > 1 else "the source"
    low, high = largest.loc[largest["frame"] == frame, "estimate"].agg(["min", "max"])
    ends = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
    return f"{model.codebook.label(frame)} is clearly the largest share in {where} ({ends})."

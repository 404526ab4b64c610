"""Sentences that a report says of its own numbers, and no more than they bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.evaluation import Measures
from framing.model import TrainedModel
from framing.reporting.wording import count, join_words, percent

if TYPE_CHECKING:
    import pandas as pd


UNTESTED = "No difference is tested, for shares are not corrected for misreading."


def leading_words(scores: pd.DataFrame, shares: pd.DataFrame, model: TrainedModel, by: str) -> list[str]:
    """Return the opening of a report: what was compared, what is common, where sources part most."""
    lead = [_compared(scores, by)]
    printed = shares[(shares["voice"] == "all") & (shares["method"] != "refused")]
    if printed["source"].nunique():
        lead.append(_common(printed, model))
    if printed["source"].nunique() > 1:
        lead.append(
            f"{gap_title(shares, model)}. No difference is tested, for shares are not corrected for misreading."
        )
    refused = shares.loc[(shares["voice"] == "all") & (shares["method"] == "refused"), "source"].unique()
    if len(refused):
        named = join_words(refused) if len(refused) <= 4 else count(len(refused), by)
        lead.append(f"No share is printed for {named}: too few sentences.")
    return lead


def gap_title(shares: pd.DataFrame, model: TrainedModel) -> str:
    """Return the finding of the figure of shares: the frame on which sources part most, with both ends."""
    printed = shares[(shares["voice"] == "all") & (shares["method"] != "refused")]
    if not len(printed):
        return "No source has enough sentences for a share"
    frame, top, bottom = _widest(printed)
    label = model.codebook.label(frame)
    if top["source"] == bottom["source"]:
        largest = printed.loc[printed["estimate"].idxmax()]
        return f"{model.codebook.label(largest['frame'])} is the largest share: {percent(largest['estimate'])}"
    return (
        f"Widest gap: {label.lower()}, a share of {percent(bottom['estimate'])} in {bottom['source']} and of "
        f"{percent(top['estimate'])} in {top['source']}"
    )


def limits(model: TrainedModel, measures: Measures) -> list[str]:
    """Return what a reader must know before quoting a number, in plain words."""
    weakest = min(measures.per_frame, key=lambda frame: measures.per_frame[frame]["f1"])
    f1 = measures.per_frame[weakest]["f1"]
    seen = "Documents that the model learned from are known by their exact text, and their sentences take the reading "
    seen += "of a model that had not seen their source. An altered copy is not known, and is read by a model that has."
    said = [
        "Shares are means of model probabilities over sentences. They are not corrected for the model’s errors; "
        "differences between sources are not tested.",
        f"{_whose(measures, model)} that the model had not seen are read right {percent(measures.accuracy)} of the "
        f"time; the weakest frame is {model.codebook.label(weakest).lower()} (F1 {f1:.2f}).",
        "A frame is what a sentence does with its words; it is no judgement of whether the sentence is true.",
        "Quoting is not endorsing: sentences of others’ speech are counted apart from a source’s own words. "
        "Voices are found by rule and may be missed, above all in quotations of "
        "several paragraphs and where no reporting verb stands; speakers are taken from beside the verb.",
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
    if by == "speaker":
        named = int((scores["speaker"].fillna("") != "").sum())
        said += f" Speakers are compared on the {count(named, 'sentence')} that name one."
    if unread:
        left = "is" if unread == 1 else "are"
        said += f" {count(unread, 'sentence')} in a script that the model cannot read {left} left out of all shares."
    return said


def _common(printed: pd.DataFrame, model: TrainedModel) -> str:
    largest = printed.loc[printed.groupby("source", sort=False)["estimate"].idxmax()]
    counts = largest["frame"].value_counts()
    frame, n, total = counts.index[0], int(counts.iloc[0]), len(largest)
    where = f"{n} of {total} sources" if n < total else f"all {total} sources that have one" if n > 1 else "the source"
    low, high = largest.loc[largest["frame"] == frame, "estimate"].agg(["min", "max"])
    ends = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
    return f"{model.codebook.label(frame)} is the largest share in {where} ({ends})."


def _widest(printed: pd.DataFrame) -> tuple[str, pd.Series, pd.Series]:
    spread = printed.groupby("frame", sort=False)["estimate"].agg(lambda values: values.max() - values.min())
    frame = str(spread.idxmax())
    of_frame = printed[printed["frame"] == frame]
    return frame, of_frame.loc[of_frame["estimate"].idxmax()], of_frame.loc[of_frame["estimate"].idxmin()]

"""What a report says, as plain data: no markup, no figures, nothing that a test could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.annotation import annotations_folder, read_quotations
from framing.comparison import find_statements
from framing.evaluation import Measures, measure_evidence
from framing.model import TrainedModel
from framing.provenance import describe_run
from framing.reporting.analysis import Analysis, analyse
from framing.reporting.findings import coding_words, gap_title, leading_words, limits
from framing.reporting.looks import GROUPS, PALETTE
from framing.reporting.measured import (
    coder_content,
    comparison_content,
    extrapolation_content,
    refusal_rows,
    share_rows,
    share_words,
)
from framing.reporting.speakers import who_speaks
from framing.reporting.wording import count, direction, excerpt, percent
from framing.tables import check_table
from framing.voices import with_group

if TYPE_CHECKING:
    import pandas as pd


#: A sentence below this probability carries no frame clearly.
CLEAR = 0.5

#: A report compares speakers who say at least this many sentences, where there is one.
FEWEST_SAID = 5


def build_content(
    scores: pd.DataFrame,
    model: TrainedModel,
    *,
    analysis: Analysis | None = None,
    title: str = "",
    top: int = 3,
    note: str = "",
) -> dict[str, Any]:
    """Return everything that a report shows, as nested dictionaries, lists, strings and numbers.

    Parameters
    ----------
    scores
        A scores table (`score_units`).
    model
        The model that scored it.
    analysis
        What `analyse` returned for them; without it, sources are compared without codings.
    title
        Headline; made from the sources by default.
    top
        Sentences shown for each frame of each source.
    note
        A remark on the documents, printed under the headline.

    Raises
    ------
    TableError
        If a column of the scores is missing, or no speaker is named where they are to be compared.
    """
    analysis = analysis or analyse(check_table(scores, "scores"), model)
    by, shares = analysis.settings.by, analysis.shares
    scores = with_group(check_table(scores, "scores"), by)
    unheard = 0
    if by == "speaker":
        shares, unheard = _often_heard(shares)
    lead = leading_words(analysis, shares, model)
    if unheard:
        lead.append(f"Left to the scores table: {count(unheard, 'speaker')} with fewer than {FEWEST_SAID} sentences.")
    groups = list(dict.fromkeys(shares["source"]))
    measures = _of_real_sources(model)
    return {
        "title": title or _title(groups, by),
        "note": note,
        "by": by,
        "group_name": GROUPS[by][0].capitalize(),
        "created": describe_run().created,
        "lead": lead,
        "frames": _frames(model),
        "corpus": _corpus(scores),
        "shares": share_rows(shares, model),
        "shares_title": gap_title(analysis, shares, model),
        "shares_warning": share_words(analysis),
        "voices": share_rows(shares, model, apart=True),
        "who_speaks": who_speaks(scores, model.frames),
        "comparisons": comparison_content(analysis, model),
        "extrapolation": extrapolation_content(analysis, model),
        "coders": coder_content(analysis, model),
        "refusals": refusal_rows(analysis),
        "coding": coding_words(analysis),
        "statements": _statements(scores, model),
        "statements_unseen": bool(set(scores["unit_id"]) & set(model.evidence["unit_id"])),
        "sources": [_source(scores, group, model, by, top) for group in groups],
        "against_gold": _against_gold(scores[scores[by].isin(groups)], model, by),
        "documents": _documents(scores),
        "model": _model(model, measures.as_dict()),
        "limits": limits(model, measures),
        "provenance": describe_run().as_dict() | {"model": model.model_id, "codebook": model.codebook.fingerprint},
    }


def _often_heard(shares: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the shares of speakers with enough sentences, and how many have fewer; all, if none has enough."""
    said = shares[shares["voice"] == "all"].drop_duplicates("source").set_index("source")["n_units"]
    often = said[said >= FEWEST_SAID].index
    if not len(often):
        return shares, 0
    return shares[shares["source"].isin(often)], len(said) - len(often)


def _title(groups: list[str], by: str) -> str:
    if len(groups) <= 3:
        return ("Framing in " if by == "source" else "Framing by ") + " and ".join(groups)
    return f"Framing {'in' if by == 'source' else 'by'} {count(len(groups), *GROUPS[by])}"


def _frames(model: TrainedModel) -> list[dict[str, str]]:
    return [
        {
            "name": frame.name,
            "label": frame.label,
            "definition": " ".join(frame.definition.split()),
            "color": PALETTE[number % len(PALETTE)],
        }
        for number, frame in enumerate(model.codebook.frames)
    ]


def _corpus(scores: pd.DataFrame) -> dict[str, Any]:
    rows = []
    for source, of_source in scores.groupby("source", sort=False):
        dates = sorted(date for date in set(of_source["date"].fillna("")) if date)
        rows.append(
            {
                "source": str(source),
                "n_documents": int(of_source["doc_id"].nunique()),
                "n_units": len(of_source),
                "dates": "–".join(dict.fromkeys([dates[0], dates[-1]])) if dates else "undated",
                "own": percent(float((of_source["voice"] == "own").mean())),
            }
        )
    return {
        "n_sources": len(rows),
        "n_documents": int(scores["doc_id"].nunique()),
        "n_units": len(scores),
        "n_unread": int((scores["frame"] == "").sum()),
        "sources": rows,
    }


def _statements(scores: pd.DataFrame, model: TrainedModel) -> list[dict[str, Any]]:
    """Return known public statements found in the documents, with their gold codes and the model's readings."""
    if "state" not in model.frames:
        return []
    found = find_statements(scores, read_quotations(annotations_folder()))
    return [_statement(row, model) for row in found.to_dict("records")]


def _statement(row: dict[str, Any], model: TrainedModel) -> dict[str, Any]:
    known = model.evidence[model.evidence["unit_id"] == row["quotation_id"]].to_dict("records")
    coded = str(known[0]["frame"]) if known else ""
    unseen = float(known[0][f"p_{coded}"]) if known else float("nan")
    return _sentence(row, model) | {
        "quotation_id": row["quotation_id"],
        "said_by": row["said_by"],
        "role": row["role"],
        "said_on": row["said_on"],
        "source": row["source"],
        "coded": coded,
        "coded_label": model.codebook.label(coded) if known else "",
        "held_out": percent(unseen),
    }


def _source(scores: pd.DataFrame, group: str, model: TrainedModel, by: str, top: int) -> dict[str, Any]:
    sentences = scores[scores[by] == group]
    return {"source": group, "frames": [_clearest(sentences, frame, model, top) for frame in model.frames]}


def _clearest(sentences: pd.DataFrame, frame: str, model: TrainedModel, top: int) -> dict[str, Any]:
    """Return the sentences that carry a frame most clearly: read as it, most probable first, each text once."""
    of_frame = sentences[sentences["frame"] == frame]
    clear = of_frame[of_frame[f"p_{frame}"] >= CLEAR]
    clearest = clear.sort_values(f"p_{frame}", ascending=False, kind="stable").drop_duplicates("text").head(top)
    return {
        "frame": frame,
        "label": model.codebook.label(frame),
        "n": len(of_frame),
        "sentences": [_sentence(row, model) for row in clearest.to_dict("records")],
    }


def _sentence(row: dict[str, Any], model: TrainedModel) -> dict[str, Any]:
    text = excerpt(row["text"])
    frame = row["frame"]
    gold = _gold_code(row["unit_id"], model)
    probability = float(row[f"p_{frame}"]) if frame else float("nan")
    return {
        "text": text,
        "dir": direction(text),
        "frame": frame,
        "label": model.codebook.label(frame) if frame else "not readable by this model",
        "probability": probability if frame else None,
        "shown": percent(probability),
        "file": row["file"],
        "position": int(row["position"]),
        "voice": row["voice"],
        "speaker": row["speaker"] or "",
        "date": row["date"] or "",
        "place": _place(row),
        "gold": model.codebook.label(gold) if gold else "",
    }


def _gold_code(unit_id: str, model: TrainedModel) -> str:
    """Return the gold frame of a sentence of the training text, if it is one."""
    known = model.evidence.loc[model.evidence["unit_id"] == unit_id, "frame"]
    return str(known.iloc[0]) if len(known) else ""


def _place(row: dict[str, Any]) -> str:
    voices = {"own": "own words", "quoted": "quoted", "reported": "reported", "mixed": "partly quoted"}
    voice = voices.get(row["voice"], row["voice"])
    speaker = f" ({row['speaker']})" if row["speaker"] else ""
    return f"{row['file']}, sentence {int(row['position'])}; {voice}{speaker}"


def _of_real_sources(model: TrainedModel) -> Measures:
    """Return the quality on real sources, which is what a reader's own documents are, or overall."""
    return measure_evidence(model, material="real" if "real" in set(model.evidence["material"]) else "")


def _against_gold(scores: pd.DataFrame, model: TrainedModel, by: str) -> list[dict[str, Any]]:
    """Return, for each source with sentences in the gold standard, their codes and how the model read them."""
    coded = scores.merge(model.evidence[["unit_id", "frame"]], on="unit_id", suffixes=("", "_gold"))
    coded = coded[coded["frame"] != ""]
    rows = []
    for group, of_group in coded.groupby(by, sort=False):
        if not group:
            continue
        gold = of_group["frame_gold"]
        cells = [
            {"gold": percent(float((gold == frame).mean())), "model": percent(float(of_group[f"p_{frame}"].mean()))}
            for frame in model.frames
        ]
        alike = percent(float((gold == of_group["frame"]).mean()))
        rows.append({"source": str(group), "n": len(of_group), "alike": alike, "cells": cells})
    return rows


def _documents(scores: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the documents with their digests, so that another can tell whether he has the same."""
    return [
        {
            "file": file,
            "source": source,
            "date": of_document["date"].iloc[0] or "undated",
            "n": len(of_document),
            "doc_id": doc_id,
        }
        for (file, source, doc_id), of_document in scores.groupby(["file", "source", "doc_id"], sort=False)
    ]


def _parts(model: TrainedModel) -> list[dict[str, Any]]:
    """Return the quality on real and on constructed sources apart, where it learned from both; else on all."""
    kinds = [kind for kind in ("real", "constructed") if kind in set(model.evidence["material"])]
    found = [(kind, measure_evidence(model, material=kind)) for kind in kinds] or [("all", measure_evidence(model))]
    return [
        {
            "kind": kind,
            "n": measures.n,
            "macro_f1": f"{measures.macro_f1:.2f}",
            "interval": f"{measures.macro_f1_low:.2f}–{measures.macro_f1_high:.2f}",
            "accuracy": percent(measures.accuracy),
        }
        for kind, measures in found
    ]


def _model(model: TrainedModel, measures: dict[str, Any]) -> dict[str, Any]:
    facts = model.facts
    return {
        "model_id": model.model_id,
        "codebook": f"{model.codebook.title}, version {model.codebook.version}" if model.codebook.version else "",
        "n": len(model.evidence),
        "n_sources": facts.get("sources", 0),
        "split": measures["split"],
        "macro_f1": f"{measures['macro_f1']:.2f}",
        "macro_f1_interval": f"{measures['macro_f1_low']:.2f}–{measures['macro_f1_high']:.2f}",
        "log_loss": f"{measures['log_loss']:.2f}",
        "parts": _parts(model),
        "judged_on": "sentences of real sources alone" if measures["n"] < len(model.evidence) else "all of them",
        "reliability": facts.get("reliability", ""),
        "per_frame": [
            {
                "label": model.codebook.label(frame),
                "n": row["n"],
                **{name: f"{row[name]:.2f}" for name in ("precision", "recall", "f1", "ece")},
                "read_as": [str(n) for n in counts],
            }
            for (frame, row), counts in zip(measures["per_frame"].items(), measures["confusion"], strict=True)
        ],
        "frames": [model.codebook.label(frame) for frame in measures["frames"]],
    }

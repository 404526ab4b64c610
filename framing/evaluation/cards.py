"""Make a model card: from a model, its evidence and what it was trained on."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from framing.evaluation.evaluating import measure_evidence
from framing.evaluation.importance import what_matters
from framing.evaluation.sets import measure_sets
from framing.model import Card, TrainedModel, TrainingData

_USES = (
    "To measure how often sources speak in each frame, in samples of many sentences, with intervals, and beside "
    "hand-coded sentences of each source.",
    "To find sentences that are worth reading.",
)
_NOT_FOR = (
    "Judging a single sentence, its author or its outlet.",
    "Judging whether a sentence is true, an author sincere, or an outlet propaganda.",
    "Moderating or penalising speech.",
    "Text in another language or script than the model's, or of a kind that it was not measured on.",
)


def with_card(
    model: TrainedModel, data: TrainingData | None = None, *, panel: dict[str, Any] | None = None
) -> TrainedModel:
    """Return the model with its card (Mitchell et al. 2019).

    Parameters
    ----------
    model
        What `train` returns.
    data
        What it was trained on, for the terms and example sentences of each frame. The card quotes sentences of it.
    panel
        What `validate_training` returns, if it was run.
    """
    content = _content(model, data, panel)
    return replace(model, card=Card(content, _page().render(card=content)))


def _content(model: TrainedModel, data: TrainingData | None, panel: dict[str, Any] | None) -> dict[str, Any]:
    kinds = sorted(set(model.evidence["material"]) - {""})
    measured = {kind: measure_evidence(model, material=kind) for kind in kinds} if len(kinds) > 1 else {}
    return {
        "model_id": model.model_id,
        "title": model.codebook.title,
        "details": {
            "kind": "linear support-vector machine on named blocks of features, calibrated by one temperature",
            **{name: value for name, value in model.facts.items() if isinstance(value, str | int | float)},
        },
        "frames": {frame.name: frame.definition for frame in model.codebook.frames},
        "sentences": model.evidence["frame"].value_counts().to_dict(),
        "intended_use": list(_USES),
        "not_for": list(_NOT_FOR),
        "doubts": list(model.facts.get("doubts", [])),
        "measured": {"all sources": measure_evidence(model).as_dict()}
        | {f"{kind} sources": found.as_dict() for kind, found in measured.items()},
        "sets": asdict(measure_sets(model)),
        "what_matters": what_matters(model, data) if data is not None else {},
        "panel": panel or {},
    }


@cache
def _page() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined).get_template(
        "card.html"
    )

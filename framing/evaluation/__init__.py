"""How good a model is, on labelled sentences that it never saw."""

from framing.evaluation.cards import with_card
from framing.evaluation.evaluating import Crossvalidation, crossvalidate, evaluate, measure_evidence
from framing.evaluation.metrics import Measures, measure
from framing.evaluation.panel import Panel, PanelRow, validate_training
from framing.evaluation.sets import SetMeasures, measure_sets, prediction_sets

__all__ = [
    "Crossvalidation",
    "Measures",
    "Panel",
    "PanelRow",
    "SetMeasures",
    "crossvalidate",
    "evaluate",
    "measure",
    "measure_evidence",
    "measure_sets",
    "prediction_sets",
    "validate_training",
    "with_card",
]

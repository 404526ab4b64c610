"""How good a model is, on labelled sentences that it never saw."""

from framing.evaluation.evaluating import Crossvalidation, crossvalidate, evaluate, measure_evidence
from framing.evaluation.metrics import Measures, measure
from framing.evaluation.sets import SetMeasures, measure_sets, prediction_sets

__all__ = [
    "Crossvalidation",
    "Measures",
    "SetMeasures",
    "crossvalidate",
    "evaluate",
    "measure",
    "measure_evidence",
    "measure_sets",
    "prediction_sets",
]

"""How good a model is, on labelled sentences that it never saw."""

from framing.evaluation.evaluating import Crossvalidation, crossvalidate, evaluate, measure_evidence
from framing.evaluation.metrics import Measures, measure

__all__ = ["Crossvalidation", "Measures", "crossvalidate", "evaluate", "measure", "measure_evidence"]

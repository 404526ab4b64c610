"""Documents in, one scored row a sentence out."""

from framing.scores.default import load_model
from framing.scores.scoring import score_units

__all__ = ["load_model", "score_units"]

"""Documents in, one scored row a sentence out."""

from framing.scores.default import load_model
from framing.scores.scoring import score_units
from framing.scores.streaming import score_documents, with_sets

__all__ = ["load_model", "score_documents", "score_units", "with_sets"]

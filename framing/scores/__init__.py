"""Documents in, one scored row a sentence out."""

from framing.scores.default import load_model
from framing.scores.scoring import is_readable, score_units
from framing.scores.streaming import score_documents, with_sets

__all__ = ["is_readable", "load_model", "score_documents", "score_units", "with_sets"]

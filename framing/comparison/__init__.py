"""Sources side by side: differences, divergences, and what they say on record."""

from framing.comparison.coders import compare_coders, turned_pairs
from framing.comparison.contrasts import compare
from framing.comparison.divergence import jensen_shannon, measure_divergence
from framing.comparison.statements import find_statements

__all__ = ["compare", "compare_coders", "find_statements", "jensen_shannon", "measure_divergence", "turned_pairs"]

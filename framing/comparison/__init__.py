"""Sources side by side: what they say on record."""

from framing.comparison.statements import find_statements

__all__ = ["find_statements"]

"""Whose words a sentence holds: the outlet's own, quoted speech, reported speech, or both."""

from framing.voices.attribution import VOICES, Attribution, attribute
from framing.voices.quotes import quoted_spans
from framing.voices.units import as_units, split_units

__all__ = ["VOICES", "Attribution", "as_units", "attribute", "quoted_spans", "split_units"]

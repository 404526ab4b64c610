"""Whose words a sentence holds: the outlet's own, quoted speech, reported speech, or both."""

from framing.voices.attributing import attribute
from framing.voices.attribution import STANCES, VOICES, Attribution
from framing.voices.cues import Cues, bundled_cues, read_cues
from framing.voices.quotes import quoted_spans
from framing.voices.units import as_units, split_units

__all__ = [
    "STANCES",
    "VOICES",
    "Attribution",
    "Cues",
    "as_units",
    "attribute",
    "bundled_cues",
    "quoted_spans",
    "read_cues",
    "split_units",
]

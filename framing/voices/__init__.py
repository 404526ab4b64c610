"""Whose words a sentence holds: the outlet's own, quoted speech, reported speech, or both."""

from framing.voices.attributing import attribute
from framing.voices.attribution import STANCES, VOICES, Attribution
from framing.voices.cues import Cues, bundled_cues, read_cues
from framing.voices.joining import join_speakers, with_group
from framing.voices.kinds import speaker_kind, speaker_kinds
from framing.voices.listing import attributions_in_parts, find_attributions
from framing.voices.parts import split_parts
from framing.voices.quotes import quoted_spans
from framing.voices.units import as_units, split_units

__all__ = [
    "STANCES",
    "VOICES",
    "Attribution",
    "Cues",
    "as_units",
    "attribute",
    "attributions_in_parts",
    "bundled_cues",
    "find_attributions",
    "join_speakers",
    "quoted_spans",
    "read_cues",
    "speaker_kind",
    "speaker_kinds",
    "split_parts",
    "split_units",
    "with_group",
]

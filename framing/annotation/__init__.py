"""The label arm: codings become gold; documents may be coded by position, without their text."""

from framing.annotation.bundled import annotations_folder, load_codebook
from framing.annotation.gold import (
    adjudicate,
    read_adjudications,
    read_codings,
    read_contrast_sets,
    read_gold,
    rebuild_gold,
    settle_gold,
)
from framing.annotation.packets import make_packet, read_packet, read_packets, write_packets
from framing.annotation.reliability import Agreement, measure_agreement
from framing.annotation.sampling import draw_sample
from framing.annotation.sentences import read_gold_sentences, read_quotations
from framing.annotation.standoff import StandoffFeatures, read_standoff_features, write_standoff_features
from framing.annotation.validation import Fault, validate

__all__ = [
    "Agreement",
    "Fault",
    "StandoffFeatures",
    "adjudicate",
    "annotations_folder",
    "draw_sample",
    "load_codebook",
    "make_packet",
    "measure_agreement",
    "read_adjudications",
    "read_codings",
    "read_contrast_sets",
    "read_gold",
    "read_gold_sentences",
    "read_packet",
    "read_packets",
    "read_quotations",
    "read_standoff_features",
    "rebuild_gold",
    "settle_gold",
    "validate",
    "write_packets",
    "write_standoff_features",
]

"""The label arm: codings become gold; documents may be coded by position, without their text."""

from framing.annotation.bundled import annotations_folder, load_codebook
from framing.annotation.gold import read_adjudications, read_codings, read_gold, rebuild_gold, settle_gold
from framing.annotation.sentences import read_gold_sentences, read_quotations
from framing.annotation.standoff import StandoffFeatures, read_standoff_features, write_standoff_features

__all__ = [
    "StandoffFeatures",
    "annotations_folder",
    "load_codebook",
    "read_adjudications",
    "read_codings",
    "read_gold",
    "read_gold_sentences",
    "read_quotations",
    "read_standoff_features",
    "rebuild_gold",
    "settle_gold",
    "write_standoff_features",
]

from .annotation import (
    adjudicate,
    draw_sample,
    load_codebook,
    make_packet,
    measure_agreement,
    read_packets,
    settle_gold,
    validate,
    write_packets,
)
from .codebook import Codebook
from .comparison import compare, compare_coders, find_statements, measure_divergence
from .documents import Document, read_documents
from .errors import FramingError, FramingWarning
from .evaluation import crossvalidate, evaluate, measure_evidence, measure_sets, prediction_sets
from .features import read_lexicon
from .model import FrameClassifier, TrainedModel, explain, train
from .persistence import read_model, write_model
from .prevalence import estimate_prevalence, plan_widths
from .reporting import analyse, plot_shares, rebuild, show_sentences, show_voices, write_bundle, write_report
from .scores import load_model, score_units
from .tables import read_table, write_table
from .voices import find_attributions, read_cues, split_parts, split_units

__all__ = [
    "Codebook",
    "Document",
    "FrameClassifier",
    "FramingError",
    "FramingWarning",
    "TrainedModel",
    "adjudicate",
    "analyse",
    "compare",
    "compare_coders",
    "crossvalidate",
    "draw_sample",
    "estimate_prevalence",
    "evaluate",
    "explain",
    "find_attributions",
    "find_statements",
    "load_codebook",
    "load_model",
    "make_packet",
    "measure_agreement",
    "measure_divergence",
    "measure_evidence",
    "measure_sets",
    "plan_widths",
    "plot_shares",
    "prediction_sets",
    "read_cues",
    "read_documents",
    "read_lexicon",
    "read_model",
    "read_packets",
    "read_table",
    "rebuild",
    "score_units",
    "settle_gold",
    "show_sentences",
    "show_voices",
    "split_parts",
    "split_units",
    "train",
    "validate",
    "write_bundle",
    "write_model",
    "write_packets",
    "write_report",
    "write_table",
]

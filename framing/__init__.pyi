from .annotation import adjudicate, draw_sample, load_codebook, make_packet, measure_agreement, settle_gold, validate
from .codebook import Codebook
from .comparison import find_statements
from .documents import Document, read_documents
from .errors import FramingError, FramingWarning
from .evaluation import crossvalidate, evaluate, measure_evidence
from .model import FrameClassifier, TrainedModel, train
from .persistence import read_model, write_model
from .prevalence import estimate_prevalence
from .reporting import plot_shares, show_sentences, show_voices, write_report
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
    "crossvalidate",
    "draw_sample",
    "estimate_prevalence",
    "evaluate",
    "find_attributions",
    "find_statements",
    "load_codebook",
    "load_model",
    "make_packet",
    "measure_agreement",
    "measure_evidence",
    "plot_shares",
    "read_cues",
    "read_documents",
    "read_model",
    "read_table",
    "score_units",
    "settle_gold",
    "show_sentences",
    "show_voices",
    "split_parts",
    "split_units",
    "train",
    "validate",
    "write_model",
    "write_report",
    "write_table",
]

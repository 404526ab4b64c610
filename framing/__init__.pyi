from .annotation import adjudicate, draw_sample, load_codebook, make_packet, measure_agreement, settle_gold, validate
from .codebook import Codebook
from .comparison import find_statements
from .documents import Document, read_documents
from .errors import FramingError, FramingWarning
from .evaluation import crossvalidate, evaluate, measure_evidence, measure_sets, prediction_sets
from .features import read_lexicon
from .model import FrameClassifier, TrainedModel, explain, train
from .persistence import read_model, write_model
from .prevalence import estimate_prevalence
from .reporting import plot_shares, show_sentences, write_report
from .scores import load_model, score_units
from .tables import read_table, write_table
from .voices import split_units

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
    "explain",
    "find_statements",
    "load_codebook",
    "load_model",
    "make_packet",
    "measure_agreement",
    "measure_evidence",
    "measure_sets",
    "plot_shares",
    "prediction_sets",
    "read_documents",
    "read_lexicon",
    "read_model",
    "read_table",
    "score_units",
    "settle_gold",
    "show_sentences",
    "split_units",
    "train",
    "validate",
    "write_model",
    "write_report",
    "write_table",
]

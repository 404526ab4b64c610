"""A frame classifier, and a trained model: features, classifier, codebook and the evidence of its quality."""

from framing.model.card import Card
from framing.model.classifier import FrameClassifier
from framing.model.explanation import Explanation, Term, explain
from framing.model.heldout import held_out_probabilities
from framing.model.trained import TrainedModel
from framing.model.training import TrainingData, fit_model, gather, train, training_data

__all__ = [
    "Card",
    "Explanation",
    "FrameClassifier",
    "Term",
    "TrainedModel",
    "TrainingData",
    "explain",
    "fit_model",
    "gather",
    "held_out_probabilities",
    "train",
    "training_data",
]

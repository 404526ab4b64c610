"""What the model sees of a sentence: hashed n-grams and a few named measures, never its place or outlet."""

from framing.features.extraction import FrameFeatures
from framing.features.normalise import normalise
from framing.features.shape import SHAPE_FEATURES, measure_shape
from framing.features.weighting import TermWeighting

__all__ = ["SHAPE_FEATURES", "FrameFeatures", "TermWeighting", "measure_shape", "normalise"]

"""What the model sees of a sentence: how it speaks, block by named block, never its place, outlet or names."""

from framing.features.blocks import CharacterNgrams, LexiconTerms, NameNgrams, SentenceShape, SkeletonNgrams, WordNgrams
from framing.features.embedding import SentenceEmbeddings, digest_of
from framing.features.extraction import ALL_BLOCKS, BLOCKS, CHOOSABLE, COUNTED, FrameFeatures, feature_fingerprint
from framing.features.lexicon import Lexicon, read_lexicon
from framing.features.normalise import normalise
from framing.features.shape import SHAPE_FEATURES, measure_shape
from framing.features.weighting import TermWeighting

__all__ = [
    "ALL_BLOCKS",
    "BLOCKS",
    "CHOOSABLE",
    "COUNTED",
    "SHAPE_FEATURES",
    "CharacterNgrams",
    "FrameFeatures",
    "Lexicon",
    "LexiconTerms",
    "NameNgrams",
    "SentenceEmbeddings",
    "SentenceShape",
    "SkeletonNgrams",
    "TermWeighting",
    "WordNgrams",
    "digest_of",
    "feature_fingerprint",
    "measure_shape",
    "normalise",
    "read_lexicon",
]

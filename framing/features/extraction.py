"""Sentences become a sparse matrix; nothing is fitted, so that features may be published without their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack

from framing.features.blocks import (
    CharacterNgrams,
    LexiconTerms,
    NameNgrams,
    SentenceShape,
    SkeletonNgrams,
    WordNgrams,
)
from framing.features.embedding import SentenceEmbeddings
from framing.features.lexicon import bundled_lexicon
from framing.features.reading import Reading, read_sentences
from framing.features.stateless import Stateless
from framing.provenance import digest

#: Raised when a block reads sentences otherwise than before.
VERSION = "2"
#: Sentences read at a time.
BATCH = 2048
#: Blocks of counts, which are weighed by rarity; what is left is measures.
COUNTED = ("words", "characters", "skeleton", "names", "lexicon", "embedding")
ALL_BLOCKS = (*COUNTED, "shape")
_HASHED = ALL_BLOCKS[:4]
#: The blocks of the default model: all but names and embeddings.
BLOCKS = tuple(name for name in ALL_BLOCKS if name not in ("names", "embedding"))
#: The blocks among which a model of a user's table chooses.
CHOOSABLE = (*BLOCKS, "names")


class FrameFeatures(Stateless):
    """All blocks of features side by side, sentences read once.

    Stateless: `fit` learns nothing, and the same sentence always gives the same row. Hashing keeps
    no vocabulary, so a row holds which n-grams a sentence has and not how they follow each other.

    Parameters
    ----------
    blocks : sequence of str
        Which blocks, of `ALL_BLOCKS`; the columns keep their order.
    n_hashed : int
        Columns for each hashed block.
    masked : bool
        Whether names, places, datelines and outlets are kept out of sight.
    further : dict, optional
        The user's own categories of terms, from name to terms, as `read_lexicon` returns.
    embeddings : SentenceEmbeddings, optional
        Adds the block `embedding`, from a local model.

    Examples
    --------
    >>> features = FrameFeatures(n_hashed=1024)
    >>> features.transform(["The bridge is shut.", "We must act!"]).shape == (2, sum(features.widths))
    True
    """

    def __init__(
        self,
        blocks: Sequence[str] = BLOCKS,
        *,
        n_hashed: int = 2**18,
        masked: bool = True,
        further: Mapping[str, str] | None = None,
        embeddings: SentenceEmbeddings | None = None,
    ):
        self.blocks = blocks
        self.n_hashed = n_hashed
        self.masked = masked
        self.further = further
        self.embeddings = embeddings

    @property
    def widths(self) -> tuple[int, ...]:
        """Number of columns of each block, in the order of `ALL_BLOCKS`; 0 for a block left out."""
        made = self.named_blocks()
        return tuple(self._width(name, made[name]) if name in made else 0 for name in ALL_BLOCKS)

    def named_blocks(self) -> dict[str, Stateless]:
        """Return the transformer of each block, in the order of its columns."""
        made: dict[str, Stateless | None] = {
            "words": WordNgrams(n_hashed=self.n_hashed, masked=self.masked),
            "characters": CharacterNgrams(n_hashed=self.n_hashed, masked=self.masked),
            "skeleton": SkeletonNgrams(n_hashed=self.n_hashed, masked=self.masked),
            "names": NameNgrams(n_hashed=self.n_hashed, masked=self.masked),
            "lexicon": LexiconTerms(self.further),
            "embedding": self.embeddings,
            "shape": SentenceShape(),
        }
        wanted = {*self.blocks, "embedding"}
        return {name: block for name, block in made.items() if block is not None and name in wanted}

    def read(self, texts: Sequence[str]) -> Reading:
        """Return sentences read for all blocks."""
        return read_sentences(texts, masked=self.masked, further=self.further)

    def transform(self, X: Sequence[str]) -> csr_matrix:
        """Return the features of sentences, float32 of shape (n_sentences, sum of `widths`)."""
        parts = [self._features(batch) for batch in _batches([str(text) for text in X])]
        empty = csr_matrix((0, sum(self.widths)), dtype=np.float32)
        return csr_matrix(vstack(parts, format="csr"), dtype=np.float32) if parts else empty

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return a name for each column: the block and bucket of an n-gram, the category, or the measure."""
        return np.concatenate([block.get_feature_names_out() for block in self.named_blocks().values()])

    def _features(self, texts: list[str]) -> csr_matrix:
        reading, blocks = self.read(texts), self.named_blocks()
        parts = [block.transform(texts if name == "embedding" else reading) for name, block in blocks.items()]
        return csr_matrix(hstack(parts, format="csr"))

    def _width(self, name: str, block: Stateless) -> int:
        return self.n_hashed if name in _HASHED else len(block.get_feature_names_out())


def _batches(texts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), BATCH):
        yield texts[start : start + BATCH]


def feature_fingerprint() -> str:
    """Return a digest that changes when a sentence is read otherwise: with the version of the blocks or a lexicon."""
    lexicons = [name + terms for names in (False, True) for name, terms in bundled_lexicon(names=names).items()]
    return digest(VERSION, *lexicons)

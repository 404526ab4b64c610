"""The blocks of features, each a stateless scikit-learn transformer of sentences, named for what it carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from framing.features.hashing import all_runs, columns_of, count
from framing.features.lexicon import bundled_lexicon, count_matches, spread_matches
from framing.features.masking import bundled
from framing.features.pieces import word_pieces
from framing.features.reading import Reading, read_sentences
from framing.features.shape import SHAPE_FEATURES, shape_of
from framing.features.skeleton import symbols_of
from framing.features.stateless import Stateless


class HashedBlock(Stateless):
    """A block that counts runs of something in hashed columns.

    `occurrences` says where each count comes from: the column, and the first and last token of the run.
    """

    n_hashed: int
    masked: bool

    def transform(self, X: Sequence[str] | Reading) -> csr_matrix:
        """Return counts, float32 of shape (n_sentences, n_hashed)."""
        reading = read_sentences(X, masked=self.masked)
        columns, first, _ = self.occurrences(reading)
        row = reading.tokens.row[first]
        return count(columns, row, n_rows=reading.tokens.n_rows, n_columns=self.n_hashed)

    def occurrences(self, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the column of each run, and the tokens with which it begins and ends."""
        raise NotImplementedError

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return the block and bucket of each column."""
        return np.asarray([f"{self.label}:{bucket}" for bucket in range(self.n_hashed)], dtype=object)


class WordNgrams(HashedBlock):
    """Counts of single words and of words in sequence, names masked.

    >>> WordNgrams(n_hashed=64).transform(["The bridge is shut."]).sum()
    np.float32(9.0)
    """

    label = "words"

    def __init__(self, ngrams: tuple[int, int] = (1, 2), *, n_hashed: int = 2**18, masked: bool = True):
        self.ngrams = ngrams
        self.n_hashed = n_hashed
        self.masked = masked

    def occurrences(self, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the column of each run of words, and the tokens with which it begins and ends."""
        return _runs_of(reading.words, reading, self.ngrams, self.n_hashed)


class SkeletonNgrams(HashedBlock):
    """Counts of sequences in which content words gave way to what they are.

    Function words, marks and numbers stand as they are; a word of the lexicon becomes its category, a name
    a name, any other word its ending. So "our army cleansed the town" and "our troops liberated the village"
    have one skeleton, whoever prints it and whatever it is about.

    >>> block = SkeletonNgrams(n_hashed=2**16)
    >>> one, other = block.transform(["Our army crushed the gangs.", "Our troops liberated the rebels."]).toarray()
    >>> int((one * other > 0).sum()) > 0
    True
    """

    label = "skeleton"

    def __init__(self, ngrams: tuple[int, int] = (2, 4), *, n_hashed: int = 2**18, masked: bool = True):
        self.ngrams = ngrams
        self.n_hashed = n_hashed
        self.masked = masked

    def occurrences(self, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the column of each run of symbols, and the tokens with which it begins and ends."""
        return _runs_of(symbols_of(reading), reading, self.ngrams, self.n_hashed)


class CharacterNgrams(HashedBlock):
    """Counts of pieces of words, with a space at either end of a word; names give none.

    >>> CharacterNgrams((3, 3), n_hashed=64).transform(["An army"]).sum()
    np.float32(6.0)
    """

    label = "characters"

    def __init__(self, ngrams: tuple[int, int] = (4, 5), *, n_hashed: int = 2**18, masked: bool = True):
        self.ngrams = ngrams
        self.n_hashed = n_hashed
        self.masked = masked

    def occurrences(self, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the column of each piece, and the token that it is of, twice."""
        hashes, token = word_pieces(reading.tokens, np.flatnonzero(~reading.names), self.ngrams)
        return columns_of(hashes, self.n_hashed), token, token


class NameNgrams(HashedBlock):
    """Counts of names, of words beside names, and of pieces of names: what masking takes out of the other blocks.

    No default model sees it. On a user's labelled table it is kept only where it reads held-out groups better.

    >>> NameNgrams(pieces=(4, 4), n_hashed=2**16).transform(["The old bridge of Orlu is shut."]).sum()
    np.float32(6.0)
    """

    label = "names"

    def __init__(
        self,
        ngrams: tuple[int, int] = (1, 2),
        pieces: tuple[int, int] = (4, 5),
        *,
        n_hashed: int = 2**18,
        masked: bool = True,
    ):
        self.ngrams = ngrams
        self.pieces = pieces
        self.n_hashed = n_hashed
        self.masked = masked

    def occurrences(self, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the column of each run or piece, and the tokens with which it begins and ends."""
        hashes, begins, length = all_runs(reading.tokens.word, reading.tokens.row, self.ngrams)
        n_names = np.concatenate([[0], np.cumsum(reading.names)])
        named = n_names[begins + length] > n_names[begins]
        pieces, token = word_pieces(reading.tokens, np.flatnonzero(reading.names), self.pieces)
        columns = columns_of(np.concatenate([hashes[named], pieces]), self.n_hashed)
        first, last = begins[named], (begins + length - 1)[named]
        return columns, np.concatenate([first, token]), np.concatenate([last, token])


class LexiconTerms(Stateless):
    """How many terms of each category of the lexicons a sentence has.

    Parameters
    ----------
    further : dict, optional
        The user's own categories, from name to terms, as `read_lexicon` returns.

    >>> block = LexiconTerms()
    >>> found = block.transform(["The terrorist gangs were crushed."]).toarray()[0]
    >>> [name for name, n in zip(block.get_feature_names_out(), found) if n and "loaded" in name]
    ['lexicon:loaded_opponents']
    """

    label = "lexicon"

    def __init__(self, further: Mapping[str, str] | None = None):
        self.further = further

    def transform(self, X: Sequence[str] | Reading) -> csr_matrix:
        """Return counts, float32 of shape (n_sentences, n_categories)."""
        reading = read_sentences(X, further=self.further)
        counts = [count_matches(reading.matches, reading.tokens, len(bundled().names))]
        if reading.further:
            counts.append(reading.further.counts(reading.tokens))
        return csr_matrix(np.hstack(counts))

    def occurrences(self, reading: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the category of each term found, and the tokens with which it begins and ends."""
        parts = [spread_matches(reading.matches, len(bundled().names))]
        if reading.further:
            columns, first, last = spread_matches(reading.further.find(reading.tokens), len(reading.further.names))
            parts.append((columns + len(bundled().names), first, last))
        columns, first, last = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        return columns, first, last

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return the name of each category."""
        return np.asarray([f"lexicon:{name}" for name in (*bundled_lexicon(), *(self.further or {}))], dtype=object)


class SentenceShape(Stateless):
    """The named measures of `SHAPE_FEATURES`: length, marks, quotes, address, each between 0 and 1."""

    label = "shape"

    def transform(self, X: Sequence[str] | Reading) -> csr_matrix:
        """Return the measures, float32 of shape (n_sentences, n_measures)."""
        return csr_matrix(shape_of(read_sentences(X)))

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return the name of each measure."""
        return np.asarray([f"shape:{name}" for name in SHAPE_FEATURES], dtype=object)


def _runs_of(
    words: np.ndarray, reading: Reading, lengths: tuple[int, int], n_hashed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    shown = reading.shown
    hashes, begins, length = all_runs(words[shown], reading.tokens.row[shown], lengths)
    return columns_of(hashes, n_hashed), shown[begins], shown[begins + length - 1]

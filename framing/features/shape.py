"""Named measures of a sentence's shape and address, each between 0 and 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

_WORD = re.compile(r"[^\W\d_]+")


def _share(pattern: str, full: float) -> Callable[[str], float]:
    """Return a measure: how often the pattern occurs, as a share of `full` occurrences, at most 1."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: min(1.0, len(compiled.findall(text)) / full)


#: Name of each measure and how it is taken from the sentence as printed.
SHAPE_FEATURES: dict[str, Callable[[str], float]] = {
    "length": lambda text: min(1.0, len(_WORD.findall(text)) / 60),
    "long_words": lambda text: min(1.0, sum(len(word) > 8 for word in _WORD.findall(text)) / 12),
    "exclamation": _share(r"!", 1),
    "question": _share(r"\?", 1),
    "quotation_marks": _share(r"[\"“”«»]", 2),
    "lead_in": _share(r":\s*$", 1),
    "hashtags_and_handles": _share(r"[#@]\w", 3),
    "numbers": _share(r"\d[\d.,]*", 4),
    "first_person_singular": _share(r"\b(?:i|me|my|mine|myself)\b", 2),
    "first_person_plural": _share(r"\b(?:we|us|our|ours|ourselves)\b", 2),
    "second_person": _share(r"\b(?:you|your|yours)\b", 2),
    "modal_of_duty": _share(r"\b(?:must|should|shall|ought|needs? to|ha(?:s|ve) to)\b", 2),
    "modal_of_chance": _share(r"\b(?:may|might|could|would|appears?|seems?|likely|reportedly|allegedly)\b", 2),
    "negation": _share(r"\b(?:no|not|never|none|nobody|nothing|neither|nor)\b|n[’']t\b", 2),
    "reporting_verb": _share(r"\b(?:said|says|told|added|reported|according to|announced|stated)\b", 2),
}


def measure_shape(texts: Sequence[str]) -> np.ndarray:
    """Return the measures of each sentence: float32 array of shape (n_sentences, n_measures).

    >>> measure_shape(["We must not wait!"])[0, 2]
    np.float32(1.0)
    """
    rows = [[measure(text) for measure in SHAPE_FEATURES.values()] for text in texts]
    return np.asarray(rows, dtype=np.float32).reshape(len(texts), len(SHAPE_FEATURES))

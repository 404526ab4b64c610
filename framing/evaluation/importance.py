"""For each frame the terms and features that matter, with sentences that show them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from framing.model import Explanation, TrainedModel, TrainingData, explain

#: Sentences of each frame that are explained, drawn with a seed.
_PER_FRAME = 60
_TERMS, _FEATURES, _EXAMPLES = 12, 8, 3
#: A term must occur in so many of the explained sentences.
_FEWEST = 3


def what_matters(model: TrainedModel, data: TrainingData) -> dict[str, dict[str, Any]]:
    """Return, for each frame, the terms and named features that moved it most, with example sentences.

    Sentences of which only features are kept cannot be shown and are passed over.

    Returns
    -------
    dict
        By frame: `terms` and `features`, each a list of name, added (mean probability added where it occurs)
        and n (sentences that hold it), and `examples`, explanations as HTML.
    """
    explained = explain(model, _drawn(data))
    return {
        frame: {
            "terms": _largest(explained, frame, _terms_of, _TERMS),
            "features": _largest(explained, frame, _features_of, _FEATURES),
            "examples": _examples(explained, frame),
        }
        for frame in model.frames
        if explained and frame in explained[0].probabilities
    }


def _drawn(data: TrainingData) -> list[str]:
    if data.text is None:
        return []
    generator, drawn = np.random.default_rng(0), []
    for frame in np.unique(data.frame):
        places = [place for place in np.flatnonzero(data.frame == frame) if data.text[place]]
        chosen = generator.permutation(len(places))[:_PER_FRAME]
        drawn += [str(data.text[places[number]]) for number in sorted(chosen)]
    return drawn


def _terms_of(found: Explanation) -> list[tuple[str, dict[str, float]]]:
    return [(term.text.lower(), term.contribution) for term in found.terms if any(map(str.isalpha, term.text))]


def _features_of(found: Explanation) -> list[tuple[str, dict[str, float]]]:
    named = [(f"{name} (words of it)", added) for name, added in found.lexicon.items()]
    return named + [(f"{name} (shape)", added) for name, added in found.shape.items()]


def _largest(explained: list[Explanation], frame: str, parts_of: Any, most: int) -> list[dict[str, Any]]:
    """Return the parts that moved the frame most in sum, either way, the strongest first."""
    added: dict[str, list[float]] = defaultdict(list)
    for found in explained:
        for name, contribution in parts_of(found):
            added[name].append(contribution[frame])
    rows = [
        {"name": name, "added": float(np.mean(values)), "n": len(values)}
        for name, values in added.items()
        if len(values) >= _FEWEST
    ]
    return sorted(rows, key=lambda row: (-abs(row["added"]) * np.sqrt(row["n"]), row["name"]))[:most]


def _examples(explained: list[Explanation], frame: str) -> list[str]:
    """Return the surest sentences of a frame among those explained, with what moved it marked."""
    own = [found for found in explained if found.frame == frame]
    surest = sorted(own, key=lambda found: (-found.probabilities[frame], found.text))
    return [found.html(frame) for found in surest[:_EXAMPLES]]

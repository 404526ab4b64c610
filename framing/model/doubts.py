"""Where a model cannot be trusted, told in words from the table that it was trained on."""

from __future__ import annotations

import numpy as np

#: Fewer sentences of a frame than this leave its figures uncertain.
FEWEST_TO_JUDGE = 30
#: Fewer sources than this say little of sources that are new; see METHODS on gold sources.
FEWEST_SOURCES = 10
#: From this share on, a source is taken to stand for a frame.
_NEARLY_ALL = 0.9
_MOST = 0.5


def find_doubts(frame: np.ndarray, source: np.ndarray | None) -> list[str]:
    """Return what a reader of the model's results should doubt, one sentence each; empty where nothing stands out.

    Parameters
    ----------
    frame, source : arrays of shape (n_sentences,)

    Examples
    --------
    >>> for doubt in find_doubts(np.array(["a", "b"] * 40), None): print(doubt)
    No sources are named: the figures come from random folds, stand on both sides of one text, and flatter.
    """
    doubts = [
        f"Only {n} sentences of {name}: what is said of this frame is uncertain."
        for name, n in zip(*np.unique(frame, return_counts=True), strict=True)
        if n < FEWEST_TO_JUDGE
    ]
    if source is None or len(np.unique(source)) < 2:
        told = "No sources are named: the figures come from random folds, stand on both sides of one text, and flatter."
        return [*doubts, told]
    n_sources = len(np.unique(source))
    if n_sources < FEWEST_SOURCES:
        doubts.append(f"Only {n_sources} sources: how a source that is new will be read is uncertain.")
    return [*doubts, *_held_by_one(frame, source), *_frame_is_source(frame, source)]


def _held_by_one(frame: np.ndarray, source: np.ndarray) -> list[str]:
    """Name frames most of whose sentences come from one source."""
    doubts = []
    for name in np.unique(frame):
        sources, counts = np.unique(source[frame == name], return_counts=True)
        if counts.max() > _MOST * counts.sum():
            share = counts.max() / counts.sum()
            doubts.append(
                f"{share:.0%} of the sentences of {name} are of {sources[counts.argmax()]}: "
                "the model may have learned the source instead."
            )
    return doubts


def _frame_is_source(frame: np.ndarray, source: np.ndarray) -> list[str]:
    """Say whether the source alone nearly gives the frame away, though no frame prevails overall."""
    _, number = np.unique(frame, return_inverse=True)
    purest = sum(np.bincount(number[source == name]).max() for name in np.unique(source)) / len(frame)
    if purest < _NEARLY_ALL or np.bincount(number).max() / len(frame) >= _NEARLY_ALL:
        return []
    return [
        f"The source alone gives the frame of {purest:.0%} of the sentences: frame and source cannot be told apart."
    ]

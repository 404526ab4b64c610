"""Sources simulated with known frame shares: seeded, with documents, a classifier's readings and its errors.

Four frames, documents of about six sentences whose own shares vary around the source's, and readings
whose quality differs from source to source by as much as `shift` says: none (sources differ in
prevalence alone), mild or strong.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FRAMES = ("state", "activist", "diplomatic", "neutral")
MEAN_SHARES = np.array([0.18, 0.12, 0.2, 0.5])
#: How far a source's readings are pushed towards one frame or another, as a standard deviation of log-odds.
SHIFTS = {"prior": 0.0, "mild": 0.5, "strong": 1.0}
#: A document's shares vary around its source's like a Dirichlet draw with this concentration.
WITHIN_SOURCE = 6.0
#: Sources' shares vary around the mean like a Dirichlet draw with this concentration.
BETWEEN_SOURCES = 5.0
#: Log-odds by which a reading leans towards the true frame, and their noise.
SIGNAL, NOISE = 2.2, 1.3


@dataclass(frozen=True)
class Source:
    """One simulated source: its true shares, and document, frame and readings of each sentence."""

    shares: np.ndarray
    documents: np.ndarray
    frames: np.ndarray
    readings: np.ndarray

    @property
    def codes(self) -> np.ndarray:
        return np.eye(len(FRAMES))[self.frames]


def simulate_source(
    n: int, *, rng: np.random.Generator, shift: str = "mild", shares: np.ndarray | None = None
) -> Source:
    """Draw a source with n sentences."""
    if shares is None:
        shares = rng.dirichlet(BETWEEN_SOURCES * MEAN_SHARES)
    documents = _documents(n, rng)
    of_document = rng.dirichlet(WITHIN_SOURCE * shares + 1e-3, documents.max() + 1)
    frames = (rng.random(n)[:, None] > of_document[documents].cumsum(axis=1)[:, :-1]).sum(axis=1)
    return Source(shares, documents, frames, read(frames, rng=rng, shift=shift))


def read(frames: np.ndarray, *, rng: np.random.Generator, shift: str = "mild") -> np.ndarray:
    """Return the readings of sentences by a classifier whose errors lean this source's own way."""
    n_frames = len(FRAMES)
    leaning = rng.normal(0, SHIFTS[shift], (n_frames, n_frames))
    odds = np.log(MEAN_SHARES) + SIGNAL * np.eye(n_frames)[frames] + leaning[frames]
    odds = odds + rng.normal(0, NOISE, (len(frames), n_frames))
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _documents(n: int, rng: np.random.Generator) -> np.ndarray:
    sizes = 1 + rng.poisson(5, n)
    return np.repeat(np.arange(n), sizes)[:n]

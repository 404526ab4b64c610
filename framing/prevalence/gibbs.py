"""Shares behind readings: the posterior of what was printed, given how often each frame was read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CHAINS, BURN_IN, KEPT = 50, 30, 20
_EM_STEPS = 60


@dataclass(frozen=True)
class Posterior:
    """Means and variances of shares, of shape (n_targets, K).

    `variances` are of the shares that a source prints, `variances_here` of the shares among the
    sentences that were read.
    """

    means: np.ndarray
    variances: np.ndarray
    variances_here: np.ndarray


def sample_shares(
    counts: np.ndarray, rows: np.ndarray, *, concentration: float | np.ndarray = np.inf, seed: int = 0
) -> Posterior:
    """Sample the shares of several targets by Gibbs sampling, all chains of all targets at once.

    Each sentence read as frame j is a sentence of frame k with odds θ_k·M_kj; shares θ have a uniform
    prior, and the rows of a target's own confusion matrix M one centred on the mean rows, with the
    given concentration (∞ fixes M). Chains start from an EM estimate.

    Parameters
    ----------
    counts
        How often each frame was read, of shape (n_targets, K); rounded to whole sentences.
    rows
        Mean confusion matrices, rows true and summing to 1, of shape (K, K) or (n_targets, K, K).
    concentration
        κ, for all targets or for each.
    seed
        The same seed gives the same draws.

    References
    ----------
    Ziegler, A., & Czyż, P. (2024). Bayesian quantification with black-box estimators. TMLR.

    Examples
    --------
    >>> found = sample_shares(np.array([[60, 40]]), np.array([[0.9, 0.1], [0.2, 0.8]]))
    >>> bool(abs(found.means[0, 0] - 4 / 7) < 0.03)
    True
    """
    rng = np.random.default_rng(seed)
    counts = np.rint(np.atleast_2d(counts)).astype(np.int64)
    n_targets, n_frames = counts.shape
    rows = np.broadcast_to(rows, (n_targets, n_frames, n_frames))
    prior = np.broadcast_to(concentration, n_targets)[:, None, None] * rows
    shape = (n_targets, CHAINS, n_frames, n_frames)
    read = np.broadcast_to(counts[:, None, :], shape[:3])
    matrix = np.broadcast_to(rows[:, None], shape)
    shares = np.broadcast_to(_em(counts, rows)[:, None], shape[:3])
    kept, here = [], []
    for step in range(BURN_IN + KEPT):
        true = _assign(read, shares, matrix, rng)
        totals = true.sum(axis=-1)
        shares = _dirichlet(1.0 + totals, rng)
        if np.isfinite(prior).all():
            matrix = _dirichlet(prior[:, None] + true, rng)
        if step >= BURN_IN:
            kept.append(shares)
            here.append(totals / np.maximum(totals.sum(axis=-1, keepdims=True), 1))
    return _posterior(np.stack(kept), np.stack(here))


def _assign(read: np.ndarray, shares: np.ndarray, matrix: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return how many sentences of each frame (rows) were read as each (columns)."""
    odds = np.swapaxes(shares[..., None] * matrix, -1, -2) + 1e-300
    return np.swapaxes(rng.multinomial(read, odds / odds.sum(axis=-1, keepdims=True)), -1, -2)


def _dirichlet(alpha: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    draws = rng.standard_gamma(np.maximum(alpha, 1e-3)) + 1e-300
    return draws / draws.sum(axis=-1, keepdims=True)


def _em(counts: np.ndarray, rows: np.ndarray) -> np.ndarray:
    shares = np.full(counts.shape, 1 / counts.shape[1])
    observed = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    for _ in range(_EM_STEPS):
        joint = shares[:, :, None] * rows
        shares = (joint / np.maximum(joint.sum(axis=1, keepdims=True), 1e-300) * observed[:, None]).sum(axis=2)
    return shares / shares.sum(axis=1, keepdims=True)


def _posterior(shares: np.ndarray, here: np.ndarray) -> Posterior:
    return Posterior(shares.mean(axis=(0, 2)), shares.var(axis=(0, 2)), here.var(axis=(0, 2)))

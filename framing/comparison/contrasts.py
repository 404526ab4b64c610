"""Differences between sources, with intervals and tests: from coded samples alone, never from predicted labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import t

from framing.comparison.adjusting import adjust_families
from framing.comparison.resampling import permuted, total_documents
from framing.errors import TableError
from framing.prevalence import CodedSample, Prevalence
from framing.prevalence.powered import best_tuning, influences, powered_shares, shared_covariance
from framing.prevalence.shares import FEWEST_CODED, GROUPS_OF_VOICES
from framing.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

#: Coded sentences of a source that let a difference of usual size be seen.
CODED_FOR_A_CONTRAST = 60
PERMUTATIONS = 1999
#: Among more pairs than this, those of which neither side is coded are left out.
MOST_UNTESTED = 120


@dataclass(frozen=True)
class Side:
    """One side of a contrast: a source, or the sources of one kind, with the coded sample of each."""

    name: str
    samples: tuple[CodedSample, ...]
    estimands: tuple[str, ...]
    lacking: str

    @property
    def is_complete(self) -> bool:
        """Whether it is one source, all of whose sentences are coded."""
        return len(self.samples) == 1 and self.samples[0].is_complete


@dataclass(frozen=True)
class Difference:
    """Differences of K shares with limits and p-values, and how they were found."""

    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p_values: np.ndarray
    method: str


def compare(
    sources: Prevalence,
    *,
    reference: str = "",
    kinds: Mapping[str, str] | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the frame shares of sources, by voice, with intervals and tests.

    Only sources with a coded sample (tier A) are compared. The difference is prediction-powered, with
    one λ for both sources and all frames, its variance the sum of both; the test is a t-test, or,
    where every sentence of both is coded, a permutation of whole documents, p = (b+1)/(B+1). For
    other pairs the method says what to code. Documents that two speakers share enter with their
    covariance, and are not permuted.

    Parameters
    ----------
    sources
        What `estimate_prevalence` returned.
    reference
        Compare each source (or kind) with this one; all pairs by default.
    kinds
        A kind for each source: kinds are compared, each as the mean of its sources.
    permutations, seed
        Number of permutations, and the seed of their drawing.

    Returns
    -------
    pandas.DataFrame
        The contrasts table: frame, voice, source, reference, difference (of source less reference),
        low, high, p_value, p_adjusted (Holm over the frames of a pair, Benjamini–Hochberg over
        pairs), method. Where nothing can be tested, the numbers are missing; among more than 120 pairs,
        those of which neither side is coded are left out.

    Raises
    ------
    TableError
        If the table was read from a file and so lacks its samples, the reference is no source, or
        there is nothing to compare.

    References
    ----------
    Angelopoulos, A. N., et al. (2023). Science, 382(6671), 669–674.
    Benjamini, Y., & Bogomolov, M. (2014). JRSS B, 76(1), 297–318.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.prevalence import estimate_prevalence
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> texts = {"Gazette": "Our heroic army freed the town. ", "Wire": "The train was late on Monday. "}
    >>> documents = [Document.of(text * 40, file=name, source=name) for name, text in texts.items()]
    >>> scores = score_units(load_model(), split_units(documents))
    >>> coded = scores.assign(frame=["state" if name == "Gazette" else "neutral" for name in scores["source"]])
    >>> shares = estimate_prevalence(scores, load_model(), codings=coded[["unit_id", "frame"]])
    >>> found = compare(shares, reference="Wire")
    >>> found.loc[found["voice"] == "all", "difference"].round(2).tolist()
    [1.0, 0.0, 0.0, -1.0]
    """
    import pandas as pd

    samples = samples_of(sources)
    check_reference(sources, reference, kinds)
    rows, families, tested = [], [], []
    for voice in GROUPS_OF_VOICES:
        for one, other in _worth_naming(pairs_of(sides_of(sources, voice, kinds), reference)):
            found = _difference(one, other, len(samples.frames), permutations, seed)
            if np.isfinite(found.p_values).all():
                families.append(found.p_values)
                tested.append(len(rows))
            rows.append((voice, one.name, other.name, found))
    adjusted = dict(zip(tested, adjust_families(families), strict=True))
    none = np.full(len(samples.frames), np.nan)
    table = [
        row
        for place, (voice, one, other, found) in enumerate(rows)
        for row in _rows(found, adjusted.get(place, none), (samples.frames, voice, one, other))
    ]
    return pd.DataFrame(table, columns=list(TABLES["contrasts"]))


def samples_of(sources: Prevalence):
    """Return the samples behind a prevalence table.

    Raises
    ------
    TableError
        If it has none.
    """
    samples = getattr(sources, "samples", None)
    if samples is None:
        raise TableError(
            "a comparison goes back to the coded sentences, which a table read from a file has not; give it what "
            "estimate_prevalence returned"
        )
    return samples


def sides_of(sources: Prevalence, voice: str, kinds: Mapping[str, str] | None = None) -> list[Side]:
    """Return the sources, or the kinds of source, that can be set side by side in one voice."""
    samples = samples_of(sources)
    names = [name for name, of_voice in samples.sizes if of_voice == voice]
    members: dict[str, list[str]] = {}
    for name in names:
        members.setdefault(name if kinds is None else kinds.get(name, name), []).append(name)
    return [_side(side, of_side, voice, samples) for side, of_side in members.items()]


def pairs_of(sides: Sequence[Side], reference: str) -> list[tuple[Side, Side]]:
    """Return the pairs to compare: with the reference, or all.

    There is none in a voice that the reference does not have.
    """
    if not reference:
        return list(combinations(sides, 2))
    named = [side for side in sides if side.name == reference]
    return [(side, named[0]) for side in sides if named and side.name != reference]


def _worth_naming(pairs: list[tuple[Side, Side]]) -> list[tuple[Side, Side]]:
    """Return the pairs; where they are many, those alone of which a side is coded."""
    if len(pairs) <= MOST_UNTESTED:
        return pairs
    return [(one, other) for one, other in pairs if not (one.lacking and other.lacking)]


def check_reference(sources: Prevalence, reference: str, kinds: Mapping[str, str] | None) -> None:
    """Check that a reference is a source, or a kind of source.

    Raises
    ------
    TableError
        If it is neither.
    """
    names = dict.fromkeys(name if kinds is None else kinds.get(name, name) for name, _ in samples_of(sources).sizes)
    if reference and reference not in names:
        raise TableError(f"there is no source {reference!r} to compare with; there are {', '.join(list(names)[:8])}")


def _side(name: str, members: list[str], voice: str, samples) -> Side:
    lacking = []
    for member in members:
        if (member, voice) not in samples.by_group:
            coded, there = samples.sizes[member, voice]
            lacking.append(_to_code(member, voice, coded, there))
    known = [samples.by_group[member, voice] for member in members if (member, voice) in samples.by_group]
    return Side(name, tuple(sample for sample, _ in known), tuple(which for _, which in known), "; ".join(lacking))


def _to_code(name: str, voice: str, coded: int, there: int) -> str:
    """Say how many more sentences of which source are to be coded, or that there are too few."""
    of_voice = {"all": "", "own": " in its own words", "others": " of others’ speech"}[voice]
    if there < max(FEWEST_CODED, 30):
        return f"{name} has only {there} sentences{of_voice}"
    more = max(min(CODED_FOR_A_CONTRAST, there) - coded, 1)
    return f"{name} has {coded} coded sentences{of_voice} and needs {FEWEST_CODED}: code about {more} more"


def _difference(one: Side, other: Side, n_frames: int, permutations: int, seed: int) -> Difference:
    lacking = "; ".join(side.lacking for side in (one, other) if side.lacking)
    if lacking:
        none = np.full(n_frames, np.nan)
        return Difference(none, none, none, none, f"not tested: {lacking}")
    found = powered_difference(one, other)
    if one.is_complete and other.is_complete and not share_documents(one, other):
        return _of_complete(one, other, found, permutations, seed)
    return found


def powered_difference(one: Side, other: Side) -> Difference:
    """Return the prediction-powered difference of two sides, with one λ for all of their sources."""
    sides = (one, other)
    parts = [part for side in sides for part in zip(side.samples, side.estimands, strict=True)]
    tuning = best_tuning([influences(sample, estimand)[:2] for sample, estimand in parts])
    shares, variances, freedom = [], [], []
    for side in sides:
        found = [powered_shares(*part, tuning=tuning) for part in zip(side.samples, side.estimands, strict=True)]
        shares.append(np.mean([of_source.shares for of_source in found], axis=0))
        variances += [of_source.variances / len(found) ** 2 for of_source in found]
        freedom += [of_source.df for of_source in found]
    difference, variance = shares[0] - shares[1], np.sum(variances, axis=0)
    df = variance**2 / np.maximum(sum(v**2 / f for v, f in zip(variances, freedom, strict=True)), 1e-300)
    variance = np.maximum(variance - 2 * _covariance(one, other, tuning), variance / 2)
    error, df = np.sqrt(np.maximum(variance, 1e-300)), np.maximum(df, 1.0)
    half = t.ppf(0.975, df) * error
    p_values = 2 * t.sf(np.abs(difference) / error, df)
    method = f"prediction-powered difference, λ = {tuning:.2f}{_estimand(parts)}"
    return Difference(difference, np.maximum(difference - half, -1), np.minimum(difference + half, 1), p_values, method)


def _covariance(one: Side, other: Side, tuning: float) -> np.ndarray:
    """Return the covariance of two sides whose sources, or speakers, share documents."""
    pairs = [
        (first, second)
        for first, of_first in zip(one.samples, one.estimands, strict=True)
        for second, of_second in zip(other.samples, other.estimands, strict=True)
        if of_first == of_second == "output"
    ]
    n_frames = one.samples[0].readings.shape[1]
    found = sum((shared_covariance(*pair, tuning) for pair in pairs), np.zeros(n_frames))
    return found / (len(one.samples) * len(other.samples))


def share_documents(one: Side, other: Side) -> bool:
    """Tell whether two sides have a document in common, as speakers may."""
    names = [
        {name for sample in side.samples if sample.names is not None for name in sample.names} for side in (one, other)
    ]
    return bool(names[0] & names[1])


def _of_complete(one: Side, other: Side, found: Difference, permutations: int, seed: int) -> Difference:
    """Return the difference of two sources coded in full: documents are permuted, if they are a sample."""
    if {*one.estimands, *other.estimands} != {"output"}:
        none = np.full(len(found.values), np.nan)
        method = "coded in full, these sentences: the difference is exact and nothing is tested"
        return Difference(found.values, found.values, found.values, none, method)
    totals = total_documents([one.samples[0], other.samples[0]], 0.0)
    first, second = permuted(totals, permutations, np.random.default_rng(seed))
    beyond = (np.abs(first - second) >= np.abs(found.values) - 1e-12).sum(axis=0)
    p_values = (beyond + 1) / (permutations + 1)
    return Difference(found.values, found.low, found.high, p_values, f"coded in full, {permutations} permutations")


def _estimand(parts: Sequence[tuple[CodedSample, str]]) -> str:
    kinds = {estimand for _, estimand in parts}
    return "" if kinds == {"output"} else ", these sentences" if kinds == {"sentences"} else ", in part these sentences"


def _rows(found: Difference, adjusted: np.ndarray, named: tuple[Sequence[str], str, str, str]) -> list[tuple]:
    frames, voice, source, reference = named
    numbers = zip(found.values, found.low, found.high, found.p_values, adjusted, strict=True)
    return [
        (frame, voice, source, reference, *map(float, of_frame), found.method)
        for frame, of_frame in zip(frames, numbers, strict=True)
    ]

"""Frame shares by source and voice: from coded samples, or extrapolated, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import TableError
from framing.prevalence.adjusted import ReadingErrors
from framing.prevalence.coded import coded_sample, codes_by_unit
from framing.prevalence.extrapolated import Evidence, Target, extrapolate, measure_errors
from framing.prevalence.intervals import DOCUMENTS_FOR_OUTPUT
from framing.prevalence.powered import CodedSample, powered_intervals, powered_shares
from framing.prevalence.table import Prevalence, Samples
from framing.tables import TABLES, check_table
from framing.voices import with_group

if TYPE_CHECKING:
    import pandas as pd

    from framing.prevalence.intervals import Interval

#: Fewer sentences than this, or sentences worth fewer independent ones, give no share worth printing.
FEWEST_UNITS = 30
#: From this many coded sentences on a share rests on the sample, and less than that on nothing.
FEWEST_CODED = 25
ESTIMANDS = ("output", "sentences")

#: Rows of the prevalence table: all sentences, the outlet's own words, and others' speech.
GROUPS_OF_VOICES = {
    "all": ("own", "quoted", "reported", "mixed"),
    "own": ("own",),
    "others": ("quoted", "reported", "mixed"),
}


def estimate_prevalence(
    scores: pd.DataFrame,
    model: Evidence,
    *,
    codings: pd.DataFrame | None = None,
    by: str = "source",
    estimand: str = "output",
    material: str | None = None,
    level: float = 0.95,
) -> Prevalence:
    """Estimate the share of each frame in each source, by voice, with intervals that hold.

    Tier A, where 25 or more sentences of a source are coded: a prediction-powered share with a
    Korn–Graubard interval, right whatever the model's errors. Tier B, where fewer are: a range without
    an estimate, extrapolated from how the model misread the sources of its gold that it had not seen
    (hierarchical adjusted count). It assumes that this source differs from those no more than they
    differ among themselves, and is not for ranking. Where neither can be had, the reason stands in the
    place of the number: fewer than 30 sentences, or worth fewer than 30 independent ones; no evidence
    from ten gold sources; or a gold whose coders' agreement is not known.

    Parameters
    ----------
    scores
        A scores table (`score_units`).
    model
        The model that scored it, with its held-out evidence.
    codings
        Columns unit_id and frame, coder and inclusion_probability where known, as `read_packets`
        returns; sentences drawn at random within source.
    by
        `source`, or `speaker` or `kind` (of speaker) to compare those who are quoted, across sources.
    estimand
        `output`: what the source prints, of which these documents are a sample; or `sentences`: these
        sentences and no others. With fewer than five documents always the latter.
    material
        Extrapolate from `real` or from `constructed` gold sources alone, or from all (empty); by
        default from real ones, where there are enough.
    level
        Nominal coverage of the intervals.

    Returns
    -------
    Prevalence
        The prevalence table: source, voice (all, own, others), frame, n_documents, n_units, n_coded,
        estimate, low, high, level, tier (A, B or empty), method, note. Of tier B the estimate is
        missing; where a number is refused, low and high too. `compare` takes it.

    Raises
    ------
    TableError
        If a column is missing, a code is no frame, an argument is none of those above, or no sentence
        has a speaker when asked for speakers.

    References
    ----------
    Egami, N., Hinck, M., Stewart, B., & Wei, H. (2023). NeurIPS 36.
    Ziegler, A., & Czyż, P. (2024). TMLR.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> document = Document.of("The train was late on Monday. " * 80, file="a.txt", source="Gazette")
    >>> scores = score_units(load_model(), split_units([document]))
    >>> codings = scores[["unit_id"]].head(40).assign(frame="neutral")
    >>> shares = estimate_prevalence(scores, load_model(), codings=codings)
    >>> shares.loc[shares["voice"] == "all", ["frame", "tier", "estimate"]].to_dict("records")[-1]
    {'frame': 'neutral', 'tier': 'A', 'estimate': 1.0}
    """
    scores = check_table(scores, "scores")
    frames = _check_request(scores, model, by, estimand)
    codes = None if codings is None else codes_by_unit(codings, scores, frames)
    groups = [_group(name, voice, rows, codes, frames) for name, voice, rows in _grouped(scores, by)]
    rows_of = {place: _tier_a(group, estimand, level) for place, group in enumerate(groups) if group.is_coded}
    rows_of |= _tier_b(groups, [n for n in range(len(groups)) if n not in rows_of], model, material, (estimand, level))
    rows = [
        (group.name, group.voice, frame, *group.counts, *rest)
        for place, group in enumerate(groups)
        for frame, rest in zip(frames, rows_of[place], strict=True)
    ]
    return _table(rows, groups, Samples(frames, {}, {}, estimand, level))


def choose_material(model: Evidence) -> str:
    """Return `real` where the model's evidence holds ten real gold sources or more, else empty: all of them."""
    evidence = model.evidence
    return "real" if evidence.loc[evidence["material"] == "real", "source"].nunique() >= 10 else ""


@dataclass(frozen=True)
class _Group:
    """The sentences of one source and voice that the model could read, and those coded among them."""

    name: str
    voice: str
    rows: pd.DataFrame
    unread: int
    readings: np.ndarray
    sample: CodedSample | None

    @property
    def n_coded(self) -> int:
        return 0 if self.sample is None else len(self.sample.coded)

    @property
    def n_documents(self) -> int:
        return int(self.rows["doc_id"].nunique())

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.n_documents, len(self.rows), self.n_coded

    @property
    def is_coded(self) -> bool:
        return self.n_coded >= FEWEST_CODED and len(self.rows) >= FEWEST_UNITS

    @property
    def left_out(self) -> str:
        return f"; {self.unread} in another script left out" if self.unread else ""

    def estimand(self, wanted: str) -> str:
        """Return the estimand that these documents allow: of few documents, these sentences alone."""
        documents = self.n_documents if self.sample is None else self.sample.n_coded_documents
        return wanted if documents >= DOCUMENTS_FOR_OUTPUT else "sentences"


def _check_request(scores: pd.DataFrame, model: Evidence, by: str, estimand: str) -> tuple[str, ...]:
    frames = tuple(model.frames)
    missing = [f"p_{frame}" for frame in frames if f"p_{frame}" not in scores]
    if missing:
        raise TableError(f"the scores lack {missing[0]}, a frame of the model; score the documents with this model")
    if by not in ("source", "speaker", "kind"):
        raise TableError(f"shares are estimated by source, speaker or kind (of speaker); got {by!r}")
    if estimand not in ESTIMANDS:
        raise TableError(f"the estimand is output or sentences; got {estimand!r}")
    return frames


def _grouped(scores: pd.DataFrame, by: str) -> Iterator[tuple[str, str, pd.DataFrame]]:
    scores = with_group(scores, by)
    if by != "source":
        scores = scores[scores[by] != ""]
        if not len(scores):
            raise TableError(f"no sentence names a speaker, so there is nothing to compare by {by}")
    for name, of_group in scores.groupby(by, sort=False):
        for voice, voices in GROUPS_OF_VOICES.items():
            of_voice = of_group[of_group["voice"].isin(voices)]
            if voice == "all" or len(of_voice):
                yield str(name), voice, of_voice


def _group(
    name: str, voice: str, sentences: pd.DataFrame, codes: pd.DataFrame | None, frames: tuple[str, ...]
) -> _Group:
    read = sentences[sentences[f"p_{frames[0]}"].notna()]
    readings = read[[f"p_{frame}" for frame in frames]].to_numpy(dtype=float)
    return _Group(name, voice, read, len(sentences) - len(read), readings, coded_sample(read, codes, frames))


def _tier_a(group: _Group, wanted: str, level: float) -> list[tuple]:
    sample, estimand = group.sample, group.estimand(wanted)
    if sample is None:
        raise TableError("tier A wants coded sentences")
    found = powered_shares(sample, estimand=estimand)
    name = "coded in full" if sample.is_complete else "prediction-powered"
    return [
        (*_limits(limits, level), "A", f"{name}, {_named(estimand)}", _note_a(group, found.tuning, limits, estimand))
        for limits in powered_intervals(sample, found, estimand=estimand, level=level)
    ]


def _limits(limits: Interval, level: float) -> tuple[float, float, float, float]:
    return limits.estimate, limits.low, limits.high, level


def _named(estimand: str) -> str:
    return "this outlet’s output" if estimand == "output" else "these sentences"


def _note_a(group: _Group, tuning: float, limits: Interval, estimand: str) -> str:
    worth = f", worth {limits.n_effective:.0f} independent ones" if estimand == "output" else ""
    few = f"; fewer than {DOCUMENTS_FOR_OUTPUT} coded documents speak for no other" if estimand == "sentences" else ""
    few = few if group.n_documents < DOCUMENTS_FOR_OUTPUT else ""
    weight = "" if group.n_coded == len(group.rows) else f", λ = {tuning:.2f}"
    return f"{group.n_coded} of {len(group.rows)} sentences coded{weight}{worth}{few}{group.left_out}"


def _tier_b(
    groups: list[_Group], places: list[int], model: Evidence, material: str | None, asked: tuple[str, float]
) -> dict[int, list[tuple]]:
    """Return the rows of groups without enough codings, extrapolated or refused."""
    estimand, level = asked
    kind = choose_material(model) if material is None else material
    errors = measure_errors(model, material=kind) if any(len(groups[n].rows) >= FEWEST_UNITS for n in places) else None
    targets = {place: _target(groups[place]) for place in places}
    refused = {place: _refusal(groups[place], targets[place], model, errors) for place in places}
    left = [place for place in places if not refused[place]]
    here = [groups[place].estimand(estimand) == "sentences" for place in left]
    ranges = extrapolate([targets[n] for n in left], model, errors, here=here, level=level) if errors and left else []
    found = dict(zip(left, ranges, strict=True))
    rows = {}
    for place in places:
        group, extrapolated = groups[place], found.get(place)
        if extrapolated is None:
            rows[place] = _refused(group, refused[place] or TOO_FEW_LEFT, level, len(model.frames))
        else:
            rows[place] = _ranges(group, extrapolated, kind, (group.estimand(estimand), level))
    return rows


TOO_FEW_LEFT = f"fewer than ten gold sources are left to extrapolate from; code {FEWEST_CODED} sentences or more of it"


def _target(group: _Group) -> Target:
    return Target(group.readings, group.rows["doc_id"].to_numpy(dtype=str), frozenset(group.rows["unit_id"]))


def _refusal(group: _Group, target: Target, model: Evidence, errors: ReadingErrors | None) -> str:
    """Return why no range is printed for a group, or nothing."""
    n = len(group.rows)
    instead = f"code {FEWEST_CODED} sentences or more of it: framing sample"
    if n < FEWEST_UNITS:
        return f"only {n} {'sentence' if n == 1 else 'sentences'}; {FEWEST_UNITS} or more are wanted"
    if errors is None:
        return f"the model was not tried on ten sources that it had not seen; {instead}"
    if not model.facts.get("reliability"):
        return f"how far the coders of the model’s gold agreed is not known; {instead}"
    worth = n / target.effect(errors.correlation)
    if group.estimand("output") == "output" and worth < FEWEST_UNITS:
        return f"{n} sentences, in their documents worth {worth:.0f} independent ones; {FEWEST_UNITS} are wanted"
    return ""


def _refused(group: _Group, reason: str, level: float, n_frames: int) -> list[tuple]:
    return [(np.nan, np.nan, np.nan, level, "", "refused", reason + group.left_out)] * n_frames


def _ranges(
    group: _Group, found: tuple[list[Interval], ReadingErrors], kind: str, asked: tuple[str, float]
) -> list[tuple]:
    ranges, errors = found
    estimand, level = asked
    method = f"model-extrapolated from {len(errors.sources)} {kind}{' ' if kind else ''}sources, {_named(estimand)}"
    coded = f"; only {group.n_coded} coded, of {FEWEST_CODED} wanted" if group.n_coded else ""
    return [
        (
            np.nan,
            limits.low,
            limits.high,
            level,
            "B",
            method,
            f"worth {limits.n_effective:.0f} independent sentences, sources misread apart by τ = {spread:.2f}"
            f"{coded}{group.left_out}",
        )
        for limits, spread in zip(ranges, np.sqrt(errors.between_variances), strict=True)
    ]


def _table(rows: list[tuple], groups: list[_Group], samples: Samples) -> Prevalence:
    table = Prevalence(rows, columns=list(TABLES["prevalence"]))
    for group in groups:
        key = (group.name, group.voice)
        samples.sizes[key] = (group.n_coded, len(group.rows))
        if group.is_coded and group.sample is not None:
            samples.by_group[key] = (group.sample, group.estimand(samples.estimand))
    table.samples = samples
    return table

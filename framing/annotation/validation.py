"""Faults of an annotations folder, each with a code.

| code | fault |
|---|---|
| E101 | a coded unit belongs to no document, quotation, contrast set or stand-off index |
| E102 | the span of a unit lies outside its document |
| E103 | the span of a unit begins or ends in white space |
| E104 | a coder coded a unit twice |
| E201 | a coding names a frame that the codebook lacks |
| E202 | a coding names an act that does not belong to its frame |
| E203 | a coding has a certainty other than high or low |
| E204 | a coding was made with another version of the codebook |
| E205 | a coding has an unknown voice or stance |
| E301 | a unit has a single coding |
| E302 | coders differ on a unit, and nobody adjudicated |
| E303 | an adjudication gives no reason |
| E304 | an adjudication settles what coders agree on |
| E305 | the gold is not what codings and adjudications give |
| E401 | a dispatch has no line in sources.csv, or a line names no dispatch |
| E402 | two sentences of the dispatches are near-duplicates |
| E403 | a quotation lacks its speaker, date or outlet |
| E404 | a contrast set does not tell its event once in every frame |
| E405 | a stand-off unit has no extracted features |
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from framing.annotation.gold import (
    read_adjudications,
    read_codings_unchecked,
    read_contrast_sets,
    read_gold,
    settle_gold,
)
from framing.annotation.sentences import read_quotations, standoff_units
from framing.annotation.standoff import read_standoff_features
from framing.codebook import Codebook, read_codebook
from framing.documents import Document, read_documents
from framing.errors import AnnotationError, FramingWarning
from framing.tables import read_table

if TYPE_CHECKING:
    import pandas as pd

#: Cosine of two sentences' word pairs from which they count as near-duplicates.
NEAR_DUPLICATE = 0.7
VOICES = {"", "own", "quoted", "reported", "mixed"}
STANCES = {"", "endorses", "neutral", "distances"}


@dataclass(frozen=True)
class Annotations:
    """Everything that an annotations folder holds, read once."""

    codebook: Codebook
    documents: dict[str, Document]
    sources: pd.DataFrame
    quotations: pd.DataFrame
    contrast: pd.DataFrame
    standoff: pd.DataFrame
    features: set[str]
    codings: pd.DataFrame
    adjudications: pd.DataFrame
    gold: pd.DataFrame


@dataclass(frozen=True)
class Fault:
    """One fault: its code, its meaning and where it is."""

    code: str
    meaning: str
    where: str

    def __str__(self) -> str:
        return f"{self.code} {self.meaning}: {self.where}"


Check = Callable[[Annotations], Iterator[str]]
CHECKS: dict[str, Check] = {}


def validate(folder: str | Path) -> list[Fault]:
    """Return the faults of an annotations folder, in the order of their codes; empty if it is sound.

    Raises
    ------
    AnnotationError, CodebookError, DocumentError, TableError
        If a part of the folder cannot be read at all.
    """
    annotations = read_annotations(folder)
    return [
        Fault(code, (check.__doc__ or "").strip().rstrip("."), where)
        for code, check in sorted(CHECKS.items())
        for where in check(annotations)
    ]


def read_annotations(folder: str | Path) -> Annotations:
    """Read every part of an annotations folder; parts that may be absent are empty then."""
    folder = Path(folder)
    features = folder / "standoff" / "features.npz"
    return Annotations(
        codebook=read_codebook(folder / "codebook.toml"),
        documents=_documents(folder / "corpus"),
        sources=read_table(folder / "corpus" / "sources.csv"),
        quotations=read_quotations(folder),
        contrast=read_contrast_sets(folder),
        standoff=standoff_units(folder),
        features=set(read_standoff_features(features).unit_id.tolist()) if features.is_file() else set(),
        codings=read_codings_unchecked(folder),
        adjudications=read_adjudications(folder),
        gold=read_gold(folder),
    )


def _documents(corpus: Path) -> dict[str, Document]:
    with warnings.catch_warnings():  # a dispatch without a line in sources.csv is a fault of its own (E401)
        warnings.simplefilter("ignore", FramingWarning)
        return {document.doc_id: document for document in read_documents(corpus)}


def _check(code: str) -> Callable[[Check], Check]:
    def register(function: Check) -> Check:
        CHECKS[code] = function
        return function

    return register


def _in_documents(annotations: Annotations) -> Iterator[tuple[str, Document, int, int]]:
    for unit_id in dict.fromkeys(annotations.codings["unit_id"]):
        doc_id, _, place = unit_id.partition(":")
        if document := annotations.documents.get(doc_id):
            start, _, end = place.partition("-")
            yield unit_id, document, int(start), int(end)


@_check("E101")
def unknown_unit(annotations: Annotations) -> Iterator[str]:
    """A coded unit belongs to no document, quotation, contrast set or stand-off index."""
    known = {
        *annotations.quotations["quotation_id"],
        *annotations.contrast["unit_id"],
        *annotations.standoff["unit_id"],
    }
    for unit_id in dict.fromkeys(annotations.codings["unit_id"]):
        if unit_id not in known and unit_id.partition(":")[0] not in annotations.documents:
            yield unit_id


@_check("E102")
def span_outside(annotations: Annotations) -> Iterator[str]:
    """The span of a unit lies outside its document."""
    for unit_id, document, start, end in _in_documents(annotations):
        if not 0 <= start < end <= len(document.text):
            yield f"{unit_id} in {document.file}, which has {len(document.text)} characters"


@_check("E103")
def span_in_space(annotations: Annotations) -> Iterator[str]:
    """The span of a unit begins or ends in white space."""
    for unit_id, document, start, end in _in_documents(annotations):
        text = document.text[start:end]
        if text != text.strip():
            yield f"{unit_id} in {document.file}"


@_check("E104")
def coded_twice(annotations: Annotations) -> Iterator[str]:
    """A coder coded a unit twice."""
    codings = annotations.codings
    for row in codings[codings.duplicated(["unit_id", "coder"])].itertuples():
        yield f"{row.unit_id} by {row.coder}"


@_check("E201")
def unknown_frame(annotations: Annotations) -> Iterator[str]:
    """A coding names a frame that the codebook lacks."""
    for row in annotations.codings.itertuples():
        if row.frame not in annotations.codebook.frame_names:
            yield f"{row.unit_id} by {row.coder}: {row.frame}"


@_check("E202")
def foreign_act(annotations: Annotations) -> Iterator[str]:
    """A coding names an act that does not belong to its frame."""
    acts = {frame.name: {device.name for device in frame.devices} for frame in annotations.codebook.frames}
    for row in annotations.codings.itertuples():
        foreign = set(row.devices) - acts.get(row.frame, set())
        if foreign:
            yield f"{row.unit_id} by {row.coder}: {', '.join(sorted(foreign))} under {row.frame}"


@_check("E203")
def unknown_certainty(annotations: Annotations) -> Iterator[str]:
    """A coding has a certainty other than high or low."""
    for row in annotations.codings.itertuples():
        if row.certainty not in ("high", "low"):
            yield f"{row.unit_id} by {row.coder}: {row.certainty}"


@_check("E204")
def other_codebook(annotations: Annotations) -> Iterator[str]:
    """A coding was made with another version of the codebook."""
    current = f"{annotations.codebook.version}+{annotations.codebook.fingerprint}"
    others = annotations.codings[annotations.codings["codebook_version"] != current]
    for (coder, version), rows in others.groupby(["coder", "codebook_version"]):
        yield f"{len(rows)} by {coder} with {version}; the codebook is {current}"


@_check("E205")
def unknown_voice(annotations: Annotations) -> Iterator[str]:
    """A coding has an unknown voice or stance."""
    for column, known in (("voice", VOICES), ("stance", STANCES)):
        if column in annotations.codings:
            values = annotations.codings[column].fillna("")
            for row in annotations.codings[~values.isin(known)].itertuples():
                yield f"{row.unit_id} by {row.coder}: {column} {getattr(row, column)}"


@_check("E301")
def coded_once(annotations: Annotations) -> Iterator[str]:
    """A unit has a single coding."""
    counts = annotations.codings.groupby("unit_id", sort=False)["coder"].nunique()
    yield from counts[counts < 2].index


@_check("E302")
def not_adjudicated(annotations: Annotations) -> Iterator[str]:
    """Coders differ on a unit, and nobody adjudicated."""
    ruled = set(annotations.adjudications["unit_id"])
    yield from (unit_id for unit_id in _disputed(annotations) if unit_id not in ruled)


@_check("E303")
def no_reason(annotations: Annotations) -> Iterator[str]:
    """An adjudication gives no reason."""
    silent = annotations.adjudications[annotations.adjudications["reason"].str.strip() == ""]
    yield from silent["unit_id"]


@_check("E304")
def nothing_to_settle(annotations: Annotations) -> Iterator[str]:
    """An adjudication settles what coders agree on."""
    disputed = set(_disputed(annotations))
    yield from (unit_id for unit_id in annotations.adjudications["unit_id"] if unit_id not in disputed)


@_check("E305")
def stale_gold(annotations: Annotations) -> Iterator[str]:
    """The gold is not what codings and adjudications give."""
    try:
        settled = settle_gold(
            annotations.codings, annotations.adjudications, contrast=set(annotations.contrast["unit_id"])
        )
    except AnnotationError as error:
        yield f"it cannot be settled ({error})"
        return
    merged = settled.merge(annotations.gold, how="outer", indicator=True)
    stale = merged.loc[merged["_merge"] != "both", "unit_id"]
    yield from dict.fromkeys(stale)


@_check("E401")
def unlisted_dispatch(annotations: Annotations) -> Iterator[str]:
    """A dispatch has no line in sources.csv, or a line names no dispatch."""
    files = {document.file for document in annotations.documents.values()}
    yield from sorted(files ^ set(annotations.sources["file"]))


@_check("E402")
def near_duplicate(annotations: Annotations) -> Iterator[str]:
    """Two sentences of the dispatches are near-duplicates."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    units = [(unit_id, document.text[start:end]) for unit_id, document, start, end in _in_documents(annotations)]
    if len(units) < 2:
        return
    pairs = CountVectorizer(ngram_range=(2, 2), binary=True, token_pattern=r"\w+")
    vectors = normalize(pairs.fit_transform([f"<s> {text}" for _, text in units]).astype(np.float32))
    alike = (vectors @ vectors.T).tocoo()
    for one, other, cosine in zip(alike.row, alike.col, alike.data, strict=True):
        if one < other and cosine >= NEAR_DUPLICATE:
            yield f"{units[one][0]} and {units[other][0]} ({cosine:.2f})"


@_check("E403")
def bare_quotation(annotations: Annotations) -> Iterator[str]:
    """A quotation lacks its speaker, date or outlet."""
    for row in annotations.quotations.to_dict("records"):
        lacking = [name for name in ("speaker", "date", "outlet") if not str(row.get(name, "")).strip()]
        if lacking:
            yield f"{row['quotation_id']}: {', '.join(lacking)}"


@_check("E404")
def unequal_set(annotations: Annotations) -> Iterator[str]:
    """A contrast set does not tell its event once in every frame."""
    for set_id, frames in annotations.contrast.groupby("set_id", sort=False)["frame"]:
        if sorted(frames) != sorted(annotations.codebook.frame_names):
            yield f"{set_id}: {', '.join(frames)}"


@_check("E405")
def no_features(annotations: Annotations) -> Iterator[str]:
    """A stand-off unit has no extracted features."""
    yield from (unit_id for unit_id in annotations.standoff["unit_id"] if unit_id not in annotations.features)


def _disputed(annotations: Annotations) -> list[str]:
    frames = annotations.codings.groupby("unit_id", sort=False)["frame"].nunique()
    return list(frames[frames > 1].index)

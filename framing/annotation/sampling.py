"""Which sentences a coder is given, and how: drawn at random, source-blind, with what is needed to weigh them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import AnnotationError

if TYPE_CHECKING:
    import pandas as pd

#: What a coder fills in.
TO_FILL = ("frame", "certainty", "devices", "note")


def draw_sample(units: pd.DataFrame, *, per_source: int, seed: int = 0) -> pd.DataFrame:
    """Draw sentences at random within each source, without replacement.

    Parameters
    ----------
    units
        A units table (`split_units`).
    per_source
        Sentences to draw of each source; of a source with fewer all are taken.
    seed
        The same seed draws the same sentences.

    Returns
    -------
    pandas.DataFrame
        The rows drawn, in their order, with the column inclusion_probability: the chance of each
        sentence of its source to be drawn, which estimates from the sample divide by.

    Raises
    ------
    AnnotationError
        If there is nothing to draw from, or per_source is no positive number.

    Examples
    --------
    >>> import pandas as pd
    >>> units = pd.DataFrame({"unit_id": list("abcd"), "source": ["x", "x", "x", "y"]})
    >>> draw_sample(units, per_source=1)["inclusion_probability"].round(2).tolist()
    [0.33, 1.0]
    """
    import pandas as pd

    if per_source < 1 or not len(units):
        raise AnnotationError(f"wanted one sentence or more a source; got {per_source} of {len(units)} sentences")
    rng = np.random.default_rng(seed)
    drawn = []
    for _, of_source in units.groupby("source", sort=True):
        n = min(per_source, len(of_source))
        rows = np.sort(rng.choice(len(of_source), n, replace=False))
        drawn.append(of_source.iloc[rows].assign(inclusion_probability=n / len(of_source)))
    return pd.concat(drawn).sort_index()


def make_packet(units: pd.DataFrame, *, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a packet for a coder and the key that leads back to the units.

    Documents are shuffled and numbered; the sentences of one stay together and in order, so that
    neighbours may be read. Outlet, file, date, title and position are left out.

    Parameters
    ----------
    units
        A units table, or a sample of one.
    seed
        The same seed gives the same order; give each coder another.

    Returns
    -------
    packet : number, document, text, and the empty columns frame, certainty, devices, note
    key : number, unit_id, and inclusion_probability where the units have it

    Examples
    --------
    >>> import pandas as pd
    >>> units = pd.DataFrame({"unit_id": ["a:0-9", "b:0-9"], "doc_id": ["a", "b"], "start": [0, 0],
    ...                       "source": ["X", "Y"], "text": ["One.", "Two."]})
    >>> packet, key = make_packet(units)
    >>> list(packet.columns)
    ['number', 'document', 'text', 'frame', 'certainty', 'devices', 'note']
    """
    documents = list(dict.fromkeys(units["doc_id"]))
    place = dict(zip(documents, np.random.default_rng(seed).permutation(len(documents)) + 1, strict=True))
    ordered = units.assign(document=units["doc_id"].map(place)).sort_values(["document", "start"], kind="stable")
    ordered = ordered.assign(number=range(1, len(ordered) + 1))
    packet = ordered[["number", "document", "text"]].assign(**dict.fromkeys(TO_FILL, ""))
    kept = [column for column in ("number", "unit_id", "inclusion_probability") if column in ordered]
    return packet.reset_index(drop=True), ordered[kept].reset_index(drop=True)


def read_packet(packet: pd.DataFrame, key: pd.DataFrame, *, coder: str, codebook_version: str) -> pd.DataFrame:
    """Return a filled packet as a codings table.

    Raises
    ------
    AnnotationError
        If a sentence has no frame, or packet and key do not belong together.
    """
    numbered = packet.assign(number=packet["number"].astype(int))
    joined = numbered.merge(
        key.assign(number=key["number"].astype(int))[["number", "unit_id"]], on="number", how="left"
    )
    if joined["unit_id"].isna().any():
        raise AnnotationError(f"the key lacks number {joined.loc[joined['unit_id'].isna(), 'number'].iloc[0]}")
    empty = joined[joined["frame"].fillna("").str.strip() == ""]
    if len(empty):
        raise AnnotationError(f"sentence {empty['number'].iloc[0]} has no frame; code all of {len(joined)}")
    return joined.assign(
        coder=coder,
        frame=joined["frame"].str.strip(),
        devices=[[act.strip() for act in str(acts).split(",") if act.strip()] for acts in joined["devices"].fillna("")],
        codebook_version=codebook_version,
        coded_at="",
    )[["unit_id", "coder", "frame", "certainty", "devices", "codebook_version", "coded_at", "note"]]

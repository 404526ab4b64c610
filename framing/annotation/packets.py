"""Packets: what a coder fills in, blind to the source, and the key that leads back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import AnnotationError
from framing.provenance import digest
from framing.tables import TABLES, read_table, write_table

if TYPE_CHECKING:
    import pandas as pd

#: What a coder fills in.
TO_FILL = ("frame", "certainty", "devices", "note")
#: What the key keeps of a sample's draw.
DRAWN = ("stratum", "stratum_size", "inclusion_probability")


def make_packet(
    units: pd.DataFrame, *, neighbours: pd.DataFrame | None = None, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a packet for a coder and the key that leads back to the units.

    Documents are shuffled and numbered; the sentences of one stay together and in order. With neighbours,
    which show what stands around a sentence, sentences are shuffled singly instead, so that the first of a
    packet are a random sample themselves. Outlet, file, date, title and position are left out.

    Parameters
    ----------
    units
        A units table, or a sample of one.
    neighbours
        All units of the documents, to show the sentence before and after each one.
    seed
        The same seed gives the same order; give each coder another.

    Returns
    -------
    packet : number, document, before, text, after, the empty columns frame, certainty, devices, note,
        and sentence, which stands for the unit; before and after where neighbours are given
    key : sentence, unit_id, and stratum, stratum_size, inclusion_probability where the units have them

    Examples
    --------
    >>> import pandas as pd
    >>> units = pd.DataFrame({"unit_id": ["a:0-9", "b:0-9"], "doc_id": ["a", "b"], "start": [0, 0],
    ...                       "source": ["X", "Y"], "text": ["One.", "Two."]})
    >>> packet, key = make_packet(units)
    >>> list(packet.columns)
    ['number', 'document', 'text', 'frame', 'certainty', 'devices', 'note', 'sentence']
    """
    units = units.drop_duplicates("unit_id")  # a document that two sources printed is coded once
    documents = list(dict.fromkeys(units["doc_id"]))
    place = dict(zip(documents, np.random.default_rng(seed).permutation(len(documents)) + 1, strict=True))
    ordered = units.assign(document=units["doc_id"].map(place)).sort_values(["document", "start"], kind="stable")
    if neighbours is not None:
        ordered = ordered.iloc[np.random.default_rng([seed, 1]).permutation(len(ordered))]
    sentence = [f"s{digest(unit, length=10)}" for unit in ordered["unit_id"]]
    ordered = ordered.assign(number=range(1, len(ordered) + 1), sentence=sentence, **dict.fromkeys(TO_FILL, ""))
    if neighbours is not None:
        ordered = _with_neighbours(ordered, neighbours)
    shown = [name for name in ("number", "document", "before", "text", "after") if name in ordered]
    kept = [name for name in ("sentence", "unit_id", *DRAWN) if name in ordered]
    packet, key = ordered[[*shown, *TO_FILL, "sentence"]], ordered[kept]
    return packet.reset_index(drop=True), key.reset_index(drop=True)


def _with_neighbours(ordered: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return the units with the sentence before and after each in its document."""
    units = units.drop_duplicates("unit_id").sort_values(["doc_id", "start"], kind="stable")
    texts = units.groupby("doc_id", sort=False)["text"]
    beside = {"before": texts.shift(1), "after": texts.shift(-1)}
    return ordered.assign(
        **{
            name: ordered["unit_id"].map(dict(zip(units["unit_id"], text.fillna(""), strict=True)))
            for name, text in beside.items()
        }
    )


def write_packets(
    sample: pd.DataFrame, path: str | Path, *, neighbours: pd.DataFrame, coders: Sequence[str] = (), seed: int = 0
) -> list[Path]:
    """Write a packet for each coder, and one key beside them; return the paths, the key's last.

    The packet is `path` itself, or with coders named one file each, with the coder's name before the
    ending and in another order. The key is named like `path`, ending in .key.csv.

    Raises
    ------
    TableError
        If the path has an ending that no table has.
    OutputError
        If a file cannot be written.
    """
    path = Path(path)
    names = [path.with_name(f"{path.stem}-{coder}{path.suffix}") for coder in coders] or [path]
    packets = [make_packet(sample, neighbours=neighbours, seed=seed + number) for number in range(len(names))]
    written = [write_table(packet, name) for name, (packet, _) in zip(names, packets, strict=True)]
    return [*written, write_table(packets[0][1], path.with_name(f"{path.stem}.key.csv"))]


def read_packet(packet: pd.DataFrame, key: pd.DataFrame, *, coder: str, codebook_version: str) -> pd.DataFrame:
    """Return a filled packet as a codings table, with what the key says of the draw.

    A coder may stop before the end: `write_packets` puts sentences in random order, so what is coded is a
    random sample still.
    A gap in between is refused, for sentences that are hard to code would be missing from shares.

    Raises
    ------
    AnnotationError
        If no sentence has a frame, one is passed over, or packet and key do not belong together.
    """
    ordered = packet.assign(number=packet["number"].astype(int)).sort_values("number", kind="stable")
    filled = ordered["frame"].fillna("").str.strip() != ""
    if not filled.any():
        raise AnnotationError("no sentence has a frame; fill in the column frame")
    coded = ordered[: int(np.flatnonzero(filled)[-1]) + 1]
    empty = coded.loc[~filled[coded.index], "number"]
    if len(empty):
        raise AnnotationError(f"sentence {empty.iloc[0]} has no frame, though later ones have; code it too")
    joined = coded.merge(key, on="sentence", how="left", validate="many_to_one")
    if joined["unit_id"].isna().any():
        number = joined.loc[joined["unit_id"].isna(), "number"].iloc[0]
        raise AnnotationError(f"the key lacks sentence {number} of the packet; do they belong together?")
    noted = joined.assign(**{name: "" for name in ("certainty", "devices", "note") if name not in joined})
    made = noted.assign(
        coder=coder,
        frame=noted["frame"].str.strip(),
        devices=[[act.strip() for act in str(acts).split(",") if act.strip()] for acts in noted["devices"].fillna("")],
        codebook_version=codebook_version,
        coded_at="",
    )
    return made[[*TABLES["codings"], *(name for name in DRAWN if name in made)]]


def read_packets(paths: Sequence[str | Path], *, frames: Sequence[str], codebook_version: str = "") -> pd.DataFrame:
    """Read filled packets, or tables of codings by unit_id, as one codings table to estimate from.

    Parameters
    ----------
    paths
        Packets (each with its .key.csv beside it, or the only key of its folder), or tables with
        unit_id and frame. The coder is the column coder, else the name in the file's name.
    frames
        The frames that may be given; capital letters are forgiven.
    codebook_version
        Noted with each coding.

    Returns
    -------
    pandas.DataFrame
        A codings table, with inclusion_probability where the sample's draw is known: the share of its
        stratum that is coded.

    Raises
    ------
    AnnotationError
        If a key is missing, a frame is unknown, or packets were drawn from different documents.
    """
    import pandas as pd

    parts = []
    for path in map(Path, paths):
        try:
            parts.append(_with_known_frames(_read_codings(path, codebook_version), frames))
        except AnnotationError as error:
            raise AnnotationError(f"{path}: {error}") from error
    together = pd.concat(parts, ignore_index=True)
    return _with_inclusion(together) if "stratum" in together and together["stratum"].notna().all() else together


def _read_codings(path: Path, codebook_version: str) -> pd.DataFrame:
    table = read_table(path)
    if {"unit_id", "frame"} <= set(table.columns):
        coder = table.get("coder", path.stem)
        return table[table["frame"].fillna("").str.strip() != ""].assign(coder=coder)
    missing = [column for column in ("sentence", "number", "frame") if column not in table]
    if missing:
        got = ", ".join(map(str, table.columns))
        raise AnnotationError(f"wanted a packet of framing sample, or unit_id and frame; {missing[0]} lacks, got {got}")
    key = _key_of(path)
    coder = path.stem.removeprefix(f"{key.name.removesuffix('.key.csv')}-")
    return read_packet(table, read_table(key), coder=coder, codebook_version=codebook_version)


def _key_of(path: Path) -> Path:
    """Return the key of a packet: of its own name, or the only one in its folder."""
    own = path.with_name(f"{path.stem}.key.csv")
    others = sorted(path.parent.glob("*.key.csv"))
    if own.is_file() or len(others) != 1:
        if not own.is_file():
            raise AnnotationError(f"its key {own.name} is not beside it; put it back where framing sample wrote both")
        return own
    return others[0]


def _with_known_frames(codings: pd.DataFrame, frames: Sequence[str]) -> pd.DataFrame:
    names = {frame.casefold(): frame for frame in frames}
    given = codings["frame"].str.strip().str.casefold().map(names)
    unknown = codings.loc[given.isna(), "frame"]
    if len(unknown):
        where = f"sentence {unknown.index[0] + 1} of those coded: "
        raise AnnotationError(
            f"{where}{unknown.iloc[0]!r} is no frame of the codebook ({', '.join(frames)}); mend the coding"
        )
    return codings.assign(frame=given)


def _with_inclusion(codings: pd.DataFrame) -> pd.DataFrame:
    """Return codings with the share of each stratum that is coded, over all packets together."""
    sizes = codings.groupby("stratum")["stratum_size"].nunique()
    if (sizes > 1).any():
        raise AnnotationError(
            f"packets of {sizes.idxmax()} were drawn from different documents; draw them from the same"
        )
    coded = codings.groupby("stratum")["unit_id"].nunique()
    inclusion = codings["stratum"].map(coded) / codings["stratum_size"].astype(int)
    return codings.assign(inclusion_probability=inclusion.clip(upper=1.0))

"""Gold sentences with their text (dispatches, quotations) or, coded by position, without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from framing.annotation.gold import read_contrast_sets, read_gold
from framing.documents import read_documents
from framing.errors import AnnotationError
from framing.tables import read_table

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["unit_id", "source", "group", "setting", "text", "material"]
#: The documents that report the public statements, and the statements: none may vouch for another.
STATEMENTS_GROUP = "Aleppo and Palmyra, December 2016"


def read_gold_sentences(folder: str | Path) -> pd.DataFrame:
    """Return the gold table of a folder with source, group, setting, text and material of each sentence.

    `material` is dispatch, quotation, contrast or standoff; the text of a sentence coded by position is empty.
    `group` is what cross-validation keeps whole: the source, but for documents that print the same
    public statements, which are one group with them.

    Raises
    ------
    AnnotationError
        If a gold sentence is in none of the three.
    """
    import pandas as pd

    folder = Path(folder)
    dispatches = _dispatches(folder, read_gold(folder)["unit_id"])
    parts = [_quotations(folder), dispatches, _contrast(folder), _standoff(folder)]
    known = pd.concat([part for part in parts if len(part)], ignore_index=True)
    gold = read_gold(folder).merge(known, on="unit_id", how="left", validate="one_to_one")
    lost = gold[gold["material"].isna()]
    if len(lost):
        raise AnnotationError(f"{folder}: gold names {lost.iloc[0].unit_id}, which no document or quotation holds")
    return gold


def read_quotations(folder: str | Path) -> pd.DataFrame:
    """Return the public statements: quotation_id, text, fragments, speaker, role, date, outlet."""
    return read_table(Path(folder) / "quotations.jsonl")


def _quotations(folder: Path) -> pd.DataFrame:
    import pandas as pd

    quotations = read_quotations(folder)
    return pd.DataFrame(
        {
            "unit_id": quotations["quotation_id"],
            "source": quotations["outlet"],
            "group": STATEMENTS_GROUP,
            "setting": "public statements",
            "text": quotations["text"],
            "material": "quotation",
        }
    )


def _dispatches(folder: Path, unit_ids: pd.Series) -> pd.DataFrame:
    """Cut the gold units out of the documents by position, independent of how sentences are split today."""
    import pandas as pd

    documents = {document.doc_id: document for document in read_documents(folder / "corpus")}
    settings = read_table(folder / "corpus" / "sources.csv").set_index("file")["setting"].to_dict()
    rows = []
    for unit_id in unit_ids:
        doc_id, _, place = unit_id.partition(":")
        if document := documents.get(doc_id):
            start, end = map(int, place.split("-"))
            setting = settings.get(document.file, "")
            rows.append((unit_id, document.source, document.source, setting, document.text[start:end], "dispatch"))
    return pd.DataFrame(rows, columns=COLUMNS)


def standoff_units(folder: str | Path) -> pd.DataFrame:
    """Return the index of sentences coded by position: unit_id and digest; empty where there is none."""
    import pandas as pd

    index = Path(folder) / "standoff" / "units.jsonl"
    return read_table(index) if index.is_file() else pd.DataFrame(columns=["unit_id", "digest"])


def _contrast(folder: Path) -> pd.DataFrame:
    sets = read_contrast_sets(folder)
    return sets.assign(source="Contrast sets", group="Contrast sets", material="contrast")[COLUMNS]


def _standoff(folder: Path) -> pd.DataFrame:
    import pandas as pd

    units = standoff_units(folder)
    if not len(units):
        return pd.DataFrame(columns=COLUMNS)
    documents = read_table(folder / "standoff" / "documents.csv").set_index("doc_id")
    doc_id = units["unit_id"].str.partition(":")[0]
    columns = {"source": doc_id.map(documents["source"]), "group": doc_id.map(documents["group"])}
    return pd.DataFrame({"unit_id": units["unit_id"], **columns, "setting": "", "text": "", "material": "standoff"})

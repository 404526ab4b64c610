"""Extract the features that stand for sentences coded by position, where their documents are at hand."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from framing.annotation import StandoffFeatures, write_standoff_features
from framing.documents import Document, read_documents
from framing.errors import AnnotationError
from framing.features import FrameFeatures
from framing.provenance import digest
from framing.tables import read_table


def rebuild_standoff(folder: str | Path, documents: Iterable[Document]) -> Path:
    """Write `standoff/features.npz` of an annotations folder anew from the documents it codes."""
    folder = Path(folder)
    return write_standoff_features(extract_standoff(folder, documents), folder / "standoff" / "features.npz")


def extract_standoff(
    folder: str | Path, documents: Iterable[Document], features: FrameFeatures | None = None
) -> StandoffFeatures:
    """Return the features of every sentence that an annotations folder codes by position; the default ones by default.

    Raises
    ------
    AnnotationError
        If a document is not at hand, or a sentence is not what was coded.
    """
    units = read_table(Path(folder) / "standoff" / "units.jsonl")
    by_id = {document.doc_id: document for document in documents}
    texts = []
    for unit_id, coded in zip(units["unit_id"], units["digest"], strict=True):
        doc_id, _, place = unit_id.partition(":")
        if doc_id not in by_id:
            raise AnnotationError(f"the document {doc_id} that holds {unit_id} is not at hand")
        start, end = map(int, place.split("-"))
        text = by_id[doc_id].text[start:end]
        if digest(text) != coded:
            raise AnnotationError(f"{unit_id} is not the sentence that was coded; is the document the same?")
        texts.append(text)
    return StandoffFeatures(units["unit_id"].to_numpy(dtype=str), (features or FrameFeatures()).transform(texts))


def main(arguments: list[str]) -> None:
    """Rebuild the features of an annotations folder from folders of documents, and print the path written."""
    folder, *sources = arguments
    print(rebuild_standoff(folder, [document for source in sources for document in read_documents(source)]))


if __name__ == "__main__":
    main(sys.argv[1:])

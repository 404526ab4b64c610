"""Real documents coded by position: their features are kept in place of their text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from framing.errors import AnnotationError
from framing.tables import write_whole


@dataclass(frozen=True)
class StandoffFeatures:
    """Extracted features of coded sentences: one row a unit, no words in order."""

    unit_id: np.ndarray
    matrix: csr_matrix

    def rows_of(self, unit_ids: list[str]) -> csr_matrix:
        """Return the rows of the named units, in their order.

        Raises
        ------
        AnnotationError
            If a unit has no row.
        """
        place = {name: number for number, name in enumerate(self.unit_id)}
        missing = [name for name in unit_ids if name not in place]
        if missing:
            raise AnnotationError(f"standoff/features.npz lacks {missing[0]}; extract the features again")
        return self.matrix[[place[name] for name in unit_ids]]


def read_standoff_features(path: str | Path) -> StandoffFeatures:
    """Read a features.npz: plain arrays, nothing that could execute.

    Raises
    ------
    AnnotationError
        If the file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            parts = (arrays["data"].astype(np.float32), arrays["indices"], arrays["indptr"])
            return StandoffFeatures(arrays["unit_id"], csr_matrix(parts, shape=tuple(arrays["shape"])))
    except (OSError, ValueError, KeyError) as error:
        raise AnnotationError(f"{path}: not a readable file of features ({error})") from error


def write_standoff_features(features: StandoffFeatures, path: str | Path) -> Path:
    """Write features compactly: columns sorted within each row, values as 16-bit numbers."""
    matrix = features.matrix.copy()
    matrix.sort_indices()
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        unit_id=np.asarray(features.unit_id, dtype=str),
        data=matrix.data.astype(np.float16),
        indices=matrix.indices.astype(np.int32),
        indptr=matrix.indptr.astype(np.int32),
        shape=np.asarray(matrix.shape, dtype=np.int64),
    )
    return write_whole(path, buffer.getvalue())

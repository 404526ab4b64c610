"""What the benchmarks share: the folder of public labelled sets, or a word on where to put it."""

from __future__ import annotations

import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"


def bench(name: str) -> Path:
    """Return the path of a labelled set, or end with a word on what is missing."""
    path = BENCH / name
    if not path.exists():
        sys.exit(f"{path} is not there; this benchmark measures on it")
    return path

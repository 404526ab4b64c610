"""How long a user waits: `framing --help` beside an empty Python, a report the first and the second time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from common import BENCH

DOCUMENTS = BENCH.parent / "documents"
RUNS = 7


def main() -> None:
    framing = shutil.which("framing") or str(Path(sys.executable).with_name("framing"))
    empty, help_page = _alternate([sys.executable, "-c", "pass"], [framing, "--help"])
    print(f"python -c pass {empty:.3f} s, framing --help {help_page:.3f} s (medians of {RUNS}, taken in turn)")
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"FRAMING_CACHE": f"{folder}/cache"}
        paths = [str(DOCUMENTS)] if DOCUMENTS.is_dir() else []
        command = [framing, "report", *paths, "--out", f"{folder}/report.pdf"]
        what = "the five-document report" if paths else "the bundled report"
        print(
            f"{what}: first time {_seconds(command, environment):.1f} s, second {_seconds(command, environment):.1f} s"
        )


def _alternate(*commands: list[str]) -> list[float]:
    times = [[_seconds(command) for command in commands] for _ in range(RUNS)]
    return [median(column) for column in zip(*times, strict=True)]


def _seconds(command: list[str], environment: dict[str, str] | None = None) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

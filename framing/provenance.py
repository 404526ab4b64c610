"""Where a result comes from: digests of contents, of code and of the environment."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Provenance:
    """The circumstances of one result, as printed at the foot of a report."""

    framing: str
    python: str
    scikit_learn: str
    created: str

    def as_dict(self) -> dict[str, str]:
        """Return the fields as a plain dictionary of strings."""
        return asdict(self)


def digest(*parts: str | bytes, length: int = 16) -> str:
    """Return a hexadecimal SHA-256 digest of the parts, each framed by its length.

    >>> digest("Palmyra") == digest(b"Palmyra")
    True
    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    state = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        if len(parts) > 1:
            state.update(len(raw).to_bytes(8, "big"))
        state.update(raw)
    return state.hexdigest()[:length]


@cache
def code_fingerprint(*layers: str) -> str:
    """Return a digest of the source and data files of the named layers of the package.

    A cached model is trusted only while the code that made it is unchanged.
    """
    names = [PACKAGE / f"{layer}.py" for layer in layers]
    for layer in layers:
        names += sorted((PACKAGE / layer).rglob("*.py")) + sorted((PACKAGE / layer).rglob("*.toml"))
    return digest(*(name.read_bytes() for name in names if name.is_file()))


def now() -> datetime:
    """Return the current time in UTC, or the fixed one that SOURCE_DATE_EPOCH asks for."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)


def describe_run() -> Provenance:
    """Return the versions and the date under which a result is made."""
    return Provenance(
        framing=version("framing-analyzer"),
        python=platform.python_version(),
        scikit_learn=version("scikit-learn"),
        created=now().date().isoformat(),
    )

"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from framing.errors import OutputError


def write_whole(path: str | Path, content: bytes) -> Path:
    """Write the bytes to a temporary file beside `path`, then replace it: whole or not at all.

    Raises
    ------
    OutputError
        If the folder cannot be made or written to.
    """
    path = Path(path)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as handle:
            temporary = handle.name
            handle.write(content)
        Path(temporary).chmod(0o666 & ~_umask())
        os.replace(temporary, path)  # noqa: PTH105 - the atomic call that this function is for
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise OutputError(f"{path}: cannot be written ({reason}); choose a folder you may write to") from error
    return path


def check_writable(path: str | Path) -> Path:
    """Return the path if a file can be made there, before long work begins.

    Raises
    ------
    OutputError
        If its folder cannot be made or written to, or the path is a folder.
    """
    path = Path(path)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; give the name of a file in it")
    probe = path.with_name(f".{path.name[:40]}.probe")
    write_whole(probe, b"")
    probe.unlink(missing_ok=True)
    return path


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current

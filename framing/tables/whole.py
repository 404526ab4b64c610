"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from framing.errors import OutputError


def write_whole(path: str | Path, content: bytes) -> Path:
    """Write the bytes to a temporary file beside `path`, then replace it: whole or not at all.

    Raises
    ------
    OutputError
        If the folder cannot be made or written to.
    """
    with open_whole(path) as handle:
        handle.write(content)
    return Path(path)


@contextmanager
def open_whole(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a temporary file beside `path` that replaces it if the block ends well, and is gone if it does not.

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
            temporary = Path(handle.name)
            yield handle  # type: ignore[misc]
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, path)  # noqa: PTH105 - the atomic call that this function is for
        temporary = None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"{path}: cannot be written ({reason}); choose a folder you may write to") from error
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


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
    missing = [folder for folder in path.absolute().parents if not folder.exists()]
    probe = path.with_name(f".{path.name[:40]}.probe")
    write_whole(probe, b"")
    probe.unlink(missing_ok=True)
    for folder in missing:  # what is written later makes them again; a fault before that leaves nothing
        folder.rmdir()
    return path


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current

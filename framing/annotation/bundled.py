"""Where the bundled annotations are: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

from framing.codebook import Codebook, read_codebook
from framing.errors import AnnotationError
from framing.provenance import PACKAGE


def annotations_folder() -> Path:
    """Return the folder of the bundled annotations.

    Raises
    ------
    AnnotationError
        If the installation lacks it.
    """
    for folder in (PACKAGE / "_annotations", PACKAGE.parent / "annotations"):
        if (folder / "codebook.toml").is_file():
            return folder
    raise AnnotationError("this installation lacks its annotations; install framing-analyzer again")


def load_codebook(path: str | Path | None = None) -> Codebook:
    """Return the codebook at `path`, or the bundled one.

    >>> load_codebook().frame_names
    ('state', 'activist', 'diplomatic', 'neutral')
    """
    return read_codebook(path if path is not None else annotations_folder() / "codebook.toml")

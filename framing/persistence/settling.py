"""The same model gives the same bytes: an archive without addresses in memory and without the hour."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

_ANY_DAY = (1980, 1, 1, 0, 0, 0)


def settled(raw: bytes) -> bytes:
    """Return a skops archive whose bytes depend on its content alone.

    skops names arrays and objects by where they stood in memory; here they are numbered in the order
    in which the schema names them. What is loaded from the archive is the same.

    Examples
    --------
    >>> import numpy as np
    >>> import skops.io
    >>> one, other = (settled(skops.io.dumps({"weights": np.arange(3.0)})) for _ in range(2))
    >>> one == other
    True
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    numbers: dict[str, int] = {}
    schema = _renumbered(json.loads(files.pop("schema.json")), numbers)
    renamed = {_named(name, numbers): content for name, content in files.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*sorted(renamed.items()), ("schema.json", json.dumps(schema, indent=2).encode())]:
            archive.writestr(zipfile.ZipInfo(name, _ANY_DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _renumbered(node: Any, numbers: dict[str, int]) -> Any:
    if isinstance(node, list):
        return [_renumbered(item, numbers) for item in node]
    if not isinstance(node, dict):
        return node
    return {name: _value(name, value, numbers) for name, value in node.items()}


def _value(name: str, value: Any, numbers: dict[str, int]) -> Any:
    if name == "__id__" and isinstance(value, int):
        return numbers.setdefault(str(value), len(numbers) + 1)
    if name == "file" and isinstance(value, str):
        return _named(value, numbers)
    return _renumbered(value, numbers)


def _named(file: str, numbers: dict[str, int]) -> str:
    stem, point, ending = file.partition(".")
    return f"{numbers.setdefault(stem, len(numbers) + 1)}{point}{ending}" if stem.isdigit() else file

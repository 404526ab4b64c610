"""Bytes become text: encodings are detected, binary files are refused."""

from __future__ import annotations

from framing.errors import DocumentError
from framing.tables import decode_text

_KINDS = [
    (b"%PDF", "a PDF; give it the ending .pdf"),
    (b"PK\x03\x04", "a zip archive; a Word document has the ending .docx"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file; save it as .docx without a password"),
]
_ALLOWED_CONTROLS = {"\t", "\n", "\r", "\x0b", "\x0c", "\x85"}


def decode(raw: bytes, name: str) -> str:
    """Return the text of a file's bytes: by its mark, else as UTF-8, else by detection.

    Raises
    ------
    DocumentError
        If the bytes are empty or not text.
    """
    if not raw.strip():
        raise DocumentError(f"{name}: the file is empty; wanted a document with text")
    for magic, kind in _KINDS:
        if raw.startswith(magic):
            raise DocumentError(f"{name}: wanted text, got {kind}")
    try:
        text = decode_text(raw)
    except ValueError:
        text = None
    if text is None or _looks_binary(text):
        raise DocumentError(f"{name}: wanted text, got a binary file; save it as UTF-8 text, .pdf, .docx or .html")
    return text


def _looks_binary(text: str) -> bool:
    sample = text[:10_000]
    controls = sum(1 for char in sample if char < " " and char not in _ALLOWED_CONTROLS)
    return "\0" in sample or controls > 0.02 * len(sample)

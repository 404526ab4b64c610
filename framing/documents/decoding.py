"""Bytes become text: encodings are detected, binary files are refused."""

from __future__ import annotations

import codecs

from framing.errors import DocumentError

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
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
    text = _decoded(raw)
    if text is None or _looks_binary(text):
        raise DocumentError(f"{name}: wanted text, got a binary file; save it as UTF-8 text, .pdf, .docx or .html")
    return text


def _decoded(raw: bytes) -> str | None:
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        pass
    if b"\0" in raw:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    return str(best) if best is not None else None


def _looks_binary(text: str) -> bool:
    sample = text[:10_000]
    controls = sum(1 for char in sample if char < " " and char not in _ALLOWED_CONTROLS)
    return "\0" in sample or controls > 0.02 * len(sample)

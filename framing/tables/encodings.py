"""Bytes of unknown encoding become text."""

from __future__ import annotations

import codecs

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def decode_text(raw: bytes) -> str:
    """Return bytes as text: by their mark, else as UTF-8, else in the likeliest old encoding.

    Raises
    ------
    ValueError
        If the bytes are no text in any known encoding.

    >>> decode_text("Пальмира".encode("utf-16"))
    'Пальмира'
    """
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
        if "\0" in text:
            raise ValueError("binary content")
        return text
    except UnicodeDecodeError:
        if b"\0" in raw:
            raise ValueError("binary content") from None
    return _guessed(raw)


def _guessed(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(raw)
    best = matches.best()
    if best is None:
        raise ValueError("no known text encoding")
    tied = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    names = {name for match in tied for name in (match.encoding, *match.could_be_from_charset)}
    if "cp1252" in names:  # by far the commonest of those that fit equally well
        return raw.decode("cp1252", "replace")
    return str(best)

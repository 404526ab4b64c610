"""Which script a text is written in: a model reads the one that it was trained on."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache


def main_script(texts: Sequence[str]) -> str:
    """Return the script of most letters, such as LATIN, ARABIC or CYRILLIC; empty without letters.

    >>> main_script(["Palmyra fell."]), main_script(["سقطت تدمر"])
    ('LATIN', 'ARABIC')
    """
    counts = Counter(_script(letter) for text in texts for letter in str(text)[:2000] if letter.isalpha())
    return counts.most_common(1)[0][0] if counts else ""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]

"""A model card: what a model is for, what it learned from, how good it is and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Card:
    """A model card (Mitchell et al. 2019), as content and as a page.

    Attributes
    ----------
    content : plain values, ready for JSON
    html : a page that needs nothing else
    """

    content: dict[str, Any]
    html: str

    def _repr_html_(self) -> str:
        return self.html

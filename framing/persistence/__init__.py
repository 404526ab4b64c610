"""Models as files: written whole, read through an allow-list, never executed."""

from framing.persistence.modelfile import read_model, write_model

__all__ = ["read_model", "write_model"]

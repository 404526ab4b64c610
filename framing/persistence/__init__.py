"""Models as files: written whole, read through an allow-list, never executed."""

from framing.persistence.modelfile import check_ending, read_model, write_model

__all__ = ["check_ending", "read_model", "write_model"]

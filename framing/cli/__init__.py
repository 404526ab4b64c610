"""The command line: `framing report`, `score`, `train`, `evaluate`, `crossvalidate`, `codebook`,
`validate`, `agree`."""

from framing.cli.main import main

__all__ = ["main"]

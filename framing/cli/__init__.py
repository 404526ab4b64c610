"""The command line: `framing report`, `sample`, `score`, `estimate`, `compare`, `bundle`,
`rebuild`, `train`, `evaluate`, `crossvalidate`, `codebook`, `validate`, `agree`."""

from framing.cli.main import main

__all__ = ["main"]

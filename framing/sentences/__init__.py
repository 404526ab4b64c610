"""Documents become coding units: sentences by position, without the furniture of the page around them."""

from framing.sentences.splitting import sentence_spans

__all__ = ["sentence_spans"]

"""Comparative framing reports: content first, then figures, then PDF, web page or notebook."""

from framing.reporting.analysis import Analysis, Settings, analyse
from framing.reporting.bundle import rebuild, write_bundle
from framing.reporting.content import build_content
from framing.reporting.figures import plot_shares
from framing.reporting.notebook import show_sentences
from framing.reporting.reading import show_voices
from framing.reporting.writing import check_target, write_report

__all__ = [
    "Analysis",
    "Settings",
    "analyse",
    "build_content",
    "check_target",
    "plot_shares",
    "rebuild",
    "show_sentences",
    "show_voices",
    "write_bundle",
    "write_report",
]

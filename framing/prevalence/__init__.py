"""Frame shares of sources, with intervals."""

from framing.prevalence.intervals import Interval, clustered_interval
from framing.prevalence.shares import estimate_prevalence

__all__ = ["Interval", "clustered_interval", "estimate_prevalence"]

"""Frame shares of sources, with intervals that hold."""

from framing.prevalence.extrapolated import Evidence, RecordedEvidence, measure_errors
from framing.prevalence.intervals import Interval, clustered_interval
from framing.prevalence.planning import plan_widths
from framing.prevalence.powered import CodedSample, powered_intervals, powered_shares
from framing.prevalence.shares import FEWEST_CODED, choose_material, estimate_prevalence
from framing.prevalence.table import Prevalence

__all__ = [
    "FEWEST_CODED",
    "CodedSample",
    "Evidence",
    "Interval",
    "Prevalence",
    "RecordedEvidence",
    "choose_material",
    "clustered_interval",
    "estimate_prevalence",
    "measure_errors",
    "plan_widths",
    "powered_intervals",
    "powered_shares",
]

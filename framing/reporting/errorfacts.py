"""How the model misread its gold, as tables and numbers for a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.prevalence import measure_errors
from framing.prevalence.adjusted import mean_rows
from framing.reporting.analysis import Analysis

if TYPE_CHECKING:
    import pandas as pd

    from framing.model import TrainedModel


def confusion_table(model: TrainedModel) -> pd.DataFrame:
    """Return how often each frame was read as each, by gold source held out: material, source, coded, read, n."""
    evidence = model.evidence
    columns = [f"p_{frame}" for frame in model.frames if f"p_{frame}" in evidence]
    read = evidence[columns].idxmax(axis=1).str.removeprefix("p_")
    counted = evidence.assign(coded=evidence["frame"], read=read)
    groups = counted.groupby(["material", "source", "coded", "read"], sort=True)
    return groups.size().rename("n").reset_index()


def error_facts(model: TrainedModel, analysis: Analysis) -> dict[str, Any]:
    """Return κ, mean rows, τ² by frame and the intraclass correlation, for each kind of gold source."""
    kinds = sorted(set(model.evidence["material"]))
    facts: dict[str, Any] = {kind or "all": _facts(model, kind) for kind in kinds}
    return {"frames": list(model.frames), "extrapolated from": analysis.material or "all", "by material": facts}


def _facts(model: TrainedModel, material: str) -> dict[str, Any]:
    errors = measure_errors(model, material=material)
    if errors is None:
        return {"refused": "fewer than ten gold sources with ten sentences each"}
    rows, concentration = mean_rows(errors.counts)
    return {
        "sources": list(errors.sources),
        "mean rows": np.round(rows, 6).tolist(),
        "kappa": round(concentration, 6),
        "tau squared": np.round(errors.between_variances, 8).tolist(),
        "intraclass correlation": round(errors.correlation, 8),
        "ranges that held, each source left out": f"{int(errors.held().sum())} of {errors.held().size}",
    }

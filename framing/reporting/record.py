"""What a report folder keeps so that its tables can be made again: settings and codings, as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import OutputError
from framing.provenance import describe_run
from framing.reporting.analysis import Analysis, Settings
from framing.tables import TABLES, check_table, read_table

if TYPE_CHECKING:
    import pandas as pd

#: What is kept of codings: never the text that was coded.
CODING_COLUMNS = (*TABLES["codings"], "stratum", "stratum_size", "inclusion_probability")


def settings_table(analysis: Analysis, model_id: str) -> pd.DataFrame:
    """Return the settings of an analysis as rows of setting and value."""
    import pandas as pd

    settings = analysis.settings
    rows = {
        "by": settings.by,
        "estimand": settings.estimand,
        "reference": settings.reference,
        "model_id": model_id,
        "coded": str(0 if analysis.codings is None else len(analysis.codings)),
        "framing": describe_run().framing,
    }
    rows |= {f"kind of {source}": kind for source, kind in settings.kinds.items()}
    return pd.DataFrame({"setting": list(rows), "value": list(rows.values())})


def read_settings(table: pd.DataFrame) -> Settings:
    """Return the settings that `settings_table` wrote."""
    rows = dict(zip(table["setting"], table["value"], strict=True))
    kinds = {name.removeprefix("kind of "): kind for name, kind in rows.items() if name.startswith("kind of ")}
    return Settings(rows["by"], rows["estimand"], rows["reference"], kinds)


def codings_table(codings: pd.DataFrame) -> pd.DataFrame:
    """Return codings as they are kept: without text, with the coder's name or an empty one."""
    codings = codings if "coder" in codings else codings.assign(coder="")
    return codings[[name for name in CODING_COLUMNS if name in codings]]


def as_scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return a scores table that was read from a file, with probabilities as the very numbers written."""
    table = check_table(table, "scores")
    columns = [name for name in table if name.startswith("p_")]
    return table.assign(**{name: table[name].replace("", float("nan")).astype(float) for name in columns})


def read_record(folder: str | Path) -> tuple[Settings, str, pd.DataFrame, pd.DataFrame | None]:
    """Return the settings, the model's identity, the scores and the codings of a report folder.

    Raises
    ------
    OutputError
        If the folder holds no report with its tables.
    """
    folder = Path(folder)
    wanted = [folder / "analysis.csv", folder / "scores.csv"]
    missing = [path.name for path in wanted if not path.is_file()]
    if missing:
        raise OutputError(
            f"{folder}: {missing[0]} is not there; wanted a folder that framing report --out FOLDER wrote"
        )
    settings = read_table(wanted[0])
    values = settings.set_index("setting")["value"]
    codings = read_table(folder / "codings.csv") if values["coded"] != "0" else None
    return read_settings(settings), str(values["model_id"]), as_scores(read_table(wanted[1])), codings

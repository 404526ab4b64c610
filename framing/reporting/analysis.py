"""Every table of a report, computed once from scores, codings and the evidence of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.comparison import compare, compare_coders, measure_divergence
from framing.prevalence import Evidence, Prevalence, choose_material, estimate_prevalence, measure_errors
from framing.tables import TABLES
from framing.voices import with_group

if TYPE_CHECKING:
    import pandas as pd

    from framing.prevalence.adjusted import ReadingErrors


#: With more pairs of sources than this, how far they stand apart is not resampled: name a reference.
MOST_PAIRS = 120


@dataclass(frozen=True)
class Settings:
    """What was asked of an analysis.

    Attributes
    ----------
    by
        `source`, `speaker`, or `kind` of speaker.
    estimand
        `output` of the sources, or these `sentences`.
    reference
        The source that others are compared with; empty for all pairs.
    kinds
        A kind for each source, where kinds are compared.
    """

    by: str = "source"
    estimand: str = "output"
    reference: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Analysis:
    """The tables that a report prints; each is computed when it is first asked for.

    Attributes
    ----------
    scores, model, codings
        What it rests on.
    settings
        What was asked.
    """

    scores: pd.DataFrame = field(repr=False)
    model: Evidence = field(repr=False)
    codings: pd.DataFrame | None = field(default=None, repr=False)
    settings: Settings = field(default_factory=Settings)

    @cached_property
    def material(self) -> str:
        """The kind of gold sources that ranges are extrapolated from: constructed for constructed documents."""
        material = self.model.evidence.drop_duplicates("unit_id").set_index("unit_id")["material"]
        known = self.scores["unit_id"].map(material)
        return "constructed" if (known == "constructed").mean() > 0.5 else choose_material(self.model)

    @cached_property
    def shares(self) -> Prevalence:
        """The prevalence table."""
        return self._shares(self.codings, self.material)

    @cached_property
    def extrapolated(self) -> Prevalence:
        """The prevalence table without codings: every range extrapolated."""
        return self.shares if self.codings is None else self._shares(None, self.material)

    @cached_property
    def from_constructed(self) -> Prevalence | None:
        """The same, extrapolated from constructed gold sources, where the model has such and others are used."""
        kinds = set(self.model.evidence["material"])
        return self._shares(None, "constructed") if self.material == "real" and "constructed" in kinds else None

    @cached_property
    def contrasts(self) -> pd.DataFrame:
        """The contrasts table."""
        return compare(self.shares, reference=self.settings.reference, kinds=self.settings.kinds or None)

    @cached_property
    def divergences(self) -> pd.DataFrame:
        """The divergences table; empty where there are more pairs than a report has room for."""
        import pandas as pd

        if self.contrasts.groupby("voice").size().max() > MOST_PAIRS * len(self.model.frames):
            return pd.DataFrame(columns=list(TABLES["divergences"]))
        return measure_divergence(self.shares, reference=self.settings.reference, kinds=self.settings.kinds or None)

    @cached_property
    def coders(self) -> pd.DataFrame:
        """The coders table; empty where fewer than two coded."""
        import pandas as pd

        if self.codings is None:
            return pd.DataFrame(columns=list(TABLES["coders"]))
        asked = {"by": self.settings.by, "estimand": self.settings.estimand}
        return compare_coders(self.scores, self.model, self.codings, **asked)

    @cached_property
    def errors(self) -> ReadingErrors | None:
        """How the model misread the gold sources that ranges are extrapolated from."""
        return measure_errors(self.model, material=self.material)

    @cached_property
    def checks(self) -> pd.DataFrame:
        """The checks table: extrapolated ranges beside the gold codes of the same sentences, where there are any."""
        import pandas as pd

        ranges = self.extrapolated
        ranges = ranges[(ranges["voice"] == "all") & (ranges["tier"] == "B")]
        coded = self._gold_shares()
        rows = []
        for row in ranges.to_dict("records"):
            if row["source"] in coded.index:
                share = float(coded.loc[row["source"], row["frame"]])
                held = "yes" if row["low"] <= share <= row["high"] else "no"
                n = int(coded.loc[row["source"], "n"])
                rows.append((row["source"], row["frame"], n, share, row["low"], row["high"], held))
        return pd.DataFrame(rows, columns=list(TABLES["checks"]))

    @cached_property
    def refusals(self) -> pd.DataFrame:
        """The refusals table: every number that is not printed, with its reason."""
        import pandas as pd

        refused = self.shares[self.shares["method"] == "refused"].drop_duplicates(["source", "voice"])
        rows = [(row["source"], row["voice"], "shares", row["note"]) for row in refused.to_dict("records")]
        untested = self.contrasts[self.contrasts["method"].str.startswith("not tested")]
        for row in untested.drop_duplicates(["source", "reference", "voice"]).to_dict("records"):
            reason = row["method"].removeprefix("not tested: ")
            rows.append((row["source"], row["voice"], f"difference from {row['reference']}", reason))
        unranked = self.coders[self.coders["rank"].isna()].drop_duplicates(["source", "frame"])
        for row in unranked.to_dict("records"):
            reason = f"an interval wider than .30 by the codings of a single coder ({row['n_coded']} coded)"
            rows.append((row["source"], "all", f"rank in {row['frame']}", reason))
        return pd.DataFrame(rows, columns=list(TABLES["refusals"]))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table of the report that has a row, by the name of its file."""
        import pandas as pd

        named = {
            "shares": self.shares,
            "contrasts": self.contrasts,
            "divergences": self.divergences,
            "refusals": self.refusals,
            "extrapolated": None if self.codings is None else self.extrapolated,
            "from-constructed": self.from_constructed,
            "checks": self.checks,
            "coders": self.coders,
        }
        return {name: pd.DataFrame(table) for name, table in named.items() if table is not None and len(table)}

    def _shares(self, codings: pd.DataFrame | None, material: str) -> Prevalence:
        asked: dict[str, Any] = {"by": self.settings.by, "estimand": self.settings.estimand}
        return estimate_prevalence(self.scores, self.model, codings=codings, material=material, **asked)

    def _gold_shares(self) -> pd.DataFrame:
        """Return the shares of gold codes by source, where nearly all of its sentences have one."""
        import pandas as pd

        gold = self.model.evidence.drop_duplicates("unit_id").set_index("unit_id")["frame"]
        scores = with_group(self.scores, self.settings.by)
        known = scores[scores["frame"] != ""].assign(gold=lambda rows: rows["unit_id"].map(gold))
        group = known[self.settings.by]
        complete = known["gold"].notna().groupby(group).mean() >= ALL_BUT_A_FEW
        known = known[group.map(complete) & known["gold"].notna()]
        shares = pd.crosstab(known[self.settings.by], known["gold"], normalize="index")
        shares = shares.reindex(columns=list(self.model.frames), fill_value=0.0)
        return shares.assign(n=known.groupby(self.settings.by).size().reindex(shares.index).astype(np.int64))


#: From this part of a source's sentences with gold codes on, its gold shares are taken as the truth.
ALL_BUT_A_FEW = 0.95


def analyse(
    scores: pd.DataFrame,
    model: Evidence,
    *,
    codings: pd.DataFrame | None = None,
    by: str = "source",
    estimand: str = "output",
    reference: str = "",
    kinds: Mapping[str, str] | None = None,
) -> Analysis:
    """Return the analysis that a report prints: shares, contrasts, divergences, checks, coders, refusals.

    Parameters
    ----------
    scores, model
        A scores table, and the model that scored it.
    codings
        Sentences drawn at random and coded (`read_packets`).
    by, estimand
        As in `estimate_prevalence`.
    reference, kinds
        As in `compare`.

    Raises
    ------
    TableError
        As `estimate_prevalence` and `compare`, when the table in question is asked for.

    Examples
    --------
    >>> from framing.documents import Document
    >>> from framing.scores import load_model, score_units
    >>> from framing.voices import split_units
    >>> document = Document.of("The train was late on Monday. " * 40, file="a.txt", source="Gazette")
    >>> found = analyse(score_units(load_model(), split_units([document])), load_model())
    >>> list(found.tables())
    ['shares', 'from-constructed']
    """
    return Analysis(scores, model, codings, Settings(by, estimand, reference, dict(kinds or {})))

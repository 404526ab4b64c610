from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, binomtest

from framing.errors import TableError
from framing.prevalence import clustered_interval, estimate_prevalence
from framing.tables import TABLES


def scores_table(n_documents: int, per_document: int, source: str = "Wire", p: float = 0.3) -> pd.DataFrame:
    n = n_documents * per_document
    table = pd.DataFrame({name: [""] * n for name in TABLES["scores"]})
    table["doc_id"] = np.repeat([f"{source}{d}" for d in range(n_documents)], per_document)
    table["position"] = np.tile(np.arange(1, per_document + 1), n_documents)
    table["start"], table["end"] = 0, 1
    table["unit_id"] = [f"{source}{k}" for k in range(n)]
    draws = np.random.default_rng(0).random(n) < p
    return table.assign(source=source, voice="own", frame=np.where(draws, "a", "b"), p_a=draws * 1.0, p_b=~draws * 1.0)


def test_interval_equals_clopper_pearson_for_many_single_sentences():
    """With clusters of one sentence and many of them, Korn–Graubard comes down to Clopper–Pearson."""
    values = np.r_[np.ones(300), np.zeros(700)]
    found = clustered_interval(values, np.arange(1000))
    exact = binomtest(300, 1000).proportion_ci(0.95, "exact")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=0.004)


@pytest.mark.parametrize("spread", [0.0, 0.15])
def test_intervals_cover_the_truth(spread):
    """Seeded coverage over documents of six sentences whose own rates vary around .3: at least .93 of 400."""
    rng = np.random.default_rng(11)
    covered = 0
    for _ in range(400):
        rates = np.clip(rng.normal(0.3, spread, 25), 0, 1)
        values = (rng.random((25, 6)) < rates[:, None]).ravel()
        truth = 0.3 if not spread else _mean_of_clipped(spread)
        found = clustered_interval(values, np.repeat(np.arange(25), 6))
        covered += found.low <= truth <= found.high
    assert covered >= binom.ppf(0.01, 400, 0.95)


def _mean_of_clipped(spread: float) -> float:
    return float(np.clip(np.random.default_rng(0).normal(0.3, spread, 1_000_000), 0, 1).mean())


def test_shares_sum_to_one_and_hold_their_estimates():
    found = estimate_prevalence(scores_table(8, 10))
    overall = found[found["voice"] == "all"]
    assert overall["estimate"].sum() == pytest.approx(1)
    assert ((overall["low"] <= overall["estimate"]) & (overall["estimate"] <= overall["high"])).all()
    assert set(overall["method"]) == {"mean probability, documents"}


def test_few_documents_are_told_in_the_note():
    found = estimate_prevalence(scores_table(2, 40))
    assert set(found["method"]) == {"mean probability, passages"}
    assert found["note"].str.contains("16 passages of five sentences .* speak for no other document").all()


def test_too_few_sentences_are_refused_in_the_place_of_the_number():
    found = estimate_prevalence(scores_table(1, 29))
    assert found["estimate"].isna().all()
    assert set(found["method"]) == {"refused"}
    assert found["note"].str.startswith("only 29 sentences").all()


def test_sentences_that_could_not_be_read_are_left_out_and_counted():
    table = scores_table(6, 10)
    table.loc[:2, ["p_a", "p_b"]] = np.nan
    found = estimate_prevalence(table)
    assert set(found["n_units"]) == {57}
    assert found["note"].str.contains("3 in another script left out").all()


def test_voices_are_apart():
    table = scores_table(8, 20)
    table.loc[table.index % 2 == 0, "voice"] = "quoted"
    found = estimate_prevalence(table)
    counts = found.drop_duplicates("voice").set_index("voice")["n_units"].to_dict()
    assert counts == {"all": 160, "own": 80, "others": 80}


def test_speakers_can_be_compared():
    table = pd.concat([scores_table(6, 10, "A"), scores_table(6, 10, "B")])
    table["speaker"] = np.where(np.arange(len(table)) % 3 == 0, "Anna Orlu", "")
    found = estimate_prevalence(table.reset_index(drop=True), by="speaker")
    assert set(found["source"]) == {"Anna Orlu"}
    with pytest.raises(TableError, match="no sentence names a speaker"):
        estimate_prevalence(table.assign(speaker=""), by="speaker")

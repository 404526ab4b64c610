from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from simulated_sources import FRAMES, MEAN_SHARES, SHIFTS, simulate_source
from test_coverage import coded

from framing.comparison import compare, compare_coders, jensen_shannon, measure_divergence, turned_pairs
from framing.comparison.adjusting import adjust_families, benjamini_hochberg, holm
from framing.comparison.contrasts import Side, powered_difference
from framing.comparison.resampling import permuted, redrawn, total_documents
from framing.errors import TableError
from framing.prevalence import CodedSample, RecordedEvidence, estimate_prevalence
from framing.tables import TABLES, read_table, write_table

EVIDENCE = RecordedEvidence(
    FRAMES,
    pd.DataFrame({name: [] for name in ("unit_id", "source", "material", "frame", *(f"p_{f}" for f in FRAMES))}),
    {},
)
STATE, PLAIN = np.array([0.6, 0.05, 0.15, 0.2]), np.array([0.1, 0.05, 0.15, 0.7])


def scores_of(sources: dict[str, np.ndarray], n: int = 300, seed: int = 0, shift: str = "mild") -> pd.DataFrame:
    """Return the scores of simulated sources with the given true shares; the column true holds the frames."""
    rng, parts = np.random.default_rng(seed), []
    for name, shares in sources.items():
        drawn = simulate_source(n, rng=rng, shift=shift, shares=shares)
        table = pd.DataFrame({column: [""] * n for column in TABLES["scores"]})
        table = table.assign(source=name, voice="own", position=1, start=0, end=1)
        table["doc_id"] = [f"{name}{document}" for document in drawn.documents]
        table["unit_id"] = [f"{name}:{k}" for k in range(n)]
        table["true"] = np.array(FRAMES)[drawn.frames]
        table["frame"] = np.array(FRAMES)[drawn.readings.argmax(axis=1)]
        parts.append(table.assign(**{f"p_{f}": drawn.readings[:, k] for k, f in enumerate(FRAMES)}))
    return pd.concat(parts, ignore_index=True)


def shares_of(scores: pd.DataFrame, per_source: int | None = 60, **asked):
    drawn = scores if per_source is None else scores.groupby("source").sample(per_source, random_state=1)
    codings = drawn[["unit_id"]].assign(frame=drawn["true"])
    return estimate_prevalence(scores, EVIDENCE, codings=codings, **asked)


@pytest.fixture(scope="module")
def scores():
    return scores_of({"Agency": STATE, "Wire": PLAIN, "Daily": PLAIN})


def of_pair(found: pd.DataFrame, source: str, reference: str, frame: str = "state") -> pd.Series:
    kept = found[(found["source"] == source) & (found["reference"] == reference) & (found["frame"] == frame)]
    return kept[kept["voice"] == "all"].iloc[0]


def test_a_difference_is_found_and_none_where_there_is_none(scores):
    found = compare(shares_of(scores))
    assert list(found.columns) == list(TABLES["contrasts"])
    apart, alike = of_pair(found, "Agency", "Wire"), of_pair(found, "Wire", "Daily")
    assert apart["low"] < 0.5 < apart["high"]
    assert apart["p_value"] <= apart["p_adjusted"] < 0.001
    assert alike["low"] < 0 < alike["high"]
    assert alike["p_adjusted"] > 0.05


def test_differences_are_taken_with_one_tuning_and_sum_to_nothing(scores):
    found = compare(shares_of(scores), reference="Wire")
    everywhere = found[found["voice"] == "all"]
    assert set(everywhere["reference"]) == {"Wire"}
    assert everywhere.groupby("source")["difference"].sum().abs().max() < 1e-9
    assert everywhere.groupby("source")["method"].nunique().eq(1).all()
    assert everywhere["method"].str.match(r"prediction-powered difference, λ = [01]\.\d\d$").all()


def test_every_voice_is_compared_apart(scores):
    half = scores.assign(voice=np.where(np.arange(len(scores)) % 2 == 0, "own", "quoted"))
    found = compare(shares_of(half, 120))
    assert found.groupby("voice").size().to_dict() == {"all": 12, "own": 12, "others": 12}


def test_a_reference_that_quotes_nobody_is_compared_in_its_own_words(scores):
    voices = np.where((scores["source"] != "Wire") & (np.arange(len(scores)) % 2 == 0), "quoted", "own")
    found = compare(shares_of(scores.assign(voice=voices), 120), reference="Wire")
    assert set(found["voice"]) == {"all", "own"}


def test_all_gold_is_tested_by_permuting_documents(scores):
    found = compare(shares_of(scores, None), permutations=199)
    assert set(found["method"]) == {"coded in full, 199 permutations"}
    assert of_pair(found, "Agency", "Wire")["p_value"] == 1 / 200
    assert of_pair(found, "Wire", "Daily")["p_value"] > 0.05


def test_of_these_sentences_all_coded_nothing_is_tested(scores):
    row = of_pair(compare(shares_of(scores, None, estimand="sentences")), "Agency", "Wire")
    assert row["low"] == row["difference"] == row["high"]
    assert np.isnan(row["p_value"])


def test_where_too_little_is_coded_it_says_what_to_code(scores):
    rows = scores.groupby("source").sample(60, random_state=1)
    rows = rows[(rows["source"] != "Daily") | (rows.groupby("source").cumcount() < 10)]
    shares = estimate_prevalence(scores, EVIDENCE, codings=rows[["unit_id"]].assign(frame=rows["true"]))
    row = of_pair(compare(shares), "Wire", "Daily")
    assert row["method"] == "not tested: Daily has 10 coded sentences and needs 25: code about 50 more"
    assert row[["difference", "low", "high", "p_value", "p_adjusted"]].isna().all()
    assert of_pair(compare(shares), "Agency", "Wire")["p_adjusted"] < 0.001


def test_of_many_sources_only_coded_ones_are_listed():
    many = scores_of({f"S{number:02d}": PLAIN for number in range(20)}, n=60)
    sample = many[many["source"].isin(["S00", "S01"])].groupby("source").sample(30, random_state=0)
    found = compare(estimate_prevalence(many, EVIDENCE, codings=sample[["unit_id"]].assign(frame=sample["true"])))
    pairs = found.loc[found["voice"] == "all", ["source", "reference"]].drop_duplicates()
    assert len(pairs) == 1 + 2 * 18
    assert found["method"].str.startswith("prediction-powered").sum() == 2 * len(FRAMES)


def test_kinds_of_source_are_compared_as_means_of_their_sources(scores):
    shares = shares_of(scores)
    found = compare(shares, kinds={"Wire": "press", "Daily": "press"}, reference="press")
    everywhere = shares[(shares["voice"] == "all") & (shares["frame"] == "state")].set_index("source")["estimate"]
    row = of_pair(found, "Agency", "press")
    expected = everywhere["Agency"] - everywhere[["Wire", "Daily"]].mean()
    assert row["difference"] == pytest.approx(expected, abs=0.03)  # λ is common to all three here, and not there
    assert row["high"] - row["low"] < of_pair(compare(shares), "Agency", "Wire")[["high", "low"]].diff().abs().iloc[1]


def test_a_table_from_a_file_cannot_be_compared(scores, tmp_path):
    path = write_table(pd.DataFrame(shares_of(scores)), tmp_path / "s.csv")
    with pytest.raises(TableError, match="goes back to the coded sentences"):
        compare(read_table(path))
    with pytest.raises(TableError, match="there is no source 'Post' to compare with; there are Agency, Wire, Daily"):
        compare(shares_of(scores), reference="Post")


def test_adjusted_p_values_are_those_of_the_books():
    p = np.array([0.01, 0.02, 0.03, 0.5])
    assert holm(p) == pytest.approx([0.04, 0.06, 0.06, 0.5])
    assert benjamini_hochberg(p) == pytest.approx([0.04, 0.04, 0.04, 0.5])
    one, other = adjust_families([np.array([0.001, 0.2]), np.array([0.9, 0.8])])
    assert one == pytest.approx([0.004, 0.4])  # Holm .002 and .2, twice for two families
    assert other.min() >= 0.8
    assert adjust_families([]) == []


def test_divergence_stands_above_its_noise_floor_where_sources_part(scores):
    found = measure_divergence(shares_of(scores), resamples=199)
    found = found[found["voice"] == "all"].set_index(["source", "reference"])
    assert found.loc[("Agency", "Wire"), "divergence"] > 2 * found.loc[("Agency", "Wire"), "noise_floor"]
    assert found.loc[("Wire", "Daily"), "divergence"] < found.loc[("Wire", "Daily"), "noise_floor"]
    assert (found["low"] <= found["divergence"]).all()
    assert (found["divergence"] <= found["high"]).all()


def test_divergence_is_that_of_scipy():
    from scipy.spatial.distance import jensenshannon

    assert jensen_shannon(STATE, PLAIN) == pytest.approx(jensenshannon(STATE, PLAIN, base=2) ** 2)


def test_resampled_documents_leave_shares_where_they_are(scores):
    shares = shares_of(scores)
    samples = [shares.samples.by_group[name, "all"][0] for name in ("Agency", "Wire")]
    totals = total_documents(samples, 1.0)
    kept = totals.side[None].astype(float)
    first, second = redrawn(totals, 400, np.random.default_rng(0))
    assert first.mean(axis=0) == pytest.approx(totals.shares(kept)[0], abs=0.02)
    assert second.mean(axis=0) == pytest.approx(totals.shares(1 - kept)[0], abs=0.02)
    dealt, rest = permuted(totals, 400, np.random.default_rng(0))
    assert (dealt - rest).mean(axis=0) == pytest.approx(np.zeros(4), abs=0.03)


def test_the_order_of_sources_by_coder(scores):
    sample = scores.groupby("source").sample(80, random_state=1)
    anna = sample[["unit_id"]].assign(frame=sample["true"], coder="anna")
    ben = anna.assign(coder="ben", frame=np.where(sample["source"] == "Agency", "neutral", anna["frame"]))
    found = compare_coders(scores, EVIDENCE, pd.concat([anna, ben]))
    assert list(found.columns) == list(TABLES["coders"])
    turned, n_pairs = turned_pairs(found, "state")
    assert set(turned) == {("Agency", "Daily"), ("Agency", "Wire")}
    assert n_pairs == 3
    ranks = found[(found["frame"] == "state") & (found["source"] == "Agency")].set_index("coder")["rank"]
    assert ranks.to_dict() == {"anna": 1, "ben": 3}
    assert not len(compare_coders(scores, EVIDENCE, anna))


def test_a_wide_interval_has_no_rank(scores):
    sample = scores.groupby("source").sample(25, random_state=1)
    few = scores.assign(**{f"p_{frame}": 0.25 for frame in FRAMES})  # readings that help nothing
    anna = sample[["unit_id"]].assign(frame=sample["true"], coder="anna")
    found = compare_coders(few, EVIDENCE, pd.concat([anna, anna.assign(coder="ben")]))
    wide = found["high"] - found["low"] > 0.30
    assert wide.any()
    assert not wide.all()
    assert (found["rank"].isna() == wide).all()
    ranked = found[found["rank"].notna()]
    assert turned_pairs(found, ranked["frame"].iloc[0])[0] == []


def false_positives(shift: str, n: int, m: int, *, repeats: int, seed: int) -> float:
    """Return how often a test at .05 finds a difference between sources of the same shares, misread differently."""
    rng, found = np.random.default_rng(seed), []
    for _ in range(repeats):
        shares = rng.dirichlet(5 * MEAN_SHARES)
        sides = [
            Side("", (coded(simulate_source(n, rng=rng, shift=shift, shares=shares), m, rng),), ("output",), "")
            for _ in range(2)
        ]
        found.append(powered_difference(*sides).p_values)
    return float((np.array(found) < 0.05).mean())


def rejected_among_speakers(*, apart: bool, repeats: int, seed: int) -> float:
    """Return how often two speakers in the same documents are told apart: with the same shares, or with others."""
    rng, found = np.random.default_rng(seed), []
    for _ in range(repeats):
        source = simulate_source(600, rng=rng, shift="strong", shares=MEAN_SHARES)
        chance = np.where(apart & (source.frames == 0), 0.75, 0.5)
        first = rng.random(600) < chance
        sides = []
        for rows in (np.flatnonzero(first), np.flatnonzero(~first)):
            names, documents = np.unique(source.documents[rows], return_inverse=True)
            drawn = rng.choice(len(rows), 80, replace=False)
            sample = CodedSample(
                documents, source.readings[rows], drawn, source.codes[rows][drawn], np.full(80, 80 / len(rows)), names
            )
            sides.append(Side("", (sample,), ("output",), ""))
        found.append(powered_difference(*sides).p_values)
    p_values = np.array(found)[:, 0] if apart else np.array(found)
    return float((p_values < 0.05).mean())


def test_speakers_who_share_documents_are_compared_with_their_covariance():
    assert rejected_among_speakers(apart=False, repeats=150, seed=3) <= 0.07
    assert rejected_among_speakers(apart=True, repeats=40, seed=3) >= 0.6


def false_positives_of_permutation(n: int, *, repeats: int, seed: int) -> float:
    rng, found = np.random.default_rng(seed), []
    for _ in range(repeats):
        shares = rng.dirichlet(5 * MEAN_SHARES)
        sources = [simulate_source(n, rng=rng, shares=shares) for _ in range(2)]
        samples = [CodedSample(s.documents, s.readings, np.arange(n), s.codes, np.ones(n)) for s in sources]
        totals = total_documents(samples, 0.0)
        kept = totals.side[None].astype(float)
        difference = np.abs(totals.shares(kept) - totals.shares(1 - kept))
        first, second = permuted(totals, 199, rng)
        found.append(((np.abs(first - second) >= difference - 1e-12).sum(axis=0) + 1) / 200)
    return float((np.array(found) <= 0.05).mean())


def test_a_true_null_is_rarely_rejected_under_strong_shift():
    assert false_positives("strong", 400, 60, repeats=150, seed=4) <= 0.07


@pytest.mark.slow
@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize(("n", "m"), [(100, 25), (400, 25), (400, 60), (2000, 60), (2000, 200)])
def test_a_true_null_is_rarely_rejected(shift, n, m):
    assert false_positives(shift, n, m, repeats=400, seed=n + m) <= 0.07


@pytest.mark.slow
@pytest.mark.parametrize("n", [60, 200, 600])
def test_permutation_rarely_rejects_a_true_null(n):
    assert false_positives_of_permutation(n, repeats=300, seed=n) <= 0.07

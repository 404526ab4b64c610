from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, binomtest

from framing.errors import FramingWarning, TableError
from framing.prevalence import RecordedEvidence, clustered_interval, estimate_prevalence, plan_widths
from framing.prevalence.powered import CodedSample, powered_intervals, powered_shares
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


FRAMES = ("a", "b")


def recorded(n_sources: int = 12, reliability: str = "known", material: str = "real") -> RecordedEvidence:
    """Return the evidence of a model that misreads a fifth of each of two frames, in every source alike."""
    rng = np.random.default_rng(5)
    n = 60 * n_sources
    true = rng.random(n) < 0.4
    read = np.where(rng.random(n) < 0.2, ~true, true)
    evidence = pd.DataFrame(
        {
            "unit_id": [f"gold{k // 10}:{k}-{k + 1}" for k in range(n)],
            "source": np.repeat([f"Gold {s}" for s in range(n_sources)], 60),
            "material": material,
            "frame": np.where(true, "a", "b"),
            "p_a": np.where(read, 0.8, 0.2),
            "p_b": np.where(read, 0.2, 0.8),
        }
    )
    return RecordedEvidence(FRAMES, evidence, {"reliability": reliability} if reliability else {})


def coded_rows(table: pd.DataFrame, n: int, frame: str | None = None) -> pd.DataFrame:
    """Return codings of n sentences drawn at random, by the frame they are read as or a given one."""
    rows = table.sample(n, random_state=1)
    return rows[["unit_id"]].assign(frame=rows["frame"] if frame is None else frame)


def everywhere(found: pd.DataFrame, frame: str = "a") -> pd.Series:
    return found[(found["voice"] == "all") & (found["frame"] == frame)].iloc[0]


def test_a_coded_sample_gives_a_share_that_sums_to_one():
    table = scores_table(10, 20)
    found = estimate_prevalence(table, recorded(), codings=coded_rows(table, 40))
    overall = found[found["voice"] == "all"]
    assert overall["estimate"].sum() == pytest.approx(1)
    assert ((overall["low"] <= overall["estimate"]) & (overall["estimate"] <= overall["high"])).all()
    assert set(overall["tier"]) == {"A"}
    assert set(overall["n_coded"]) == {40}
    assert set(overall["method"]) == {"prediction-powered, this outlet’s output"}


def test_the_codes_decide_and_not_the_readings():
    """Where every coded sentence is of one frame, readings that say otherwise do not move the share."""
    table = scores_table(20, 20, p=0.5)
    row = everywhere(estimate_prevalence(table, recorded(), codings=coded_rows(table, 100, frame="b")))
    assert row["estimate"] == pytest.approx(0, abs=0.06)
    assert row["high"] < 0.12


def test_a_source_without_codings_gets_a_range_and_no_estimate():
    row = everywhere(estimate_prevalence(scores_table(40, 10), recorded()))
    assert row["tier"] == "B"
    assert np.isnan(row["estimate"])
    assert row["method"] == "model-extrapolated from 12 real sources, this outlet’s output"
    truth = (0.3 - 0.2) / (0.8 - 0.2)  # a fifth of each frame is read as the other
    assert row["low"] < truth < row["high"]
    assert row["high"] - row["low"] < 0.35


def test_ranges_are_the_same_again():
    first, second = (estimate_prevalence(scores_table(40, 10), recorded()) for _ in range(2))
    pd.testing.assert_frame_equal(pd.DataFrame(first), pd.DataFrame(second))


def test_a_source_of_the_gold_does_not_vouch_for_itself():
    model = recorded()
    table = scores_table(20, 10)
    table["unit_id"] = model.evidence.loc[model.evidence["source"] == "Gold 3", "unit_id"].tolist() + [
        f"other{k}" for k in range(140)
    ]
    assert "from 11 real sources" in everywhere(estimate_prevalence(table, model))["method"]


@pytest.mark.parametrize(
    ("table", "model", "reason"),
    [
        (scores_table(1, 29), recorded(), "only 29 sentences; 30 or more are wanted"),
        (scores_table(20, 10), recorded(n_sources=9), "not tried on ten sources that it had not seen"),
        (scores_table(20, 10), recorded(reliability=""), "how far the coders of the model’s gold agreed is not known"),
    ],
    ids=["few sentences", "few gold sources", "no agreement"],
)
def test_a_refused_number_has_its_reason_in_its_place(table, model, reason):
    found = estimate_prevalence(table, model)
    assert found[["estimate", "low", "high"]].isna().all().all()
    assert set(found["method"]) == {"refused"}
    assert set(found["tier"]) == {""}
    assert found["note"].str.contains(reason).all()


def test_sentences_alike_within_documents_are_worth_fewer():
    """200 sentences in ten documents that each hold one frame alone are worth nine, 10·(10−1)/10."""
    table = scores_table(10, 20)
    of_document = table["doc_id"].str[-1].astype(int) < 4
    table = table.assign(frame=np.where(of_document, "a", "b"), p_a=of_document * 1.0, p_b=1.0 - of_document)
    note = everywhere(estimate_prevalence(table, recorded()))["note"]
    assert "200 sentences, in their documents worth 9 independent ones" in note


def test_24_coded_sentences_are_one_too_few():
    table = scores_table(20, 10)
    row = everywhere(estimate_prevalence(table, recorded(), codings=coded_rows(table, 24)))
    assert row["tier"] == "B"
    assert "only 24 coded, of 25 wanted" in row["note"]


def test_few_documents_speak_of_their_sentences_alone():
    table = scores_table(2, 40)
    coded = estimate_prevalence(table, recorded(), codings=coded_rows(table, 40))
    assert set(coded["method"]) == {"prediction-powered, these sentences"}
    assert coded["note"].str.contains("fewer than 5 coded documents speak for no other").all()
    assert "these sentences" in everywhere(estimate_prevalence(table, recorded()))["method"]


def test_of_these_sentences_all_coded_the_share_is_known():
    table = scores_table(10, 10)
    found = estimate_prevalence(table, recorded(), codings=coded_rows(table, 100), estimand="sentences")
    row = everywhere(found)
    assert row["low"] == row["estimate"] == row["high"]
    assert row["estimate"] == pytest.approx((table["frame"] == "a").mean())
    assert row["method"] == "coded in full, these sentences"


def test_an_interval_of_these_sentences_is_narrower_than_one_of_the_output():
    table = scores_table(10, 20)
    widths = {}
    for estimand in ("output", "sentences"):
        row = everywhere(estimate_prevalence(table, recorded(), codings=coded_rows(table, 150), estimand=estimand))
        widths[estimand] = row["high"] - row["low"]
    assert widths["sentences"] < 0.7 * widths["output"]


def test_unequal_inclusion_probabilities_are_weighed():
    """Own words, all of one frame, are drawn ten times as often as others' speech, all of the other."""
    table = scores_table(20, 20)
    own = np.arange(400) % 2 == 0
    table = table.assign(voice=np.where(own, "own", "quoted"), frame=np.where(own, "a", "b"), p_a=0.5, p_b=0.5)
    drawn = pd.concat(
        [
            table[own].iloc[:100].assign(inclusion_probability=0.5),
            table[~own].iloc[:20].assign(inclusion_probability=0.1),
        ]
    )
    found = estimate_prevalence(table, recorded(), codings=drawn[["unit_id", "frame", "inclusion_probability"]])
    assert everywhere(found)["estimate"] == pytest.approx(0.5)


def test_a_sample_from_other_documents_is_told():
    table = scores_table(10, 20)
    drawn = coded_rows(table, 40).assign(stratum="Wire", stratum_size=200, inclusion_probability=0.2)
    estimate_prevalence(table, recorded(), codings=drawn)
    with pytest.warns(FramingWarning, match="sample of Wire was drawn from 150 sentences, and here are 200"):
        estimate_prevalence(table, recorded(), codings=drawn.assign(stratum_size="150"))


def test_coders_who_differ_count_alike():
    table = scores_table(20, 20)
    codings = coded_rows(table, 50, frame="a").assign(coder="anna")
    both = pd.concat([codings, codings.assign(coder="ben", frame="b")])
    assert everywhere(estimate_prevalence(table, recorded(), codings=both))["estimate"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.assign(frame="x"), "the code 'x' is no frame of the model"),
        (lambda c: c.drop(columns="frame"), "frame is missing"),
        (lambda c: pd.concat([c, c]), "was coded twice"),
        (lambda c: c.assign(unit_id=c["unit_id"] + "?"), "none of the 30 coded sentences is among the 200 scored"),
        (lambda c: c.assign(inclusion_probability="2"), "above 0 and at most 1; got '2'"),
    ],
    ids=["frame", "column", "twice", "other documents", "probability"],
)
def test_wrong_codings_are_told_in_a_line(change, message):
    table = scores_table(10, 20)
    with pytest.raises(TableError, match=message):
        estimate_prevalence(table, recorded(), codings=change(coded_rows(table, 30)))


def test_wrong_requests_are_told_in_a_line():
    table = scores_table(10, 20)
    with pytest.raises(TableError, match="by source, speaker or kind"):
        estimate_prevalence(table, recorded(), by="day")
    with pytest.raises(TableError, match="the estimand is output or sentences; got 'all'"):
        estimate_prevalence(table, recorded(), estimand="all")
    with pytest.raises(TableError, match="the scores lack p_b"):
        estimate_prevalence(table.drop(columns="p_b"), recorded())


def test_sentences_that_could_not_be_read_are_left_out_and_counted():
    table = scores_table(6, 10)
    table.loc[:2, ["p_a", "p_b"]] = np.nan
    found = estimate_prevalence(table, recorded())
    assert set(found["n_units"]) == {57}
    assert found["note"].str.contains("3 in another script left out").all()


def test_voices_are_apart():
    table = scores_table(8, 20)
    table.loc[table.index % 2 == 0, "voice"] = "quoted"
    found = estimate_prevalence(table, recorded())
    counts = found.drop_duplicates("voice").set_index("voice")["n_units"].to_dict()
    assert counts == {"all": 160, "own": 80, "others": 80}


def test_speakers_can_be_compared():
    table = pd.concat([scores_table(6, 10, "A"), scores_table(6, 10, "B")])
    table["speaker"] = np.where(np.arange(len(table)) % 3 == 0, "Anna Orlu", "")
    found = estimate_prevalence(table.reset_index(drop=True), recorded(), by="speaker")
    assert set(found["source"]) == {"Anna Orlu"}
    with pytest.raises(TableError, match="no sentence names a speaker"):
        estimate_prevalence(table.assign(speaker=""), recorded(), by="speaker")


def test_kinds_of_speaker_can_be_compared():
    table = scores_table(10, 20)
    with pytest.raises(TableError, match="kinds of speaker need the column speaker_kind"):
        estimate_prevalence(table, recorded(), by="kind")
    table = table.assign(speaker_kind=["government", ""] * 100)
    found = estimate_prevalence(table, recorded(), by="kind")
    assert set(found["source"]) == {"government"}
    assert set(everywhere(found).loc[["n_units"]]) == {100}


def test_a_notebook_shows_tier_n_interval_and_method():
    table = pd.concat([scores_table(10, 20, "Wire"), scores_table(10, 20, "Post <b>")], ignore_index=True)
    found = estimate_prevalence(table, recorded(), codings=coded_rows(table[table["source"] == "Wire"], 40))
    page = found._repr_html_()
    assert "<td>Wire</td><td>all</td><td>A</td><td>200</td><td>40</td>" in page
    assert "Post &lt;b&gt;" in page
    assert "prediction-powered, this outlet’s output" in page
    assert "model-extrapolated from 12 real sources" in page
    assert f"{100 * everywhere(found)['estimate']:.0f} %<br><small>" in page
    assert found[["source"]]._repr_html_().startswith("<div>")


def test_planned_widths_shrink_and_stop_where_sentences_end():
    planned = plan_widths(scores_table(12, 10), recorded()).iloc[0]
    assert planned["width_25"] > planned["width_50"] > planned["width_100"]
    assert np.isnan(planned["width_200"])


def test_a_planned_width_is_near_the_width_that_comes():
    rng = np.random.default_rng(3)
    table = scores_table(60, 10)
    true = np.where(rng.random(600) < 0.2, 1 - table["p_a"], table["p_a"])  # misread as the gold is
    table = table.assign(p_a=0.2 + 0.6 * table["p_a"], p_b=0.8 - 0.6 * table["p_a"])
    widths = []
    for seed in range(20):
        drawn = table.assign(frame=np.where(true > 0.5, "a", "b")).sample(100, random_state=seed)[["unit_id", "frame"]]
        row = everywhere(estimate_prevalence(table, recorded(), codings=drawn))
        widths.append(row["high"] - row["low"])
    assert plan_widths(table, recorded())["width_100"].iloc[0] == pytest.approx(np.mean(widths), rel=0.15)


@pytest.mark.slow
def test_of_these_sentences_no_share_is_below_what_is_coded():
    readings = np.tile([[0.01, 0.99]], (40, 1))
    codes = np.array([[1.0, 0.0]] * 3 + [[0.0, 1.0]] * 27)
    sample = CodedSample(np.zeros(40, dtype=int), readings, np.arange(30), codes, np.full(30, 0.75))
    found = powered_shares(sample, "sentences", tuning=1.0)
    assert found.shares.sum() == pytest.approx(1)
    assert 3 / 40 <= found.shares[0] <= 13 / 40
    first = powered_intervals(sample, found, estimand="sentences")[0]
    assert 3 / 40 <= first.low <= first.estimate <= first.high <= 13 / 40


def test_a_plan_for_few_documents_speaks_of_their_sentences():
    few = plan_widths(scores_table(2, 60), recorded(), sizes=(25, 60, 120)).iloc[0]
    assert few["width_25"] > few["width_60"] > few["width_120"] == 0
    assert few["width_60"] < 0.3


def test_a_hundred_sources_take_seconds(default_model):
    import time

    names = [f"Source {number}" for number in range(100)]
    table = pd.concat([scores_table(50, 20, name) for name in names], ignore_index=True)
    rng = np.random.default_rng(0)
    probabilities = rng.dirichlet(np.ones(4), len(table))
    table = table.assign(**dict(zip([f"p_{frame}" for frame in default_model.frames], probabilities.T, strict=True)))
    started = time.process_time()  # other work on the machine does not count
    found = estimate_prevalence(table, default_model)
    assert time.process_time() - started < 10
    assert (found["tier"] == "B").sum() == 100 * 2 * 4


def test_a_sample_of_the_readable_sentences_is_of_these_documents():
    from framing.prevalence.coded import codes_by_unit

    scores = pd.DataFrame({"unit_id": list("abcd"), "source": "Wire", "frame": ["s", "n", "n", ""]})
    codings = pd.DataFrame({"unit_id": ["a", "b"], "coder": "x", "frame": ["s", "n"], "inclusion_probability": 2 / 3})
    drawn = codings.assign(stratum="Wire", stratum_size=3)
    assert len(codes_by_unit(drawn, scores, ["s", "n"])) == 2
    with pytest.warns(FramingWarning, match="was drawn from 9 sentences, and here are 4"):
        codes_by_unit(drawn.assign(stratum_size=9), scores, ["s", "n"])

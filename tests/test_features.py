from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.utils.estimator_checks import parametrize_with_checks

from framing.errors import CodebookError
from framing.features import (
    BLOCKS,
    SHAPE_FEATURES,
    CharacterNgrams,
    FrameFeatures,
    Lexicon,
    LexiconTerms,
    NameNgrams,
    SkeletonNgrams,
    TermWeighting,
    WordNgrams,
    measure_shape,
    normalise,
    read_lexicon,
)
from framing.features.hashing import hash_phrase, hash_word
from framing.features.lexicon import bundled_lexicon, terms_of
from framing.features.reading import read_sentences
from framing.features.tokens import tokenize

ALIKE = [
    ("Syria’s army, which left", "Syrias army which left"),
    ("on 12 December 2016", "on 9 December 2015"),
    ("“We won”", '"We won"'),
    ("see https://a.example/b now", "see now"),
    ("@orlu said", "@someone said"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_that_tell_the_outlet_come_out_alike(one, other):
    assert normalise(one) == normalise(other)
    features = FrameFeatures(blocks=BLOCKS[:-1], n_hashed=4096)
    rows = features.transform([one, other])
    assert (rows[0] != rows[1]).nnz == 0


def test_rows_depend_on_the_sentence_alone(monkeypatch):
    features = FrameFeatures(n_hashed=512)
    alone = features.transform(["We must act!"])
    among = features.transform(["The bridge is shut.", "", "We must act!", "😀 Слава!"])
    assert (alone != among[2]).nnz == 0
    assert alone.shape[1] == sum(features.widths) == len(features.get_feature_names_out())
    monkeypatch.setattr("framing.features.extraction.BATCH", 2)
    assert (features.transform(["The bridge is shut.", "", "We must act!", "😀 Слава!"]) != among).nnz == 0


def test_tokens_keep_their_place_in_the_sentence_as_printed():
    text = "Mr O’Neil’s army, 12,000.5 strong, left on 3 May: “Go!” https://a.example/b @handle."
    tokens = tokenize(["Before.", text])
    found = [text[a:b] for a, b in zip(tokens.start[tokens.row == 1], tokens.end[tokens.row == 1], strict=True)]
    assert found[:9] == ["Mr", "O’Neil’s", "army", "12,000.5", "strong", "left", "on", "3", "May"]
    assert found[9:15] == [":", "“", "Go", "!", "”", "@"]
    assert "https" not in found


def test_word_hashes_are_the_same_one_by_one_and_in_batches():
    tokens = tokenize(["the army left the town"])
    assert tokens.word.tolist() == [hash_word(word) for word in ["the", "army", "left", "the", "town"]]
    assert Lexicon({"a": "army left the"}).counts(tokens).tolist() == [[1.0]]
    assert hash_phrase(["army", "left"]) != hash_phrase(["left", "army"])


def test_word_and_character_counts_equal_those_of_scikit_learn():
    texts = ["our army left the town our army", "a ceasefire is a ceasefire", "we wait"]
    for block, oracle in (
        (WordNgrams(n_hashed=2**20), CountVectorizer(ngram_range=(1, 2), token_pattern=r"\w+")),
        (CharacterNgrams((3, 5), n_hashed=2**20), CountVectorizer(analyzer="char_wb", ngram_range=(3, 5))),
    ):
        ours, theirs = block.transform(texts).toarray(), oracle.fit_transform(texts).toarray()
        for mine, wanted in zip(ours, theirs, strict=True):
            assert sorted(mine[mine > 0]) == sorted(wanted[wanted > 0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The army left the village of Orlu, said Anna Veld.", "The army left the village of Tarsk, said Piet Mora."),
        ("Fighting went on in Aleppo overnight.", "Fighting went on in Idlib overnight."),
        ("The paper was quoted by Reuters on that day.", "The paper was quoted by Xinhua on that day."),
    ],
)
def test_names_places_and_outlets_are_masked_and_can_be_shown(one, other):
    for block in (WordNgrams, CharacterNgrams, SkeletonNgrams):
        masked, shown = block().transform([one, other]), block(masked=False).transform([one, other])
        assert (masked[0] != masked[1]).nnz == 0
        assert (shown[0] != shown[1]).nnz > 0 or block is SkeletonNgrams


def test_the_block_of_names_holds_what_masking_takes_out():
    one, other, plain = NameNgrams().transform(
        ["He left the village of Orlu for good.", "He left the village of Tarsk for good.", "He left the village."]
    )
    assert one.sum() == 3 + 3 + 2  # alone and in two pairs; pieces of four letters, of five
    assert other.sum() == 3 + 4 + 3
    assert one.minimum(other).sum() == 0
    assert plain.nnz == 0
    assert "names" not in FrameFeatures().blocks


def test_actors_of_the_lexicon_are_never_masked():
    reading = read_sentences(
        [
            "He met the Security Council and the Terrorists of Orlu in the old town after waiting there since early morning."
        ]
    )
    shown = reading.tokens.word[~reading.names]
    assert {hash_word("security"), hash_word("council"), hash_word("terrorists")} <= set(shown.tolist())
    assert hash_word("orlu") not in shown.tolist()


def test_skeletons_are_shared_by_sentences_of_one_manner():
    one, other, third = SkeletonNgrams().transform(
        [
            "Our army crushed the gangs of Orlu.",
            "Our army eliminated the mercenaries of Tarsk.",
            "Bread cost a tenth more in spring.",
        ]
    )
    assert one.minimum(other).sum() > 3 * one.minimum(third).sum()


def test_lexicons_hold_no_term_twice_in_a_category_and_fit_the_tokens():
    categories = bundled_lexicon()
    assert len(categories) >= 50
    for name, terms in categories.items():
        assert len(terms_of(terms)) >= 8, name
    assert LexiconTerms().transform(["We must stop the massacre in silence."]).sum() >= 4


def test_a_users_lexicon_adds_columns(tmp_path):
    path = tmp_path / "water.toml"
    path.write_text('[water]\nmeaning = "water"\nterms = "dam~, cut off the water"\n')
    features = FrameFeatures(n_hashed=512, further=read_lexicon(path))
    row = features.transform(["They cut off the water behind the dams."])
    column = list(features.get_feature_names_out()).index("lexicon:water")
    assert row[0, column] == 2
    assert features.widths[4] == FrameFeatures().widths[4] + 1


@pytest.mark.parametrize(
    ("content", "told"),
    [("[a\n", "not a readable lexicon"), ("a = 1", "category a has no terms"), ("[a]\nterms = ' , '", "has no terms")],
)
def test_faulty_lexicons_are_refused_in_words(tmp_path, content, told):
    (tmp_path / "l.toml").write_text(content)
    with pytest.raises(CodebookError, match=told):
        read_lexicon(tmp_path / "l.toml")


def test_shape_measures_lie_between_0_and_1():
    texts = ["", "!" * 50, "We must not wait, you and I! #now @you 1 2 3 4 5 6", "Слава " * 200, "😀"]
    measures = measure_shape(texts)
    assert measures.shape == (5, len(SHAPE_FEATURES))
    assert measures.min() >= 0
    assert measures.max() <= 1
    assert np.array_equal(measures, measures.astype(np.float16).astype(np.float32))


def test_shape_measures_see_what_they_are_named_for():
    measures = dict(
        zip(SHAPE_FEATURES, measure_shape(['Stop the "peace" plan now:', '"We waited," he said.']).T, strict=True)
    )
    assert measures["scare_quotes"].tolist() == [0.5, 0.5]
    assert measures["imperative_opening"].tolist() == [1, 0]
    assert measures["lead_in"].tolist() == [1, 0]
    assert measures["quote_opens"].tolist() == [0, 1]


def test_blocks_are_weighed_to_unit_length_and_measures_are_not():
    rng = np.random.default_rng(0)
    X = np.hstack([rng.poisson(0.7, (40, 30)), rng.random((40, 3))])
    weighed = TermWeighting(widths=(10, 20), min_df=1).fit(X).transform(X).toarray()
    for block in (weighed[:, :10], weighed[:, 10:30]):
        lengths = np.linalg.norm(block, axis=1)
        assert np.allclose(lengths[lengths > 0], 1)
    assert weighed[:, 30:].max() <= 1 / np.sqrt(3) + 1e-9


def test_rare_columns_and_blocks_left_out_are_dropped():
    X = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0]])
    assert list(TermWeighting(min_df=2).fit(X).columns_) == [0, 1]
    assert list(TermWeighting(widths=(1, 2), min_df=1, left_out=(0,)).fit(X).columns_) == [1, 2]


@parametrize_with_checks([TermWeighting()])
def test_scikit_learn_accepts_the_weighting(estimator, check):
    check(estimator)

"""Lemmas of single words: by the tables, by the rules where they know nothing, and without a parse."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en.lemmatizer import EnglishLemmatizer as Lemmatizer
from spacy.lookups import Lookups
from spacy.tokens import Doc

from flows.store.resources import load_resources
from tests.transforms.english import lemmatise


@pytest.mark.parametrize(
    ("word", "word_classes", "expected"),
    [
        ("said", ("VERB",), "say"),
        ("Said", ("VERB",), "say"),
        ("was", ("VERB",), "be"),
        ("address", ("VERB",), "address"),
        ("found", ("VERB",), "find"),
        ("found", ("NOUN",), "found"),
        ("statements", ("VERB", "NOUN"), "statement"),
        ("warnings", ("VERB", "NOUN"), "warning"),
        ("angriest", ("VERB", "NOUN", "ADJ"), "angry"),
        ("obvious", ("VERB", "NOUN", "ADJ"), "obvious"),
    ],
)
def test_the_first_class_in_which_the_tables_know_a_word_counts(
    word: str, word_classes: tuple[str, ...], expected: str
) -> None:
    assert lemmatise(word, *word_classes)[0] == expected


def test_a_form_of_several_words_gives_them_all() -> None:
    assert set(lemmatise("hoping", "VERB")) == {"hop", "hope"}


def test_what_no_table_knows_is_left_to_the_rules_and_words_of_other_classes_go_first() -> None:
    assert lemmatise("texted", "VERB")[0] == "text"
    assert "retweet" in lemmatise("retweeted", "VERB")


def test_a_compound_is_inflected_at_its_end() -> None:
    assert lemmatise("counter-accused", "VERB") == ("counter-accuse",)
    assert lemmatise("-", "VERB") == ("-",)


@given(st.text(min_size=1, max_size=12))
def test_any_word_has_a_lemma_in_lower_case(word: str) -> None:
    found = lemmatise(word, "VERB", "NOUN")
    assert found
    assert found == lemmatise(word.lower(), "VERB", "NOUN")


def test_the_words_that_are_known_are_found_by_hash_and_give_the_same_lemmas() -> None:
    rules = cast(Lemmatizer, load_resources().analyser_pipeline.get_pipe("lemmatizer"))
    index = rules.lookups.get_table("lemma_index")
    assert all(isinstance(words, frozenset) for words in index.values())
    listed = Lemmatizer(rules.vocab, None, mode="rule")
    listed.initialize(lookups=_listed(rules.lookups))
    for word in ("said", "leaves", "hoping", "better", "zorbled"):
        (token,) = Doc(rules.vocab, words=[word], pos=["VERB"])
        assert rules.rule_lemmatize(token) == listed.rule_lemmatize(token)


def _listed(lookups: Lookups) -> Lookups:
    """The same tables as they come."""
    made = Lookups()
    for name in lookups.tables:
        table = lookups.get_table(name)
        made.add_table(name, {k: sorted(v) if name == "lemma_index" else v for k, v in table.items()})
    return made

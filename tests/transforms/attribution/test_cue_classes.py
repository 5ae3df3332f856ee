"""Which class the lemma of a cue has, and that the lists name every class and no word twice."""

from collections import Counter

import pytest

from schemas.vocabularies import CUE_CLASSES
from tests.transforms.english import lemmatise
from transforms.attribution import cue_classes
from transforms.attribution.cue_classes import CLASS_OF_LEMMA, CLASS_OF_PHRASE, OTHER, lemma_of
from transforms.language import lexica


def test_every_class_in_the_lists_is_in_the_closed_list_and_all_but_other_are_used() -> None:
    used = {*CLASS_OF_LEMMA.values(), *CLASS_OF_PHRASE.values()}
    assert used == set(CUE_CLASSES) - {OTHER}


def test_no_lemma_has_two_classes() -> None:
    lists = (lexica.words("attribution", f"{kind}_cues") for kind in CUE_CLASSES if kind != OTHER)
    assert [lemma for lemma, n in Counter(lemma for each in lists for lemma in each).items() if n > 1] == []


def test_what_the_lists_hold_are_lemmas_or_listed_exceptions() -> None:
    exceptions = lexica.values("attribution", "lemma_exceptions")
    assert {lemma for lemma in CLASS_OF_LEMMA if lemma_of(lemma, lemmatise) != lemma} <= set(exceptions)


def test_the_exceptions_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    exceptions = lexica.values("attribution", "lemma_exceptions")
    monkeypatch.setattr(cue_classes, "_LEMMA_OF_FORM", {})
    assert [form for form, lemma in exceptions.items() if lemma_of(form, lemmatise) == lemma] == []


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("quipped", "quip"),
        ("argues", "argue"),
        ("denies", "deny"),
        ("wrote", "write"),
        ("stressing", "stress"),
        ("vetoed", "veto"),
        ("invoking", "invoke"),
        ("SAID", "say"),
        ("thought", "think"),
        ("thoughts", "thought"),
        ("words", "word"),
        ("summons", "summon"),
        ("feeling", "feeling"),
        ("complaints", "complaint"),
        ("concerned", "concerned"),
        ("hoping", "hope"),
        ("obvious", "obvious"),
        ("blogged", "blog"),
        ("counter-accused", "counter-accuse"),
        ("it's", "it"),
        ("'s", "be"),
        ("as", "as"),
        ("later", "later"),
        ("angriest", "angry"),
    ],
)
def test_lemmas_of_known_and_unknown_words(form: str, expected: str) -> None:
    assert lemma_of(form, lemmatise) == expected

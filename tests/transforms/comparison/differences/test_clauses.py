"""What a clause tells of, and for how certain it gives it."""

import pytest

from tests.resources import analysed
from transforms.comparison.differences.clauses import Clause, clauses


def _of(text: str, verb: str = "close") -> Clause:
    document = analysed(text)
    (found,) = [c for c in clauses("d0", document.tokens(document.sentences[0])) if c.verb.lemma_ == verb]
    return found


@pytest.mark.parametrize(
    ("words", "how", "above"),
    [
        ("closed", "done", ""),
        ("closes", "now", ""),
        ("will close", "future", ""),
        ("may close", "possible", ""),
        ("must close", "necessary", ""),
        ("reportedly closed", "told", ""),
        ("is said to have closed", "done", ""),
        ("plans to close", "planned", "plan"),
        ("is likely to close", "planned", "likely"),
        ("agreed to close", "promised", "agree"),
        ("tried to close", "tried", "try"),
        ("appears to close", "told", "appear"),
    ],
)
def test_what_stands_beside_or_above_a_verb_says_how_certain_it_is(words: str, how: str, above: str) -> None:
    found = _of(f"The council {words} the harbour of Lowford.")
    assert (found.how, found.above, found.negated) == (how, above, False)


@pytest.mark.parametrize(
    ("verb", "how"),
    [("asked", "asked"), ("required", "required"), ("allowed", "allowed")],
)
def test_who_is_asked_to_do_it_is_its_subject(verb: str, how: str) -> None:
    found = _of(f"The council {verb} the sailors to close the harbour.")
    assert (found.how, found.subjects) == (how, frozenset({"sailor"}))


@pytest.mark.parametrize(
    "words",
    ["did not close", "never closed", "no longer closes", "refused to close", "is not likely to close"],
)
def test_what_denies_a_verb(words: str) -> None:
    assert _of(f"The council {words} the harbour.").negated


def test_an_act_that_is_denied_by_its_object_is_denied() -> None:
    assert _of("The council has no plan for the harbour.", "have").negated


@pytest.mark.parametrize(
    ("words", "act"),
    [("took up the bill", "take up"), ("took a vote", "vote"), ("closed the harbour", "close")],
)
def test_a_particle_and_the_object_of_an_empty_verb_say_what_is_done(words: str, act: str) -> None:
    document = analysed(f"The council {words} on Monday.")
    (found,) = clauses("d0", document.tokens(document.sentences[0]))
    assert found.act == act


def test_a_verb_that_says_nothing_alone_has_no_clause() -> None:
    document = analysed("The council took it.")
    assert list(clauses("d0", document.tokens(document.sentences[0]))) == []


def test_two_denials_are_none() -> None:
    assert not _of("The council did not refuse to close the harbour.").negated


def test_a_condition_is_neither_so_nor_not_so() -> None:
    document = analysed("If the council closes the harbour, Mara Ilves will sell her boat.")
    assert [c.verb.lemma_ for c in clauses("d0", document.tokens(document.sentences[0]))] == ["sell"]


def test_what_is_shown_is_the_verb_with_its_helpers_and_what_it_hangs_on() -> None:
    text = "The council will probably ask the sailors to close the harbour."
    found = _of(text)
    assert text[found.start : found.end] == "will probably ask the sailors to close"
    assert found.is_main

"""Runs of words that two passages share."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.comparison.statements.word_runs import SHINGLE, candidates, shared, wording

SAID = "The port cannot carry the loss for another year"
TEXTS = st.lists(st.sampled_from("the port can not carry a loss or ferry runs".split()), max_size=12).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_of_any_two_texts(one: str, other: str) -> None:
    """A run stands in both, each side sees the same one, and no more than all is shared."""
    left, right = wording(one), wording(other)
    found, turned = shared(left, right), shared(right, left)
    assert (found.left, found.right) == (turned.right, turned.left)
    assert 0 <= found.left <= 1 and 0 <= found.right <= 1
    assert found.run <= min(len(left.words), len(right.words)) and found.run not in range(1, SHINGLE)
    assert bool(found.run) == ((0, 1) in set(candidates([left, right])))


@given(st.lists(st.integers(0, 99).map(str), min_size=SHINGLE, max_size=12, unique=True).map(" ".join))
def test_a_text_is_all_in_itself(text: str) -> None:
    assert shared(wording(text), wording(text))[3:] == (1.0, 1.0)


def test_marks_brackets_and_case_are_no_words() -> None:
    assert (
        wording("“[T]HE port … cannot carry the loss,”").words
        == wording("The port cannot carry the loss").words
    )


def test_a_word_spelt_otherwise_ends_the_run_but_not_what_is_shared() -> None:
    found = shared(wording(SAID), wording(SAID.replace("loss", "losses")))
    assert (found.run, found.n_content, found.n_saying) == (5, 3, 3)
    assert found.left == 5 / 9


def test_names_say_nothing() -> None:
    assert wording("The port of Tallinn is full", {"tallinn"}).saying == {"port", "full"}


def test_of_many_that_share_a_shingle_each_meets_a_few() -> None:
    copies = [wording(f"{SAID} {number}") for number in range(500)]
    assert len(list(candidates(copies))) < 500 * 10

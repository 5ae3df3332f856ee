"""Ids: hashes of the fewest raw facts, the same in every run."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from transforms.ids import (
    claim_id,
    document_id,
    normalise,
    ordinals,
    quote_id,
    speaker_id,
    stable_id,
    text_sha256,
)


def test_these_ids_are_published_so_changing_how_they_are_made_is_a_breaking_change() -> None:
    assert document_id("some-origin", "article.txt") == "doc_219fd494f741cb77"
    assert quote_id("doc_0", "We are ready", 0) == "quo_1fc278de53797bb0"
    assert claim_id("doc_0", "Prices fell", 0) == "clm_a7813ac590ea3121"
    assert speaker_id("Jane Doe") == "spk_c52ff75071e2f1fd"


@given(st.lists(st.text(max_size=4), max_size=3), st.lists(st.text(max_size=4), max_size=3))
def test_different_facts_never_meet_by_being_joined(left: list[str], right: list[str]) -> None:
    assume(left != right)
    assert stable_id("x", *left) != stable_id("x", *right)


@given(st.text(st.characters(), max_size=20))
def test_any_text_has_an_id_of_a_fixed_shape(text: str) -> None:
    assert re.fullmatch(r"quo_[0-9a-f]{16}", quote_id("doc_0", text, 0))
    assert re.fullmatch(r"[0-9a-f]{64}", text_sha256(text))


def test_what_a_typesetter_may_change_does_not_change_a_quote() -> None:
    plain = quote_id("doc_0", 'it\'s "ready" now', 0)
    assert quote_id("doc_0", "It\u2019s  \u201cready\u201d\u00a0now\n", 0) == plain
    assert quote_id("doc_0", "it's ready now", 0) != plain


def test_normalise_folds_width_ligatures_and_case() -> None:
    assert normalise(" \uff21\uff22 o\ufb03ce STRASSE ") == "ab office strasse"
    assert normalise("Stra\u00dfe") == "strasse"


@given(st.text(st.characters()))
def test_normalise_has_nothing_left_to_do_the_second_time(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_equal_contents_in_one_document_are_told_apart_by_their_ordinal() -> None:
    assert ordinals(["yes", "no", "yes", "yes"]) == [0, 0, 1, 2]
    assert quote_id("doc_0", "yes", 0) != quote_id("doc_0", "yes", 1)

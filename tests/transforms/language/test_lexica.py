"""Word lists are data: each says what it means and where it comes from, and says nothing twice."""

import re
from collections import Counter
from pathlib import Path

import pytest

from transforms.language import lexica
from transforms.language.lexica import Lexicon, LexiconError

EVERY = list(lexica.every())
TRANSFORMS = Path(lexica.__file__).parents[2]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in TRANSFORMS.rglob("*.py"))


def named(one: Lexicon) -> str:
    return f"{one.room}.{one.name}"


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_a_list_says_what_it_is_and_where_it_comes_from(one: Lexicon) -> None:
    assert one.meaning and one.source and one.licence
    assert one.entries


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_no_list_says_a_word_twice(one: Lexicon) -> None:
    assert [entry for entry, count in Counter(one.entries).items() if count > 1] == []


def test_no_two_lists_are_the_same() -> None:
    lists = Counter(frozenset(one.entries) for one in EVERY)
    assert [sorted(entries) for entries, count in lists.items() if count > 1] == []


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_code_reads_every_list(one: Lexicon) -> None:
    assert re.search(rf'"{one.room}",\s*"{one.name}"', CODE)


def test_the_longest_entry_is_tried_first() -> None:
    found = re.match(lexica.any_of(["in", "in place of", "in lieu (of)"]), "in place of it")
    assert found is not None and found.group() == "in place of"
    assert lexica.any_of({"a.", "abc", "b"}) == r"abc|a\.|b"


def test_a_list_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(LexiconError, match=r"nowhere\.toml is missing"):
        lexica.words("nowhere", "nothing")

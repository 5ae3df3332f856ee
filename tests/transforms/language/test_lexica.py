"""Word lists are data: each says what it means and where it comes from, and says nothing twice."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from transforms.language import lexica
from transforms.language.lexica import Lexicon, LexiconError

EVERY = list(lexica.every())
READS = """
import importlib, pkgutil, transforms
from transforms.language import lexica
plain, read = lexica.lexicon, set()
def noted(room, name):
    read.add(f"{room}.{name}")
    return plain(room, name)
lexica.lexicon = noted
for module in pkgutil.walk_packages(transforms.__path__, "transforms."):
    importlib.import_module(module.name)
print(*read)
"""
"""Imports every transform and prints the lists that were read: constants are made on import."""


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


def test_code_reads_every_list() -> None:
    done = subprocess.run([sys.executable, "-c", READS], capture_output=True, text=True, check=True)
    assert {named(one) for one in EVERY} - set(done.stdout.split()) == set()


def test_the_longest_entry_is_tried_first() -> None:
    found = re.match(lexica.any_of(["in", "in place of", "in lieu (of)"]), "in place of it")
    assert found is not None and found.group() == "in place of"
    assert lexica.any_of({"a.", "abc", "b"}) == r"abc|a\.|b"


def test_a_list_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(LexiconError, match=r"nowhere\.toml is missing"):
        lexica.words("nowhere", "nothing")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[x", r"is not valid TOML \(.+\); correct it there"),
        ('licence = "x"\n[x]', "lacks 'source'; write it above the first list"),
        ('source = "x"\nlicence = "x"\n[x]\nwords = "a"', r"\[x\] needs `meaning` and exactly one of"),
    ],
)
def test_a_file_that_is_not_written_as_it_should_be_says_what_is_wrong(
    written: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made-up.toml").write_text(written)
    monkeypatch.setattr(lexica.resources, "files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=f"^made-up.toml: {told}"):
        lexica.words("made-up", "x")

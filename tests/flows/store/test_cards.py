"""A model card says which files its model has, for people and for the program that reads them."""

import hashlib
from pathlib import Path

import pytest

from flows.exits import MACHINE
from flows.store.cards import CARD, WrongFile, read_card, update_card
from flows.store.resources import PROJECT

CARDS = sorted((PROJECT / "models").glob(f"*/{CARD}"))
FACTS = """---
model_name: harbour-1
license: apache-2.0
language: en
base_model: none
training_data:
- made up for a test
files:
  weights.bin: 'unknown'
---
# Harbours

Prose --- with dashes.
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / CARD).write_text(FACTS)
    (tmp_path / "weights.bin").write_bytes(b"1234")
    return tmp_path


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.parent.name)
def test_every_card_can_be_read_and_lists_files_with_their_hashes(path: Path) -> None:
    card = read_card(path)
    assert card.files
    assert all(len(digest) == 64 for digest in card.files.values())


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.parent.name)
def test_every_file_of_a_model_is_in_its_card(path: Path) -> None:
    card = read_card(path)
    there = {file.name for file in path.parent.iterdir() if file.suffix in {".onnx", ".json", ".npz"}}
    assert card.package or there == set(card.files)


def test_a_training_program_writes_what_it_made_into_the_card_and_leaves_the_prose(model: Path) -> None:
    update_card(model)
    card = read_card(model / CARD)
    assert card.files == {"weights.bin": hashlib.sha256(b"1234").hexdigest()}
    assert (model / CARD).read_text().endswith("---\n# Harbours\n\nProse --- with dashes.\n")
    before = (model / CARD).read_bytes()
    update_card(model)
    assert (model / CARD).read_bytes() == before


def test_a_model_on_trial_has_no_card_and_gets_none(tmp_path: Path) -> None:
    update_card(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("---\nmodel", "model", "has no front matter"),
        ("license: apache-2.0\n", "", "its front matter lacks license"),
        ("files:", "files: [", "cannot be read as a model card"),
    ],
)
def test_a_card_that_says_too_little_is_refused_in_one_sentence(
    model: Path, old: str, new: str, told: str
) -> None:
    (model / CARD).write_text(FACTS.replace(old, new))
    with pytest.raises(WrongFile, match=told) as refused:
        read_card(model / CARD)
    assert refused.value.code == MACHINE
    assert str(model / CARD) in str(refused.value)


def test_a_file_that_a_card_does_not_list_is_refused(model: Path) -> None:
    card = read_card(model / CARD)
    with pytest.raises(WrongFile, match=r"other\.bin: is not among the `files` of its card .*; add it there"):
        card.check("other.bin", model / "other.bin", "0" * 64)

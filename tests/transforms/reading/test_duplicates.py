"""Copies of a text point to one original."""

import pytest

from transforms.reading.duplicates import duplicates, text_key


def test_copies_point_to_the_smallest_id_in_any_order() -> None:
    texts = {"doc_c": "“No end”  in sight", "doc_a": '"no end" in sight\n', "doc_b": "No end", "doc_d": ""}
    keys = [(document, text_key(text)) for document, text in texts.items()]
    assert duplicates(keys) == {"doc_c": "doc_a"}
    assert duplicates(reversed(keys)) == {"doc_c": "doc_a"}


def test_a_text_without_a_word_repeats_nothing() -> None:
    assert duplicates([("doc_d", text_key("")), ("doc_e", text_key(" \n"))]) == {}


@pytest.mark.parametrize("twin", ["One,\r\ntwo.\r\n", "One,\u00a0two.", " one,  TWO.\n\n", "\uff4fne,\ttwo."])
def test_line_ends_spaces_case_and_width_make_no_other_text(twin: str) -> None:
    assert text_key(twin) == text_key("One,\ntwo.\n")

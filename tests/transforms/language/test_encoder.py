"""Word and sentence vectors of the packaged model."""

import numpy as np
import pytest

from tests.resources import shipped
from transforms.language.encoder import EncoderError, from_bytes


def test_words_come_with_offsets_into_the_text_as_it_was() -> None:
    text = "“We won’t compromise,” said Gruschko."
    found = shipped().encoder(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in found.spans)
    assert text[slice(*found.spans[found.words.index("gruschko")])] == "Gruschko"


def test_a_rare_word_is_rarer_than_a_common_one() -> None:
    found = shipped().encoder("the veto Gruschko")
    common, rarer, name = found.rarity
    assert common < rarer <= name == 1.0


def test_vectors_are_unit_vectors_and_near_for_like_sentences() -> None:
    one, other, far = map(
        shipped().encoder,
        ("The talks were not easy", "The discussion was not easy", "Prices of milk rose in March"),
    )
    assert np.allclose(np.linalg.norm(one.vectors, axis=1), 1.0, atol=1e-4)
    assert float(one.vector @ other.vector) > 0.6 > float(one.vector @ far.vector) + 0.3


def test_the_same_text_has_the_same_vectors_whatever_was_encoded_before() -> None:
    first = shipped().encoder("serious differences").vector
    shipped().encoder("Something else entirely, and longer than before.")
    assert np.array_equal(first, shipped().encoder("serious differences").vector)


def test_an_empty_text_has_no_words() -> None:
    found = shipped().encoder("")
    assert found.words == () and found.vectors.shape[0] == 0


def test_a_model_that_cannot_be_read_says_what_to_do() -> None:
    with pytest.raises(EncoderError, match="install its package anew"):
        from_bytes(b"no model", "{}")

"""Word and sentence vectors of the packaged model."""

from dataclasses import replace

import numpy as np
import pytest

from tests.resources import shipped
from tests.transforms.words_encoder import WordsEncoder
from transforms.language.encoder import (
    Encoded,
    EncoderError,
    ModelEncoder,
    Remembered,
    encoded,
    from_bytes,
    prepare,
)


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


def test_texts_encoded_together_are_as_each_alone_once_and_in_order() -> None:
    texts = ["serious differences", "The night ferry stops in March.", "", "loss", "serious differences"] * 3
    found = encoded(shipped().encoder, iter(texts))
    assert list(found) == texts[:4]
    for text, together in found.items():
        alone = shipped().encoder(text)
        assert (together.words, together.spans) == (alone.words, alone.spans)
        for name in ("rarity", "vectors", "vector"):
            assert np.array_equal(getattr(together, name), getattr(alone, name))


def test_nor_does_it_change_a_bit_where_they_are_of_many_lengths() -> None:
    """Shorter ones are filled up to the longest of a batch; the longest here are cut."""
    words = "the harbour of Lowford closes before winter said Gruschko on Monday".split()
    texts = [" ".join((words * 20)[n % 7 : n % 7 + n]) for n in (*range(1, 40), 90, 130, 140)]
    encoder = shipped().encoder
    assert isinstance(encoder, ModelEncoder)
    for cores in (1, 2):
        for text, together in encoded(replace(encoder, cores=cores), texts).items():
            alone = encoder(text)
            assert np.array_equal(together.vectors, alone.vectors)
            assert np.array_equal(together.vector, alone.vector)


def test_a_text_given_twice_is_encoded_once_and_none_without_texts() -> None:
    encoder = WordsEncoder()
    encoded(encoder, ["loss", "loss", "ferry"])
    assert encoder.calls == 2
    assert encoded(encoder, []) == {}


def test_what_was_prepared_or_asked_for_is_read_once_and_as_by_the_encoder_itself() -> None:
    counting = WordsEncoder()
    known = Remembered(counting, 8)
    prepare(known, ["loss", "ferry", "loss"])
    assert counting.calls == 2
    assert [known(text).words[0] for text in ("loss", "winter", "winter")] == ["loss", "winter", "winter"]
    prepare(known, ["ferry"])
    assert counting.calls == 3
    prepare(counting, ["harbour"])  # one that does not remember is told in vain
    assert counting.calls == 3


def test_what_an_encoder_raises_is_raised() -> None:
    def broken(text: str) -> Encoded:
        raise EncoderError(f"no vector of {text}")

    with pytest.raises(EncoderError, match="no vector of loss"):
        encoded(broken, ["loss"])


def test_an_empty_text_has_no_words() -> None:
    found = shipped().encoder("")
    assert found.words == () and found.vectors.shape[0] == 0


def test_a_model_that_cannot_be_read_says_what_to_do() -> None:
    with pytest.raises(EncoderError, match="install its package anew"):
        from_bytes(b"no model", "{}")

"""Check-worthiness: the shipped weights read, agree with the parser, and prefer facts to greetings."""

from pathlib import Path

import numpy as np
import pytest

from tests.resources import parse, pipeline
from transforms.claims.scoring import (
    BrokenWeightsError,
    LinearScorer,
    Vocabulary,
    features,
    from_bytes,
    to_bytes,
)

WEIGHTS = Path(__file__).parents[3] / "models" / "checkworthiness" / "weights.npz"
FACT = "Unemployment in the county fell from 7.2 percent to 5.1 percent between 2014 and 2016."
GREETING = "Thank you all so much, and good night!"


@pytest.fixture(scope="module")
def scorer() -> LinearScorer:
    return from_bytes(WEIGHTS.read_bytes())


def test_facts_score_high_and_greetings_low(scorer: LinearScorer) -> None:
    fact, greeting = scorer([parse(FACT)[:], parse(GREETING)[:]])
    assert 0 <= greeting < fact / 4


def test_a_sentence_has_one_score_whoever_stands_beside_it(scorer: LinearScorer) -> None:
    alone = scorer([parse(FACT)[:]])
    beside = scorer([parse(GREETING)[:], parse(FACT)[:]])
    assert alone[0] == pytest.approx(beside[1])
    assert scorer([]) == []


def test_weights_were_trained_with_this_parser(scorer: LinearScorer) -> None:
    nlp = pipeline()
    assert set(scorer.words.tags) == set(nlp.get_pipe("tagger").labels)  # type: ignore[attr-defined]
    assert set(scorer.words.roles) == set(nlp.get_pipe("parser").labels)  # type: ignore[attr-defined]
    assert len(features(parse(FACT)[:], scorer.words)) == len(scorer.weights)


@pytest.mark.parametrize("text", ["", " ", "٣٠", "三十人", "\n", "x" * 3000, "💥"])
def test_odd_input_gets_a_score(scorer: LinearScorer, text: str) -> None:
    sentences = list(parse(text).sents)
    assert all(0 <= score <= 1 for score in scorer(sentences))


def test_words_are_cut_into_their_longest_pieces() -> None:
    pieces = {"port": 0, "##s": 1, "air": 2, "##port": 3, "-": 4}
    words = Vocabulary(pieces, np.zeros((5, 2), np.float32), {}, {})
    assert words.cut("Ports") == (0, 1)
    assert words.cut("air-port") == (2, 4, 0)
    assert words.cut("airports") == (2, 3, 1)
    assert words.cut("ferry") == ()


def test_what_is_written_is_read() -> None:
    words = Vocabulary({"a": 0, "b": 1}, np.ones((2, 3), np.float32), {"NN": 0}, {"nsubj": 0})
    vectors, scales = np.array([[1, 2, 3], [4, 5, 6]], np.int8), np.array([1, 2, 3], np.float32)
    read = from_bytes(to_bytes(words, vectors, scales, np.arange(4, dtype=np.float32), 0.5))
    assert read.words.vectors.tolist() == [[1, 4, 9], [4, 10, 18]]
    assert (read.words.pieces, read.bias, read.weights.tolist()) == ({"a": 0, "b": 1}, 0.5, [0, 1, 2, 3])


@pytest.mark.parametrize("data", [b"", b"no archive", WEIGHTS.read_bytes()[:500]])
def test_broken_weights_say_what_to_do(data: bytes) -> None:
    with pytest.raises(BrokenWeightsError, match=r"restore weights\.npz"):
        from_bytes(data)

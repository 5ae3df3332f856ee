"""Sentence and word vectors from a small language model (MiniLM as ONNX).

Where the model comes from is for the caller to say: this module takes bytes and reads no disk.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from transforms.language.sessions import opened
from transforms.language.spans import straighten

if TYPE_CHECKING:
    import onnxruntime

Floats = npt.NDArray[np.float32]

LONGEST: Final = 128
"""Word pieces of a text that are read; the rest of a longer one is not."""

_BATCH: Final = 400
_WASTE: Final = 7
"""Word pieces of a batch, at most: larger ones gain nothing. And by how many pieces its shorter texts may be
filled up in all: a call of its own costs about as much."""

_FIRST_WORD: Final = 1996
_WORDS: Final = 28000
"""From this id on, the vocabulary lists words by how common they are, so an id tells how rare a word is."""


class EncoderError(ValueError):
    """A model or tokenizer that cannot be read."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the model sees it.

    `words`: the text's words in lower case without accents; `spans`: their code-point offsets;
    `rarity`: 0 for the commonest word to 1 for a rare one; `vectors`: one unit vector a word, in context;
    `vector`: the unit vector of the whole text (zeros where it holds nothing to read).
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    rarity: Floats
    vectors: Floats
    vector: Floats


class Encoder(Protocol):
    """Turns a text into vectors; the same text always gives the same ones."""

    def __call__(self, text: str) -> Encoded:
        """The text's words with their vectors, and its own vector."""
        ...


class Remembered:
    """An encoder that reads a text once, and what it is told beforehand several texts at a time.

    Of texts that it was not told of it remembers the last `n` that were asked for.
    """

    def __init__(self, encoder: Encoder, n: int) -> None:
        self._encoder = encoder
        self._once = lru_cache(n)(encoder)
        self._ready: dict[str, Encoded] = {}

    def __call__(self, text: str) -> Encoded:
        """The text's words with their vectors, and its own vector."""
        return self._ready.get(text) or self._once(text)

    def prepare(self, texts: Iterable[str]) -> None:
        """Read some texts, each of which will be asked for, and remember them all."""
        missing = {text for text in texts if text not in self._ready}
        if missing:
            self._ready |= encoded(self._encoder, sorted(missing))


def prepare(encoder: Encoder, texts: Iterable[str]) -> None:
    """Tell an encoder which texts it will be asked for, if it makes use of that."""
    if isinstance(encoder, Remembered):
        encoder.prepare(texts)


def encoded(encoder: Encoder, texts: Iterable[str]) -> dict[str, Encoded]:
    """Each different text with what the encoder makes of it, in order: those of like length in one call."""
    distinct = list(dict.fromkeys(texts))
    if not isinstance(encoder, ModelEncoder):
        return {text: encoder(text) for text in distinct}
    read = {text: encoder.pieces(text) for text in distinct}
    batches = _batches({text: len(pieces.ids) for text, pieces in read.items()})
    made = encoder.of_batches([[read[text] for text in batch] for batch in batches])
    found = {
        text: one
        for batch, ones in zip(batches, made, strict=True)
        for text, one in zip(batch, ones, strict=True)
    }
    return {text: found[text] for text in distinct}


def _batches(sizes: Mapping[str, int]) -> list[list[str]]:
    """The texts from short to long, by their word pieces, in batches in which little is filled up."""
    batches: list[list[str]] = []
    filled = 0
    for text, size in sorted(sizes.items(), key=lambda one: (one[1], one[0])):
        last = batches[-1] if batches else []
        filled += len(last) * (size - sizes[last[-1]]) if last else 0
        if last and filled <= _WASTE and (len(last) + 1) * size <= _BATCH:
            last.append(text)
        else:
            batches.append([text])
            filled = 0
    return batches


@dataclass(frozen=True, slots=True)
class ModelEncoder:
    """An encoder over a loaded ONNX model whose one output is a vector a word piece.

    `cores` batches are encoded at once, each on one core: that wastes less than several cores on one batch.
    """

    tokenizer: Tokenizer
    session: "onnxruntime.InferenceSession"
    cores: int = 1

    def __call__(self, text: str) -> Encoded:
        """The text's words with their vectors, and its own vector."""
        return self.together([self.pieces(text)])[0]

    def pieces(self, text: str) -> Any:
        """The word pieces of a text, as the tokenizer gives them."""
        return self.tokenizer.encode(straighten(text))

    def of_batches(self, batches: Sequence[Sequence[Any]]) -> Iterator[list[Encoded]]:
        """What each text of each batch is by itself, from the `pieces` of each, batch by batch."""
        if self.cores == 1 or len(batches) == 1:
            yield from map(self.together, batches)
            return
        with ThreadPoolExecutor(self.cores) as pool:
            yield from pool.map(self.together, batches)

    def together(self, read: Sequence[Any]) -> list[Encoded]:
        """What each text is by itself, from its `pieces`, in one call: weights are read once for all.

        The model rounds the vector of each word piece by itself, not those of a call together, so that what a
        shorter text is filled up with, and masked, changes no vector: not by a bit, which a test holds.
        """
        ids = np.zeros((len(read), max(len(pieces.ids) for pieces in read)), np.int64)
        mask = np.zeros_like(ids)
        for row, pieces in enumerate(read):
            ids[row, : len(pieces.ids)] = pieces.ids
            mask[row, : len(pieces.ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self.session.run(None, feed)[0]
        return [_encoded(pieces, hidden[row, : len(pieces.ids)]) for row, pieces in enumerate(read)]


def _encoded(pieces: Any, hidden: Floats) -> Encoded:
    """A text from its word pieces and the vector of each."""
    # Each is made anew whenever it is asked for.
    ids, tokens, offsets = pieces.ids, pieces.tokens, pieces.offsets
    groups = _word_groups(tokens, pieces.special_tokens_mask)
    rarity = [_rarity([ids[i] for i in group]) for group in groups]
    spans = tuple((offsets[group[0]][0], offsets[group[-1]][1]) for group in groups)
    words = tuple("".join(tokens[i].removeprefix("##") for i in group) for group in groups)
    vectors = np.array(
        [hidden[group].mean(axis=0) if len(group) > 1 else hidden[group[0]] for group in groups], np.float32
    )
    vectors = vectors.reshape(len(groups), hidden.shape[1])
    return Encoded(words, spans, np.array(rarity, np.float32), _units(vectors), _units(hidden.mean(axis=0)))


def _word_groups(tokens: Sequence[str], special: Sequence[int]) -> list[list[int]]:
    """Indices of the pieces of each word, in order; the marks at both ends of the text belong to none."""
    groups: list[list[int]] = []
    for index, (token, marks) in enumerate(zip(tokens, special, strict=True)):
        if marks:
            continue
        if token.startswith("##") and groups:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _rarity(ids: list[int]) -> float:
    """A word that the vocabulary only knows in pieces is rare; punctuation tells nothing."""
    if len(ids) > 1:
        return 1.0
    rank = ids[0] - _FIRST_WORD
    return min(1.0, math.log1p(rank) / math.log1p(_WORDS)) if rank >= 0 else 0.0


def _units(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def from_bytes(model: bytes, tokenizer: str, cores: int = 2) -> ModelEncoder:
    """The encoder from the contents of model.onnx and tokenizer.json; EncoderError if one is broken.

    `cores` is how many batches are encoded at once.
    """
    try:
        words = Tokenizer.from_str(tokenizer)
        words.no_padding()
        words.enable_truncation(LONGEST)
        return ModelEncoder(words, opened(model, as_it_is=True), cores)
    except Exception as error:
        raise EncoderError(
            f"the language model cannot be loaded ({error}); install its package anew"
        ) from error

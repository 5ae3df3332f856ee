"""How likely words state something that could be checked: a linear model over cheap features.

Its features are static vectors of word pieces (mean and maximum), what the parser's own network makes of the
sentence, its tags and grammatical roles, and a few signs on the surface. Standardisation is folded into the
weights. models/checkworthiness says how they were trained. It never says whether something is true.
"""

import io
import math
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span as Sentence
from spacy.tokens import Token
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import Split

from transforms.language import lexica

Floats = npt.NDArray[np.float32]

_SEPARATOR: Final = "\n"
_UNKNOWN: Final = "[UNK]"
_RUN: Final = r"[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]"
_LONGEST_WORD: Final = 100
_REMEMBERED: Final = 2**16
"""Words whose pieces are remembered: without it, a score takes half as long again."""
_MONEY: Final = frozenset("$€£¥")
_LARGE_NUMBERS: Final = lexica.words("claims", "scoring_large_numbers")
_OWN_SIDE: Final = lexica.words("claims", "scoring_own_side")
_CALLS: Final = lexica.words("claims", "scoring_calls")
_CEREMONY: Final = lexica.words("claims", "scoring_ceremony")


class BrokenWeightsError(ValueError):
    """Weights that cannot be read or do not fit together."""


@dataclass(frozen=True)
class Vocabulary:
    """Word pieces with their vectors, and the tags and roles of the parser that was trained with."""

    pieces: Mapping[str, int]
    vectors: Floats
    tags: Mapping[str, int]
    roles: Mapping[str, int]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        pieces = {**self.pieces, _UNKNOWN: len(self.pieces)}
        made = Tokenizer(WordPiece(pieces, unk_token=_UNKNOWN, max_input_chars_per_word=_LONGEST_WORD))
        # As BERT reads an uncased word: without accents and case, cut at every mark.
        made.normalizer = BertNormalizer(
            clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=True
        )
        made.pre_tokenizer = Split(Regex(_RUN), behavior="removed", invert=True)
        return made

    @cached_property
    def cut(self) -> Callable[[str], tuple[int, ...]]:
        """The numbers of the longest pieces that make up a word; none where one is missing."""
        return lru_cache(_REMEMBERED)(self._pieces_of)

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        numbers = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(number for number in numbers if number < len(self.pieces))


def features(sentence: Sentence, words: Vocabulary) -> Floats:
    """Every feature of a parsed sentence, in the order of the weights."""
    numbers = [number for token in sentence for number in words.cut(token.text)]
    parts = (
        _pooled(words.vectors[numbers] if numbers else np.zeros((1, words.vectors.shape[1]), np.float32)),
        _pooled(np.asarray(sentence.doc.tensor[sentence.start : sentence.end], np.float32)),
        _grammar(sentence, words),
        _surface([token for token in sentence if not token.is_space]),
    )
    return np.concatenate(parts).astype(np.float32)


def _pooled(rows: Floats) -> Floats:
    return np.concatenate([rows.mean(0), rows.max(0)])


def _grammar(sentence: Sentence, words: Vocabulary) -> Floats:
    tags, roles = np.zeros(len(words.tags)), np.zeros(len(words.roles))
    roots = np.zeros(len(words.tags))
    for token in sentence:
        _count(tags, words.tags.get(token.tag_))
        _count(roles, words.roles.get(token.dep_))
    _count(roots, words.tags.get(sentence.root.tag_))
    size = max(1, len(sentence))
    return np.concatenate([np.log1p(tags), tags / size, np.log1p(roles), roots, [math.log1p(size)]]).astype(
        "f4"
    )


def _count(counts: npt.NDArray[np.float64], place: int | None) -> None:
    if place is not None:
        counts[place] += 1


def _surface(tokens: Sequence[Token]) -> Floats:
    size = max(1, len(tokens))
    capitals = sum(token.text[:1].isupper() for token in tokens[1:]) / size
    return np.array([capitals, min(size, 40) / 40, *map(float, _signs(tokens))], np.float32)


def _signs(tokens: Sequence[Token]) -> tuple[bool, ...]:
    lower = {token.lower_ for token in tokens}
    letters = {letter for token in tokens for letter in token.text}
    return (
        any(letter.isdigit() for letter in letters),
        "%" in letters or "percent" in lower,
        bool(_MONEY & letters),
        "?" in letters,
        "!" in letters,
        bool(lower & _OWN_SIDE),
        "i" in lower,
        bool(lower & _CALLS),
        bool(lower & _LARGE_NUMBERS),
        bool(lower & _CEREMONY),
    )


@dataclass(frozen=True)
class LinearScorer:
    """The loaded model; the same sentence in the same parse gets the same score."""

    words: Vocabulary
    weights: Floats
    bias: float

    def __call__(self, sentences: Sequence[Sentence]) -> list[float]:
        """A score between 0 and 1 for each sentence."""
        if not sentences:
            return []
        logits = np.stack([features(one, self.words) for one in sentences]) @ self.weights + self.bias
        return [float(score) for score in 1 / (1 + np.exp(-np.clip(logits, -30, 30)))]


def from_bytes(data: bytes) -> LinearScorer:
    """The scorer from the contents of weights.npz; raises BrokenWeightsError where they cannot be read."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            vectors = stored["vectors"].astype(np.float32) * stored["scales"]
            names = [_numbered(stored[name]) for name in ("pieces", "tags", "roles")]
            return LinearScorer(
                Vocabulary(names[0], vectors, names[1], names[2]),
                stored["weights"].astype(np.float32),
                float(stored["bias"]),
            )
    except Exception as error:
        raise BrokenWeightsError(
            f"the check-worthiness weights cannot be read ({error}); restore weights.npz from version control"
        ) from error


def _numbered(stored: npt.NDArray[np.uint8]) -> dict[str, int]:
    """Names in order, stored as the bytes of one text."""
    return {name: number for number, name in enumerate(stored.tobytes().decode("utf-8").split(_SEPARATOR))}


def to_bytes(
    words: Vocabulary, vectors: npt.NDArray[np.int8], scales: Floats, weights: Floats, bias: float
) -> bytes:
    """The contents of weights.npz, as `from_bytes` reads them."""
    arrays: dict[str, npt.ArrayLike] = {"vectors": vectors, "scales": scales, "weights": weights}
    names = {"pieces": words.pieces, "tags": words.tags, "roles": words.roles}
    lists = {
        name: np.frombuffer(_SEPARATOR.join(each).encode("utf-8"), np.uint8) for name, each in names.items()
    }
    return zipped(arrays | {"bias": np.float32(bias)} | lists)


def zipped(arrays: Mapping[str, npt.ArrayLike]) -> bytes:
    """A zip of .npy files, as savez makes it, but without the clock: the same weights give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, np.asarray(array))
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()

"""Encoders for measuring statements: the shipped model, with or without a memory, and words alone."""

import hashlib
import re
from pathlib import Path

import numpy as np

from transforms.language.encoder import Encoded, Encoder, Floats, from_bytes

_WORD = re.compile(r"\w+")
_SIZE = 384


def model_encoder() -> Encoder:
    """The shipped model, with the tokenizer that it shares with the attribution tagger."""
    models = Path(__file__).parent.parent / "models"
    tokenizer = models / "attribution" / "tokenizer.json"
    return from_bytes((models / "encoder" / "model.onnx").read_bytes(), tokenizer.read_text("utf-8"))


class Remembering:
    """An encoder that encodes each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self._known = encoder, dict[str, Encoded]()

    def __call__(self, text: str) -> Encoded:
        """The encoded text."""
        if text not in self._known:
            self._known[text] = self._encoder(text)
        return self._known[text]


class WordVectors:
    """Each word has a direction of its own: the cost of alignment without the cost of a model."""

    def __init__(self) -> None:
        self._known: dict[str, Floats] = {}

    def _direction(self, word: str) -> Floats:
        if word not in self._known:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
            vector = np.random.default_rng(seed).normal(size=_SIZE).astype(np.float32)
            self._known[word] = vector / np.float32(np.linalg.norm(vector))
        return self._known[word]

    def __call__(self, text: str) -> Encoded:
        """The text's words, each with its vector."""
        found = [match.group() for match in _WORD.finditer(text.lower())]
        vectors = np.array([self._direction(word) for word in found], np.float32).reshape(-1, _SIZE)
        total = vectors.sum(axis=0)
        unit = (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)
        return Encoded(
            tuple(found), ((0, 0),) * len(found), np.full(len(found), 0.7, np.float32), vectors, unit
        )

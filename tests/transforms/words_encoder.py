"""An encoder without a model: each word has a direction of its own, and equal words the same one."""

import hashlib
import re

import numpy as np

from transforms.language.encoder import Encoded, Floats

_WORD = re.compile(r"\w+")
_SIZE = 64


def _direction(word: str) -> Floats:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    vector = np.random.default_rng(seed).normal(size=_SIZE).astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector))


class WordsEncoder:
    """Counts its calls, so that tests can see what was not compared."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, text: str) -> Encoded:
        self.calls += 1
        found = list(_WORD.finditer(text.lower()))
        vectors = np.array([_direction(match.group()) for match in found], np.float32).reshape(-1, _SIZE)
        total = vectors.sum(axis=0)
        vector = total / max(float(np.linalg.norm(total)), 1e-9)
        rarity = np.full(len(found), 0.8, np.float32)
        words = tuple(match.group() for match in found)
        return Encoded(
            words, tuple(match.span() for match in found), rarity, vectors, vector.astype(np.float32)
        )

"""A stand-in for the trained tagger: real word pieces, numbers made up from the pieces themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from transforms.attribution.evidence import N_TAGS
from transforms.attribution.finding import Emissions, Options
from transforms.attribution.linking import N_BETWEEN, N_DISTANCES, LinkWeights
from transforms.attribution.windows import Pieces

ADDED, MULTIPLIED, ROLES = 6, 4, 5


def small_tokenizer() -> Tokenizer:
    """Words of one letter a piece, lower-cased as the real one does it, with its special numbers."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789\"'.,!?:;-"
    vocabulary = {"[PAD]": 0, "[UNK]": 1, **{c: 2 + i for i, c in enumerate(letters)}}
    vocabulary |= {f"##{c}": 60 + i for i, c in enumerate(letters)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def random_links(seed: int = 0) -> LinkWeights:
    rng = np.random.default_rng(seed)
    shapes = ((N_DISTANCES, ADDED), (N_BETWEEN, ADDED), (ROLES, ADDED), (ROLES,))
    return LinkWeights(*(rng.normal(size=shape).astype(np.float32) for shape in shapes))


@dataclass(frozen=True)
class StandIn:
    """Meets `Tagger`: the same window always gets the same, wild numbers."""

    name: str = "stand-in"
    tokenizer: Tokenizer = field(default_factory=small_tokenizer)
    links: LinkWeights = field(default_factory=random_links)
    options: Options = field(default_factory=lambda: Options(content_link=-9.0, source_link=-9.0))

    def __call__(self, windows: Iterable[Pieces]) -> Iterator[Emissions]:
        for window in windows:
            rng = np.random.default_rng(int(window.ids.sum()))
            sizes = (2 * N_TAGS, ADDED + MULTIPLIED, ADDED + ROLES * MULTIPLIED)
            yield Emissions(*(rng.normal(size=(len(window), n), scale=3).astype(np.float32) for n in sizes))

"""The attribution tagger in PyTorch: a pretrained encoder, flat tags, and tags as seen from each cue.

Two sizes: `small` is what ships (MiniLM, 22 M parameters), `large` its teacher (MPNet, 109 M).
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from transforms.attribution.linking import N_BETWEEN, N_DISTANCES
from transforms.attribution.marks import N_STATES
from transforms.attribution.windows import CLS, N_PLACES, N_SHAPES, SEP

VOCABULARY = 30522  # word pieces of the tokenizer; both sizes read the same
N_TAGS = 7  # O, B-source, I-source, B-cue, I-cue, B-content, I-content
N_ROLES = 5  # O, B-source, I-source, B-content, I-content
ADDED, MULTIPLIED = 128, 48
FURTHEST = 128  # pieces from which on all distances are alike to relative attention


@dataclass(frozen=True)
class Size:
    """The measures of an encoder; `relative` is its number of distance buckets in attention, or 0."""

    hidden: int
    layers: int
    positions: int
    epsilon: float
    relative: int = 0
    heads: int = 12


SIZES = {"small": Size(384, 6, 512, 1e-12), "large": Size(768, 12, 512, 1e-5, relative=32)}


class Layer(nn.Module):
    """One post-norm transformer layer of BERT's kind."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        hidden = size.hidden
        self.heads, self.chance = size.heads, dropout
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm_1 = nn.LayerNorm(hidden, eps=size.epsilon)
        self.up = nn.Linear(hidden, 4 * hidden)
        self.down = nn.Linear(4 * hidden, hidden)
        self.norm_2 = nn.LayerNorm(hidden, eps=size.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """[n, length, hidden] to the same; `bias` is added to attention scores, or None."""
        n, length, hidden = x.shape
        query, key, value = self.qkv(x).view(n, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, None if bias is None else bias.to(query.dtype)
        )
        x = self.norm_1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(n, length, hidden))))
        return self.norm_2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


def relative_buckets(length: int, buckets: int, device: torch.device | None = None) -> Tensor:
    """For each pair of places [query, key], the bucket of their distance, as T5 and MPNet count them.

    Half of the buckets are for keys after the query; of each half, half are exact, the rest logarithmic.
    """
    at = torch.arange(length, device=device)
    away = at[:, None] - at[None, :]
    half, exact = buckets // 2, buckets // 4
    far = exact + (
        torch.log(away.abs().clamp(min=1) / exact) / math.log(FURTHEST / exact) * (half - exact)
    ).long().clamp(max=half - exact - 1)
    return (away < 0) * half + torch.where(away.abs() < exact, away.abs(), far)


class Encoder(nn.Module):
    """Word pieces with their shapes, mark states and places, to tag logits and link projections.

    Returns logits [n, length, 2 * N_TAGS] (the flat layer, then the layer nested inside contents), key
    [n, length, ADDED + MULTIPLIED] and query [n, length, ADDED + N_ROLES * MULTIPLIED].
    """

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = size.hidden
        self.size = size
        self.words = nn.Embedding(VOCABULARY, hidden)
        self.positions = nn.Embedding(size.positions, hidden)
        self.kind = nn.Parameter(torch.zeros(hidden))
        self.shapes = nn.Embedding(N_SHAPES, hidden)
        self.marks = nn.Embedding(N_STATES, hidden)
        self.places = nn.Embedding(N_PLACES, hidden)
        self.norm = nn.LayerNorm(hidden, eps=size.epsilon)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.relative = nn.Embedding(size.relative, size.heads) if size.relative else None
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(hidden, 2 * N_TAGS)
        self.key = nn.Linear(hidden, ADDED + MULTIPLIED)
        self.query = nn.Linear(hidden, ADDED + N_ROLES * MULTIPLIED)
        for table in (self.shapes, self.marks, self.places):
            nn.init.zeros_(table.weight)

    def _bias(self, mask: Tensor | None, length: int, like: Tensor) -> Tensor | None:
        """What is added to attention scores: nothing may look at padding, and distance counts."""
        bias = None if mask is None else (~mask)[:, None, None, :].to(like.dtype) * -1e4
        if self.relative is None:
            return bias
        far = self.relative(relative_buckets(length, self.size.relative, like.device))
        far = far.permute(2, 0, 1)[None].to(like.dtype)
        return far if bias is None else far + bias

    def forward(
        self, ids: Tensor, shapes: Tensor, marks: Tensor, places: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Inputs [n, length]; `mask` is False on padding, or None where there is none."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kind
        x = self.dropout(self.norm(x + self.shapes(shapes) + self.marks(marks) + self.places(places)))
        bias = self._bias(mask, ids.shape[1], x)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.tags(x), self.key(x), self.query(x)


class Linker(nn.Module):
    """Tags every piece as seen from one cue: its source, its content, or neither."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(N_DISTANCES, ADDED)
        self.between = nn.Embedding(N_BETWEEN, ADDED)
        self.out = nn.Linear(ADDED, N_ROLES)
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.between.weight, std=0.1)

    def forward(self, query: Tensor, key: Tensor, distance: Tensor, between: Tensor) -> Tensor:
        """Logits [cues, length, N_ROLES] from query [cues, .], key [cues, length, .] and the buckets."""
        hidden = torch.relu(
            query[:, None, :ADDED] + key[..., :ADDED] + self.distance(distance) + self.between(between)
        )
        multiplied = query[:, ADDED:].view(-1, N_ROLES, MULTIPLIED)
        logits: Tensor = self.out(hidden) + key[..., ADDED:] @ multiplied.transpose(1, 2) / MULTIPLIED**0.5
        return logits


class Model(nn.Module):
    """Both trained parts of a tagger of one size."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.linker = Linker()


# Where a layer's parts stand in a checkpoint of BERT's kind, and of MPNet's.
_BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_2": "output.LayerNorm",
}
_MPNET = _BERT | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "norm_1": "attention.LayerNorm",
}
_MPNET_FIRST = 2  # the position of the first piece: MPNet keeps two for padding
_MPNET_SHIFT = 4  # MPNet's word pieces are BERT's, behind four of its own
_MPNET_OWN = {0: 1, CLS: 0, SEP: 2}


def _words_of(table: Tensor) -> Tensor:
    """MPNet's word vectors in the order of BERT's word pieces, which it has under other numbers."""
    found = [_MPNET_OWN.get(number, number + _MPNET_SHIFT) for number in range(VOCABULARY)]
    return table[torch.tensor(found)]


def _around(raw: dict[str, Tensor], size: Size) -> dict[str, Tensor]:
    """Embeddings and their norm, and the distance biases, under our names."""
    words, places = (raw[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position"))
    found = {f"norm.{end}": raw[f"embeddings.LayerNorm.{end}"] for end in ("weight", "bias")}
    if not size.relative:
        kind = raw["embeddings.token_type_embeddings.weight"][0]
        return {**found, "words.weight": words, "positions.weight": places, "kind": kind}
    return {
        **found,
        "words.weight": _words_of(words),
        "positions.weight": places[_MPNET_FIRST : _MPNET_FIRST + size.positions],
        "relative.weight": raw["encoder.relative_attention_bias.weight"],
    }


def load_pretrained(encoder: Encoder, path: Path) -> None:
    """Fills the encoder from a safetensors file of BERT's or MPNet's kind (Hugging Face names).

    Raises ValueError where the checkpoint is none of the encoder's size.
    """
    raw = {name.removeprefix("bert."): part for name, part in load_file(path).items()}
    names = _MPNET if encoder.size.relative else _BERT
    state = _around(raw, encoder.size)
    for i in range(encoder.size.layers):
        old = f"encoder.layer.{i}."
        for end in ("weight", "bias"):
            parts = [raw[f"{old}{names[part]}.{end}"] for part in ("query", "key", "value")]
            state[f"layers.{i}.qkv.{end}"] = torch.cat(parts)
            for new in ("out", "norm_1", "up", "down", "norm_2"):
                state[f"layers.{i}.{new}.{end}"] = raw[f"{old}{names[new]}.{end}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or any(name.split(".")[0] in ("words", "layers", "norm", "relative") for name in missing):
        raise ValueError(f"the checkpoint does not fit: missing {missing}, unexpected {unexpected}")

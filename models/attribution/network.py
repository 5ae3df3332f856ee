"""The attribution tagger in PyTorch: a MiniLM encoder, flat tags, and tags as seen from each cue."""

import json
import math
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from transforms.attribution.linking import N_BETWEEN, N_DISTANCES
from transforms.attribution.marks import N_STATES
from transforms.attribution.windows import N_PLACES, N_SHAPES

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
N_TAGS = 7  # O, B-source, I-source, B-cue, I-cue, B-content, I-content
N_ROLES = 5  # O, B-source, I-source, B-content, I-content
ADDED, MULTIPLIED = 128, 48


class Layer(nn.Module):
    """One post-norm transformer layer of BERT's kind."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm_2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """[n, length, HIDDEN] to the same; `bias` is added to attention scores (padding), or None."""
        n, length, _ = x.shape
        query, key, value = self.qkv(x).view(n, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(HIDDEN / HEADS)
        weights = torch.softmax(scores if bias is None else scores + bias, -1)
        mixed = (weights @ value).transpose(1, 2).reshape(n, length, HIDDEN)
        x = self.norm_1(x + self.dropout(self.out(mixed)))
        return self.norm_2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces with their shapes, mark states and places, to tag logits and link projections.

    Returns logits [n, length, 2 * N_TAGS] (the flat layer, then the layer nested inside contents), key
    [n, length, ADDED + MULTIPLIED] and query [n, length, ADDED + N_ROLES * MULTIPLIED].
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(N_SHAPES, HIDDEN)
        self.marks = nn.Embedding(N_STATES, HIDDEN)
        self.places = nn.Embedding(N_PLACES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, 2 * N_TAGS)
        self.key = nn.Linear(HIDDEN, ADDED + MULTIPLIED)
        self.query = nn.Linear(HIDDEN, ADDED + N_ROLES * MULTIPLIED)
        for table in (self.shapes, self.marks, self.places):
            nn.init.zeros_(table.weight)

    def forward(
        self, ids: Tensor, shapes: Tensor, marks: Tensor, places: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Inputs [n, length]; `mask` is False on padding, or None where there is none."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kind
        x = self.dropout(self.norm(x + self.shapes(shapes) + self.marks(marks) + self.places(places)))
        bias = None if mask is None else (~mask)[:, None, None, :].to(x.dtype) * -1e4
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


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The float32 tensors of a safetensors file."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + length + at for at in entry["data_offsets"])
            found[name] = torch.from_numpy(np.frombuffer(data[start:end], np.float32).copy()).view(
                entry["shape"]
            )
    return found


def load_pretrained(encoder: Encoder, path: Path) -> None:
    """Fills the encoder with a BERT checkpoint's weights (Hugging Face names)."""
    raw = {name.removeprefix("bert."): tensor for name, tensor in read_safetensors(path).items()}
    state = {
        "words.weight": raw["embeddings.word_embeddings.weight"],
        "positions.weight": raw["embeddings.position_embeddings.weight"],
        "kind": raw["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": raw["embeddings.LayerNorm.weight"],
        "norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm_1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        old = f"encoder.layer.{i}."
        for end in ("weight", "bias"):
            state[f"layers.{i}.qkv.{end}"] = torch.cat(
                [raw[f"{old}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            )
            for new, name in names.items():
                state[f"layers.{i}.{new}.{end}"] = raw[f"{old}{name}.{end}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or any(name.split(".")[0] in ("words", "layers", "norm") for name in missing):
        raise ValueError(f"the checkpoint does not fit: missing {missing}, unexpected {unexpected}")

"""Batches of training windows as tensors, made ahead of the training in a process of their own."""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from multiprocessing import get_context

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from models.attribution.data import IGNORED, Example, Ints, Text, examples
from transforms.attribution.linking import between_buckets, distance_buckets
from transforms.attribution.windows import WINDOW

BATCH = 16


@dataclass(frozen=True)
class Batch:
    """Windows [n, WINDOW] and their cues [cues, WINDOW], padded.

    `tags`, `nested` and `roles` hold what is to be learnt, IGNORED where nothing is; `rows`, `starts` and
    `ends` say where each cue stands; `certain` [n] is 1 where people labelled it, 0 where a model did.
    """

    ids: Tensor
    shapes: Tensor
    marks: Tensor
    places: Tensor
    tags: Tensor
    nested: Tensor
    certain: Tensor
    rows: Tensor
    starts: Tensor
    ends: Tensor
    distance: Tensor
    between: Tensor
    roles: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The batch on another device."""
        return Batch(*(getattr(self, field.name).to(device, non_blocking=True) for field in fields(self)))

    def inputs(self) -> tuple[Tensor, ...]:
        """What the encoder reads."""
        return self.ids, self.shapes, self.marks, self.places, self.ids != 0

    def pooled(self, query: Tensor) -> Tensor:
        """The mean query of each cue's pieces: [cues, .] from [n, WINDOW, .]."""
        sums = torch.nn.functional.pad(query.cumsum(1), (0, 0, 1, 0))
        length = (self.ends - self.starts)[:, None]
        return (sums[self.rows, self.ends] - sums[self.rows, self.starts]) / length


def padded(rows: Sequence[Ints], fill: int, count: int) -> Tensor:
    """Rows of up to WINDOW numbers as [count, WINDOW]; what is missing is all `fill`."""
    table = np.full((count, WINDOW), fill, np.int64)
    for row, values in zip(table, rows, strict=False):
        row[: len(values)] = values
    return torch.from_numpy(table)


def _betweens(item: Example) -> list[Ints]:
    """For each cue, how many others lie between it and each piece; a nested cue sees the flat ones only."""
    flat, nested = item.cues[: item.flat], item.cues[item.flat :]
    return [*between_buckets(WINDOW, flat), *between_buckets(WINDOW, nested, flat)]


def batch_of(items: Sequence[Example], size: int = BATCH) -> Batch:
    """Up to `size` windows as one batch; missing windows are all padding."""
    cues = [(row, start, end) for row, item in enumerate(items) for start, end in item.cues]
    where = torch.tensor(cues, dtype=torch.long).reshape(-1, 3)
    certain = [float(item.certain) for item in items] + [0.0] * (size - len(items))
    between = [row for item in items for row in _betweens(item)]
    distance = distance_buckets(WINDOW, [(start, end) for _, start, end in cues])
    return Batch(
        *(
            padded([getattr(item.pieces, name) for item in items], 0, size)
            for name in ("ids", "shapes", "marks", "places")
        ),
        padded([item.tags for item in items], IGNORED, size),
        padded([item.nested for item in items], IGNORED, size),
        torch.tensor(certain),
        *where.T,
        padded(list(distance), 0, len(cues)),
        padded(between, 0, len(cues)),
        padded([role for item in items for role in item.roles], IGNORED, len(cues)),
    )


def in_order(items: Sequence[Example]) -> list[Batch]:
    """All windows in batches, as they come."""
    return [batch_of(items[at : at + BATCH]) for at in range(0, len(items), BATCH)]


def shuffled(texts: Sequence[Text], tokenizer: Tokenizer, seed: int) -> list[Batch]:
    """All windows of the texts once, varied and shuffled by the seed."""
    rng = random.Random(seed)
    items = examples(texts, tokenizer, rng)
    rng.shuffle(items)
    return in_order(items)


def epochs(texts: Sequence[Text], tokenizer: Tokenizer, seeds: Sequence[int]) -> Iterator[list[Batch]]:
    """The shuffled batches of each seed, the next ones made while these are used."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        made = [pool.submit(shuffled, texts, tokenizer, seed) for seed in seeds[:1]]
        for seed in [*seeds[1:], None]:
            ready = made.pop().result()
            made = [] if seed is None else [pool.submit(shuffled, texts, tokenizer, seed)]
            yield ready

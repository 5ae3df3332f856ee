"""A checkpoint as the run time's tagger: what labels unread news and is scored before an export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import torch
from tokenizers import Tokenizer

from models.attribution.batches import padded
from models.attribution.network import Linker, Model
from transforms.attribution.finding import Emissions, Options
from transforms.attribution.linking import LinkWeights
from transforms.attribution.windows import Pieces

TOGETHER = 32  # windows read at once


def link_weights(linker: Linker) -> LinkWeights:
    """The link head's tables as the run time reads them."""
    tables = (linker.distance.weight, linker.between.weight, linker.out.weight, linker.out.bias)
    return LinkWeights(*(table.detach().cpu().numpy().astype(np.float32) for table in tables))


@dataclass(frozen=True)
class TorchTagger:
    """A model on its device, with the settings of the run time; it is a transforms.attribution Tagger."""

    name: str
    tokenizer: Tokenizer
    model: Model
    device: torch.device
    options: Options

    @property
    def links(self) -> LinkWeights:
        """The link head's tables."""
        return link_weights(self.model.linker)

    @torch.no_grad()
    def __call__(self, windows: Iterable[Pieces]) -> Iterator[Emissions]:
        """The emissions of each window, in order."""
        iterator = iter(windows)
        while some := list(islice(iterator, TOGETHER)):
            fields = [
                padded([getattr(window, name) for window in some], 0, len(some)).to(self.device)
                for name in ("ids", "shapes", "marks", "places")
            ]
            with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.device.type == "cuda"):
                parts = self.model.encoder(*fields, fields[0] != 0)
            tables = [part.float().cpu().numpy() for part in parts]
            for row, window in enumerate(some):
                yield Emissions(*(table[row, : len(window)] for table in tables))

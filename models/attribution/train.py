"""Trains the attribution tagger on PolNeAR; see README.md beside this file for how to run it.

Seeded and resumable: a run that was stopped goes on from its last checkpoint when started again with the
same --out. Prints progress, and after every epoch the score on held-out training texts and on dev.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from models.attribution.data import IGNORED, Example, Gold, examples, held_out, load_scorer, read_texts
from models.attribution.network import LAYERS, Encoder, Linker, load_pretrained
from transforms.attribution.linking import between_buckets, distance_buckets
from transforms.attribution.windows import WINDOW

BATCH = 16
WARM_UP = 0.06  # share of all steps
KEEP = 0.99  # of the moving average, at every step


@dataclass
class Model:
    """The two trained parts, and the encoder compiled."""

    encoder: Encoder
    linker: Linker
    forward: Any

    def parts(self) -> nn.ModuleDict:
        """Both parts, for saving and optimising together."""
        return nn.ModuleDict({"encoder": self.encoder, "linker": self.linker})


def padded(batch: Sequence[Example], name: str, fill: int = 0, size: int = BATCH) -> Tensor:
    """One field of a batch as [size, WINDOW]; missing windows are all `fill`."""
    table = np.full((size, WINDOW), fill, np.int64)
    for row, item in zip(table, batch, strict=False):
        values = getattr(item.pieces, name) if hasattr(item.pieces, name) else getattr(item, name)
        row[: len(values)] = values
    return torch.from_numpy(table)


def inputs(batch: Sequence[Example]) -> tuple[Tensor, ...]:
    """What the encoder reads of a batch."""
    ids = padded(batch, "ids")
    return (ids, *(padded(batch, name) for name in ("shapes", "marks", "places")), ids != 0)


def link_inputs(batch: Sequence[Example], query: Tensor, key: Tensor) -> tuple[Tensor, ...] | None:
    """Query, key, distance and between buckets, and the wanted roles, one row a cue of the batch."""
    rows, pooled, distance, between, wanted = [], [], [], [], []
    for row, item in enumerate(batch):
        for number, (start, end) in enumerate(item.cues):
            rows.append(row)
            pooled.append(query[row, start:end].mean(0))
            distance.append(distance_buckets(WINDOW, start, end))
            others = item.cues[: item.flat]
            others = others if number < item.flat else [*others, (start, end)]
            between.append(between_buckets(WINDOW, min(number, len(others) - 1), others))
            roles = np.full(WINDOW, IGNORED)
            roles[: len(item.pieces)] = item.roles[number]
            wanted.append(roles)
    if not rows:
        return None
    return (
        torch.stack(pooled),
        key[torch.tensor(rows)],
        torch.from_numpy(np.stack(distance)),
        torch.from_numpy(np.stack(between)),
        torch.from_numpy(np.stack(wanted)),
    )


def loss_of(model: Model, batch: Sequence[Example]) -> tuple[Tensor, float, float]:
    """The joint loss, and its two parts as numbers."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, key, query = model.forward(*inputs(batch))
    tags, key, query = tags.float(), key.float(), query.float()
    flat = functional.cross_entropy(
        tags[..., :7].flatten(0, 1), padded(batch, "tags", IGNORED).flatten(), ignore_index=IGNORED
    )
    wanted = padded(batch, "nested", IGNORED).flatten()
    if bool((wanted != IGNORED).any()):
        flat = flat + functional.cross_entropy(tags[..., 7:].flatten(0, 1), wanted, ignore_index=IGNORED)
    linked = link_inputs(batch, query, key)
    if linked is None:
        return flat, float(flat.detach()), 0.0
    roles = functional.cross_entropy(
        model.linker(*linked[:4]).flatten(0, 1), linked[4].flatten(), ignore_index=IGNORED, reduction="sum"
    ) / (40 * len(linked[0]))
    return flat + roles, float(flat.detach()), float(roles.detach())


def optimizer_of(model: Model, rate: float) -> torch.optim.AdamW:
    """AdamW; lower layers learn more slowly, the new heads faster; no decay on biases and norms."""
    groups = []
    for name, value in model.parts().named_parameters():
        depth = LAYERS - int(name.split(".")[2]) if ".layers." in name else LAYERS + 1
        own = rate * 0.9 ** (depth - 1)
        if any(part in name for part in ("tags", "key", "query", "linker", "shapes", "marks", "places")):
            own = rate * 2.5
        groups.append(
            {"params": [value], "lr": own, "peak": own, "weight_decay": 0.01 if value.ndim > 1 else 0.0}
        )
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def spans_of(tags: Sequence[int]) -> set[tuple[int, int, int]]:
    """(role tag, start, end) of every B- or I- run in a tag sequence."""
    found, start, role = set(), -1, 0
    for at, tag in enumerate([*tags, 0]):
        if start >= 0 and tag != role + 1:
            found.add((role, start, at))
            start = -1
        if tag and start < 0:
            start, role = at, tag if tag % 2 else tag - 1
    return found


@torch.no_grad()
def quick_score(model: Model, items: Sequence[Example]) -> dict[str, float]:
    """Exact-span F1 per role by best tag, and the exact share of roles seen from gold cues, in percent."""
    hits = {role: [0, 0, 0] for role in (1, 3, 5)}
    right = total = 0
    model.encoder.eval()
    for at in range(0, len(items), BATCH):
        batch = items[at : at + BATCH]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tags, key, query = model.forward(*inputs(batch))
        best = tags[..., :7].float().argmax(-1).tolist()
        for row, item in enumerate(batch):
            found, gold = spans_of(best[row][: len(item.pieces)]), spans_of(item.tags.tolist())
            for role, counts in hits.items():
                f, g = {s for s in found if s[0] == role}, {s for s in gold if s[0] == role}
                counts[0] += len(f & g)
                counts[1] += len(f)
                counts[2] += len(g)
        linked = link_inputs(batch, query.float(), key.float())
        if linked:
            roles = model.linker(*linked[:4]).argmax(-1)
            roles[linked[4] == IGNORED] = 0
            wanted = linked[4].clamp(min=0)
            both = ((roles > 0) & ((wanted + 1) // 2 == (roles + 1) // 2)).sum(1)
            either = ((roles > 0) | (wanted > 0)).sum(1).clamp(min=1)
            right += int((both / either >= 0.5).sum())
            total += len(wanted)
    model.encoder.train()
    scores = {
        name: 200 * hits[role][0] / max(1, hits[role][1] + hits[role][2])
        for role, name in ((1, "source"), (3, "cue"), (5, "content"))
    }
    return {**{k: round(v, 1) for k, v in scores.items()}, "linked": round(100 * right / max(1, total), 1)}


def batches(items: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    """All windows once, shuffled."""
    order = list(range(len(items)))
    rng.shuffle(order)
    for at in range(0, len(order), BATCH):
        yield [items[i] for i in order[at : at + BATCH]]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "data", type=Path, help="folder of the benchmark data, with polnear/train and polnear/dev"
    )
    parser.add_argument("--scorer", type=Path, required=True, help="polnear.py, the benchmark's scorer")
    parser.add_argument(
        "--pretrained", type=Path, required=True, help="folder with model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--start", type=Path, help="a checkpoint whose averaged weights to start from")
    parser.add_argument("--nested", type=Path, help="JSON lines of nested attributions, made by nest.py")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--held-out", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


@dataclass
class State:
    """Where a training stands; saved whole, so that it can go on after a stop."""

    model: Model
    optimizer: torch.optim.AdamW
    average: dict[str, Tensor]
    step: int = 0
    epoch: int = 0
    done: int = 0

    def save(self, path: Path) -> None:
        """Writes the checkpoint beside its place, then moves it there."""
        part = path.with_suffix(".part")
        fields = {"average": self.average, "step": self.step, "epoch": self.epoch, "done": self.done}
        parts, optimizer = self.model.parts().state_dict(), self.optimizer.state_dict()
        torch.save({"parts": parts, "optimizer": optimizer, **fields}, part)
        part.replace(path)

    def load(self, path: Path) -> None:
        """Takes over a checkpoint."""
        saved = torch.load(path, weights_only=True)
        self.model.parts().load_state_dict(saved["parts"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.average, self.step = saved["average"], saved["step"]
        self.epoch, self.done = saved["epoch"], saved["done"]


def learn(state: State, batch: Sequence[Example], total: int) -> tuple[float, float]:
    """One step: warm-up and linear decay, clipped gradient, moving average. The two losses."""
    share = state.step / total
    factor = share / WARM_UP if share < WARM_UP else max(0.0, (1 - share) / (1 - WARM_UP))
    for group in state.optimizer.param_groups:
        group["lr"] = group["peak"] * factor
    parts = state.model.parts()
    loss, tag_loss, role_loss = loss_of(state.model, batch)
    state.optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(parts.parameters(), 1.0)
    state.optimizer.step()
    state.step += 1
    keep = min(KEEP, (state.step + 1) / (state.step + 10))
    with torch.no_grad():
        for name, value in parts.state_dict().items():
            state.average[name].lerp_(value, 1 - keep)
    return tag_loss, role_loss


def run_epoch(state: State, items: list[Example], rng: random.Random, total: int, folder: Path) -> None:
    """One pass over the windows, with progress every 20 batches and a checkpoint every 100."""
    clock, losses = time.monotonic(), []
    for done, batch in enumerate(batches(items, rng)):
        if done < state.done:
            continue
        losses.append(learn(state, batch, total))
        if len(losses) == 20:
            tags, roles = np.mean(losses, 0)
            took = time.monotonic() - clock
            print(
                f"epoch {state.epoch} batch {done} tags {tags:.4f} roles {roles:.4f} {took:.0f} s", flush=True
            )
            losses = []
        if state.step % 100 == 0:
            state.done = done + 1
            state.save(folder / "last.pt")
    state.epoch, state.done = state.epoch + 1, 0
    state.save(folder / "last.pt")


def scores(state: State, *sets: list[Example]) -> list[dict[str, float]]:
    """The scores of the averaged weights on each set."""
    parts = state.model.parts()
    own = {name: value.clone() for name, value in parts.state_dict().items()}
    parts.load_state_dict(state.average)
    found = [quick_score(state.model, items) for items in sets]
    parts.load_state_dict(own)
    return found


def new_state(args: argparse.Namespace) -> State:
    """A model from the pretrained weights, or as the last checkpoint left it."""
    encoder, linker = Encoder(), Linker()
    load_pretrained(encoder, args.pretrained / "model.safetensors")
    if args.start:
        both = nn.ModuleDict({"encoder": encoder, "linker": linker})
        both.load_state_dict(torch.load(args.start, weights_only=True)["average"])
    model = Model(encoder, linker, torch.compile(encoder, dynamic=False))
    average = {name: value.detach().clone() for name, value in model.parts().state_dict().items()}
    state = State(model, optimizer_of(model, args.rate), average)
    if (args.out / "last.pt").exists():
        state.load(args.out / "last.pt")
        print(f"going on at epoch {state.epoch}, batch {state.done}", flush=True)
    return state


def read_nested(path: Path | None) -> dict[str, Gold] | None:
    """The nested attributions that nest.py wrote, by document."""
    if path is None:
        return None
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["doc"]: row["attributions"] for row in rows}


def main() -> None:
    """Runs from the command line."""
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    scorer, folder = load_scorer(args.scorer), args.data / "polnear"
    tokenizer = Tokenizer.from_file(str(args.pretrained / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train, held = held_out(read_texts(scorer, folder / "train", read_nested(args.nested)), args.held_out)
    check = examples(held, tokenizer, None)
    dev = examples(read_texts(scorer, folder / "dev"), tokenizer, None)
    total = (len(examples(train, tokenizer, random.Random(0))) // BATCH + 1) * args.epochs
    state = new_state(args)
    print(f"{len(train)} texts, {len(held)} held out, about {total} batches in all", flush=True)
    while state.epoch < args.epochs:
        number, rng = state.epoch, random.Random(args.seed * 1000 + state.epoch)
        run_epoch(state, examples(train, tokenizer, rng), rng, total, args.out)
        print(f"EPOCH {number} held-out, dev: {scores(state, check, dev)}", flush=True)
        state.save(args.out / f"epoch{number}.pt")


if __name__ == "__main__":
    main()

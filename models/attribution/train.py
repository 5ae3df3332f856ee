"""Trains the attribution tagger on PolNeAR, by itself or under teachers; README.md says how to run it.

Seeded and resumable: a run that was stopped goes on from its last whole epoch when started again with the
same --out. Runs on a GPU where torch finds one, else on the processor. Prints progress, and every few
epochs the score of the averaged weights on held-out training texts and on dev.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from models.attribution.batches import Batch, epochs, in_order
from models.attribution.data import (
    IGNORED,
    Text,
    examples,
    held_out,
    load_scorer,
    read_attributions,
    read_made,
    read_texts,
)
from models.attribution.losses import Logits, loss_of
from models.attribution.network import N_TAGS, SIZES, Model, load_pretrained
from transforms.attribution.tag_sequences import runs

WARM_UP = 0.06  # share of all steps
KEEP = 0.995  # of the moving average, at every step
ROLES = {1: "source", 3: "cue", 5: "content"}  # by their B- tag
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


Reader = Callable[[Batch], Logits]


def reader(model: Model) -> Reader:
    """The model as a function of a batch; on the processor its encoder is compiled."""
    encoder = model.encoder if DEVICE.type == "cuda" else torch.compile(model.encoder, dynamic=False)

    def read(batch: Batch) -> Logits:
        with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
            tags, key, query = encoder(*batch.inputs())
        tags, key, query = tags.float(), key.float(), query.float()
        return Logits(tags, model.linker(batch.pooled(query), key[batch.rows], batch.distance, batch.between))

    return read


class Teachers:
    """Trained models whose mean probabilities a smaller one learns."""

    def __init__(self, models: Sequence[Model]) -> None:
        self.readers = [reader(model.to(DEVICE).eval()) for model in models]

    @torch.no_grad()
    def __call__(self, batch: Batch) -> Logits:
        """Mean probabilities of tags (each layer by itself) and roles."""
        said = [read(batch) for read in self.readers]
        layers = [
            torch.stack([one.tags[..., part].softmax(-1) for one in said]).mean(0)
            for part in (slice(0, N_TAGS), slice(N_TAGS, 2 * N_TAGS))
        ]
        return Logits(torch.cat(layers, -1), torch.stack([one.roles.softmax(-1) for one in said]).mean(0))


def optimizer_of(model: Model, rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW; lower layers learn more slowly, the new heads at a rate of their own; no decay on biases."""
    layers = model.encoder.size.layers
    groups = []
    for name, value in model.named_parameters():
        depth = layers - int(name.split(".")[2]) if ".layers." in name else layers + 1
        own = rate * (0.9 if layers < 12 else 0.95) ** (depth - 1)
        if any(part in name for part in ("tags", "key", "query", "linker", "shapes", "marks", "places")):
            own = head_rate
        decay = 0.01 if value.ndim > 1 else 0.0
        groups.append({"params": [value], "lr": own, "peak": own, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def spans_of(tags: Sequence[int]) -> set[tuple[int, int, int]]:
    """(role's B- tag, start, end) of every span in a tag sequence."""
    return {(role, *span) for role in ROLES for span in runs(np.array(tags), role)}


def _share(batch: Batch, said: Logits) -> list[bool]:
    """For each cue, whether half of what it takes or should take is right."""
    roles, wanted = said.roles.argmax(-1), batch.roles.clamp(min=0)
    roles[batch.roles == IGNORED] = 0
    both = ((roles > 0) & ((wanted + 1) // 2 == (roles + 1) // 2)).sum(1)
    either = ((roles > 0) | (wanted > 0)).sum(1).clamp(min=1)
    return list((both / either >= 0.5).tolist())


@torch.no_grad()
def quick_score(read: Reader, batches: Sequence[Batch]) -> dict[str, float]:
    """Exact-span F1 per role by best tag, and the share of cues that see the right pieces, in percent."""
    hits = {role: [0, 0] for role in ROLES}
    linked: list[bool] = []
    for each in batches:
        batch = each.to(DEVICE)
        said = read(batch)
        best = said.tags[..., :N_TAGS].argmax(-1)
        best[batch.tags == IGNORED] = 0
        for tags, gold in zip(best.tolist(), batch.tags.tolist(), strict=True):
            found, right = spans_of(tags), spans_of(gold)
            for role, counts in hits.items():
                f, g = {s for s in found if s[0] == role}, {s for s in right if s[0] == role}
                counts[0] += 2 * len(f & g)
                counts[1] += len(f) + len(g)
        linked += _share(batch, said)
    scores = {ROLES[role]: round(100 * a / max(1, b), 1) for role, (a, b) in hits.items()}
    return {**scores, "linked": round(100 * sum(linked) / max(1, len(linked)), 1)}


@dataclass
class State:
    """Where a training stands; saved whole after an epoch, so that it can go on after a stop."""

    model: Model
    optimizer: torch.optim.AdamW
    average: dict[str, Tensor]
    step: int = 0
    epoch: int = 0

    def save(self, path: Path) -> None:
        """Writes the checkpoint beside its place, then moves it there."""
        part = path.with_suffix(".part")
        fields = {"average": self.average, "step": self.step, "epoch": self.epoch}
        torch.save(
            {"parts": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), **fields}, part
        )
        part.replace(path)

    def load(self, path: Path) -> None:
        """Takes over a checkpoint."""
        saved = torch.load(path, weights_only=True, map_location=DEVICE)
        self.model.load_state_dict(saved["parts"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.average, self.step, self.epoch = saved["average"], saved["step"], saved["epoch"]

    @contextmanager
    def averaged(self) -> Iterator[Model]:
        """The model with the averaged weights, not training, for as long as the block runs."""
        own = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        self.model.eval()
        yield self.model
        self.model.load_state_dict(own)
        self.model.train()


def learn(state: State, read: Reader, batch: Batch, teachers: Teachers | None, total: int) -> Tensor:
    """One step: warm-up and linear decay, clipped gradient, moving average. The loss."""
    share = state.step / total
    factor = share / WARM_UP if share < WARM_UP else max(0.0, (1 - share) / (1 - WARM_UP))
    for group in state.optimizer.param_groups:
        group["lr"] = group["peak"] * factor
    loss = loss_of(read(batch), batch, teachers(batch) if teachers else None)
    state.optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(state.model.parameters(), 1.0)
    state.optimizer.step()
    state.step += 1
    keep = min(KEEP, (state.step + 1) / (state.step + 10))
    values = list(state.model.state_dict().values())
    torch._foreach_lerp_(list(state.average.values()), values, 1 - keep)
    return loss.detach()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with polnear/train and polnear/dev")
    parser.add_argument("--scorer", type=Path, required=True, help="polnear.py, the benchmark's scorer")
    parser.add_argument("--pretrained", type=Path, required=True, help="the encoder's model.safetensors")
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json of the small encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--nested", type=Path, help="JSON lines of nested attributions, made by nest.py")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="checkpoints of large models")
    parser.add_argument("--made", type=Path, help="JSON lines of texts that a teacher read, made by read.py")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--held-out", type=int, default=100)
    parser.add_argument("--score-every", type=int, default=2, help="epochs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def new_state(args: argparse.Namespace) -> State:
    """A model from the pretrained weights, or as the last checkpoint left it."""
    model = Model(SIZES[args.size])
    load_pretrained(model.encoder, args.pretrained)
    model.to(DEVICE).train()
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    state = State(model, optimizer_of(model, args.rate, args.head_rate), average)
    if (args.out / "last.pt").exists():
        state.load(args.out / "last.pt")
        print(f"going on at epoch {state.epoch}", flush=True)
    return state


def load_model(path: Path, size: str) -> Model:
    """The averaged weights of a checkpoint, ready to run."""
    model = Model(SIZES[size])
    model.load_state_dict(torch.load(path, weights_only=True, map_location="cpu")["average"])
    return model.eval()


def texts_of(args: argparse.Namespace) -> tuple[list[Text], list[Text], list[Text]]:
    """The texts to train on, those held out, and dev."""
    scorer, folder = load_scorer(args.scorer), args.data / "polnear"
    train, held = held_out(
        read_texts(scorer, folder / "train", read_attributions(args.nested)), args.held_out
    )
    return train + read_made(args.made), held, read_texts(scorer, folder / "dev")


def main() -> None:
    """Runs from the command line."""
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train, *others = texts_of(args)
    checks = {
        name: in_order(examples(texts, tokenizer, None))
        for name, texts in zip(("held out", "dev"), others, strict=True)
    }
    state = new_state(args)
    read = reader(state.model)
    teachers = Teachers([load_model(path, "large") for path in args.teachers]) if args.teachers else None
    total = args.epochs * len(in_order(examples(train, tokenizer, None)))
    print(f"{len(train)} texts, {len(others[0])} held out, about {total} batches in all", flush=True)
    seeds = [args.seed * 1000 + number for number in range(state.epoch, args.epochs)]
    for batches in epochs(train, tokenizer, seeds):
        clock, loss = time.monotonic(), torch.zeros((), device=DEVICE)
        for batch in batches:
            loss += learn(state, read, batch.to(DEVICE), teachers, total)
        state.epoch += 1
        state.save(args.out / "last.pt")
        took = time.monotonic() - clock
        print(f"epoch {state.epoch} loss {float(loss) / len(batches):.4f} {took:.0f} s", flush=True)
        if state.epoch % args.score_every == 0 or state.epoch == args.epochs:
            with state.averaged():
                found = {name: quick_score(read, each) for name, each in checks.items() if each}
            print(f"EPOCH {state.epoch}: {found}", flush=True)


if __name__ == "__main__":
    main()

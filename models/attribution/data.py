"""Training windows from PolNeAR: texts with their marks roughened, and the tags to be learnt."""

import hashlib
import importlib.util
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from transforms.attribution.windows import Pieces, pieces_of, windows
from transforms.language.layout import paragraphs
from transforms.language.spans import DOUBLE_MARKS

Ints = npt.NDArray[np.int64]
Gold = list[dict[str, list[list[int]]]]
SOURCE, CUE, CONTENT = 1, 3, 5  # tag numbers of B-; I- is one more
IGNORED = -100


@dataclass(frozen=True)
class Text:
    """One article: every annotator's attributions, and those nested in contents where a model added them.

    `certain` is False where a model, not people, made the attributions.
    """

    name: str
    text: str
    golds: tuple[Gold, ...]
    nested: Gold | None
    certain: bool = True


@dataclass(frozen=True)
class Example:
    """One window: tags [pieces], nested tags [pieces], and per cue its piece range and roles [pieces]."""

    pieces: Pieces
    tags: Ints
    nested: Ints
    cues: list[tuple[int, int]]
    roles: list[Ints]
    flat: int  # the first `flat` cues are of the flat layer, the rest nested
    certain: bool  # whether people labelled it


def load_scorer(path: Path) -> ModuleType:
    """The benchmark's own reader and scorer, so that training and scoring read the data alike."""
    spec = importlib.util.spec_from_file_location("polnear", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_texts(scorer: Any, folder: Path, nested: dict[str, Gold] | None = None) -> list[Text]:
    """Every article of a split, by name, with all its annotators' work (the first by name first)."""
    found = []
    for name, (text, first) in scorer.read_split(str(folder)).items():
        others = sorted(p for p in (folder / "attributions").iterdir() if p.name.startswith(name + "_"))[1:]
        golds = (first, *(scorer.read_ann(str(path)) for path in others))
        found.append(Text(name, text, golds, nested.get(name) if nested is not None else None))
    return found


def read_attributions(path: Path | None) -> dict[str, Gold] | None:
    """The nested attributions that nest.py wrote, by document."""
    if path is None:
        return None
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["doc"]: row["attributions"] for row in rows}


def read_made(path: Path | None) -> list[Text]:
    """The texts that label.py read, with what it found in them."""
    if path is None:
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Text(row["doc"], row["text"], (row["attributions"],), row["nested"], False) for row in rows]


def held_out(texts: Sequence[Text], count: int) -> tuple[list[Text], list[Text]]:
    """(kept for training, held out): the `count` texts whose names hash lowest."""
    ranked = sorted(texts, key=lambda t: hashlib.sha256(t.name.encode()).hexdigest())
    out = {t.name for t in ranked[:count]}
    return [t for t in texts if t.name not in out], [t for t in texts if t.name in out]


def roughened(text: str, rng: random.Random) -> str:
    """The text with some marks lost, flipped, straightened or single; one character stays one."""
    kind = rng.random()
    if kind < 0.05:
        return text.translate(dict.fromkeys(map(ord, DOUBLE_MARKS), rng.choice(" '")))
    if kind < 0.15:
        return text.translate(dict.fromkeys(map(ord, DOUBLE_MARKS), '"'))
    if kind < 0.35:
        return "".join(rng.choice(' "“”') if c in DOUBLE_MARKS and rng.random() < 0.15 else c for c in text)
    return text


def _mark_span(tags: Ints, pieces: Pieces, span: Sequence[int], begin: int) -> tuple[int, int] | None:
    """Writes B- and I- tags over the pieces that a span touches; their range, or None if it touches none."""
    at = np.flatnonzero((pieces.starts < span[1]) & (pieces.ends > span[0]) & (pieces.starts >= 0))
    if not len(at):
        return None
    tags[at] = begin + 1
    tags[at[0]] = begin
    return int(at[0]), int(at[-1]) + 1


def _cues(gold: Gold, pieces: Pieces, tags: Ints) -> tuple[list[tuple[int, int]], list[Ints]]:
    cues, roles = [], []
    for attribution in gold:
        for begin, role in ((CONTENT, "content"), (SOURCE, "source"), (CUE, "cue")):
            spans = [_mark_span(tags, pieces, span, begin) for span in attribution[role]]
        cue = [span for span in spans if span]
        if cue:
            mine = np.zeros(len(pieces), np.int64)
            for begin, role in ((3, "content"), (1, "source")):
                for span in attribution[role]:
                    _mark_span(mine, pieces, span, begin)
            cues.append((cue[0][0], cue[-1][1]))
            roles.append(mine)
    return cues, roles


def example(pieces: Pieces, gold: Gold, nested: Gold | None, certain: bool) -> Example:
    """The tags of one window."""
    tags = np.zeros(len(pieces), np.int64)
    inner = np.full(len(pieces), IGNORED if nested is None else 0, np.int64)
    flat = _cues(gold, pieces, tags)
    deep = _cues(nested or [], pieces, inner)
    return Example(pieces, tags, inner, flat[0] + deep[0], flat[1] + deep[1], len(flat[0]), certain)


def examples(texts: Sequence[Text], tokenizer: Tokenizer, rng: random.Random | None) -> list[Example]:
    """All windows of the texts, in order; with `rng`, varied for training, else exactly as at run time."""
    found = []
    for item in texts:
        gold, text, first = item.golds[0], item.text, None
        if rng:
            text = roughened(text, rng)
            first = rng.randrange(48, 257)
            if len(item.golds) > 1 and rng.random() < 0.3:
                gold = rng.choice(item.golds[1:])
        for window in windows(pieces_of(text, paragraphs(text), tokenizer), first=first):
            found.append(example(window, gold, item.nested, item.certain))
    return found

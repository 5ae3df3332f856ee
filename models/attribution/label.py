"""Reads news that nobody labelled with a trained checkpoint, and writes what it finds as JSON lines.

A smaller model is then taught on them (train.py --made --teachers): which pieces are whose comes from
the teachers' probabilities, these lines only say where cues stand.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from models.attribution.torch_tagger import TorchTagger
from models.attribution.train import DEVICE, load_model
from transforms.attribution.candidates import raw_of
from transforms.attribution.finding import Options, find
from transforms.attribution.windows import pieces_of, windows
from transforms.language.layout import paragraphs

LEAST = 200  # characters of a text worth reading


def unlabelled(data: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of Wikinews, of SEESAW's training stories and of ECB+'s articles, where they lie there."""
    csv.field_size_limit(2**24)
    for path in sorted(data.glob("wikinews_en/*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines)):
                yield f"{path.stem}-{number}", row["text"]
    for path in (data / "seesaw" / "train.jsonl", data / "ecbplus" / "ecbplus_fulltext.jsonl"):
        if path.exists():
            for number, line in enumerate(path.read_text("utf-8").splitlines()):
                yield f"{path.parent.name}-{number}", json.loads(line)["text"]


def labelled(text: str, tagger: TorchTagger) -> dict[str, Any]:
    """The attributions that the tagger finds in a text: flat ones with a cue, and nested ones."""
    cut = windows(pieces_of(text, paragraphs(text), tagger.tokenizer))
    found: dict[str, list[Any]] = {"attributions": [], "nested": []}
    for window, some in zip(cut, find(cut, list(tagger(cut)), tagger.links, tagger.options), strict=True):
        for one in some:
            spans = raw_of(window, one, tagger.options).spans
            if spans.cue and spans.content:
                roles = {
                    role: [list(s) for s in getattr(spans, role)] for role in ("content", "cue", "source")
                }
                found["nested" if one.nested else "attributions"].append(roles)
    return found


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with wikinews_en, seesaw, ecbplus")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--size", default="large")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    model = load_model(args.checkpoint, args.size).to(DEVICE)
    tagger = TorchTagger("teacher", tokenizer, model, DEVICE, Options())
    texts = [(name, text) for name, text in unlabelled(args.data) if len(text) >= LEAST]
    with args.out.open("w", encoding="utf-8") as out, torch.no_grad():
        for number, (name, text) in enumerate(texts):
            out.write(json.dumps({"doc": name, "text": text, **labelled(text, tagger)}) + "\n")
            if number % 200 == 0:
                print(f"{number} of {len(texts)} texts", flush=True)


if __name__ == "__main__":
    main()

"""Finds attributions inside the contents of the training texts, which PolNeAR's annotators left out.

A trained model reads each gold content as if it were an article of its own; what it finds there is taught
to the second layer of tags (train.py --nested), so that one pass over a text gives both.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.store.resources import load_resources
from models.attribution import exported
from models.attribution.data import Gold, Text, load_scorer, read_texts
from transforms.attribution.model import ModelExtractor
from transforms.language.spans import DOUBLE_MARKS, Span, covers, subtract

LEAST = 30  # characters of content below which nothing is looked for


def contents_of(gold: Gold) -> list[Span]:
    """Every content span long enough to hold an attribution."""
    return sorted(Span(*span) for one in gold for span in one["content"] if span[1] - span[0] >= LEAST)


def outside(text: str, contents: Sequence[Span]) -> list[Span]:
    """All of the text but the contents, and the quotation marks in which a content stands."""
    trimmed = []
    for span in contents:
        start, end = span
        while start < end and text[start] in DOUBLE_MARKS:
            start += 1
        while end > start and (text[end - 1] in DOUBLE_MARKS):
            end -= 1
        trimmed.append(Span(start, end))
    return subtract([Span(0, len(text))], trimmed)


def nested_in(item: Text, extract: ModelExtractor) -> list[dict[str, Any]]:
    """The attributions that lie whole inside one content span of the first annotator."""
    contents = contents_of(item.golds[0])
    found = []
    for one in extract.one(item.text, outside(item.text, contents)):
        spans = (*one.content, *one.cue, *one.source)
        if any(all(covers(content, span) for span in spans) for content in contents):
            found.append(
                {role: [list(span) for span in getattr(one, role)] for role in ("content", "cue", "source")}
            )
    return found


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of an exported model")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    extract = ModelExtractor(exported.load(args.model), load_resources().lemmatiser)
    texts = read_texts(load_scorer(args.scorer), args.data / "polnear" / "train")
    with args.out.open("w", encoding="utf-8") as out:
        for number, item in enumerate(texts):
            out.write(json.dumps({"doc": item.name, "attributions": nested_in(item, extract)}) + "\n")
            if number % 50 == 0:
                print(f"{number} of {len(texts)} texts", flush=True)


if __name__ == "__main__":
    main()

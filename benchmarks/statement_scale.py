"""What aligning quotes costs: seconds, memory, and whether one costs more where there are more of them."""

import random
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from schemas.package import table as contract
from tests.resources import Given, shipped
from transforms import ids
from transforms.comparison.statements.stage import find_statements
from transforms.language.encoder import Encoder
from transforms.language.stage import ANALYSIS
from transforms.tables import Tables

Row = dict[str, object]
FOUND: Row = {
    "type": "direct",
    "confidence": 1.0,
    "method": "sampled",
    "cue_modifiers": [],
    "negated": False,
}
"""What every sampled quote is."""


def perturbed(text: str, choose: random.Random) -> str:
    """A real quote as another outlet might print it: some words gone, some swapped, perhaps cut short."""
    words = [word for word in text.split() if choose.random() > 0.12]
    for mention in range(len(words) - 1):
        if choose.random() < 0.08:
            words[mention], words[mention + 1] = words[mention + 1], words[mention]
    if len(words) > 8 and choose.random() < 0.3:
        words = words[: choose.randint(6, len(words))]
    return " ".join(words) or text


def sampled(quotes: Sequence[Sequence[str]], n: int, seed: int = 0, documents_of_story: int = 5) -> Tables:
    """`n` quotes in stories of some documents; a story's utterances are one article's, four a speaker."""
    choose = random.Random(seed)
    rows, spans, documents, texts, stories = [], [], [], [], []
    while len(rows) < n:
        article = choose.choice(quotes)
        story = ids.story_id(str(len(documents)))
        for outlet in range(documents_of_story):
            document = ids.document_id("sample", f"{len(documents)} {outlet}")
            said = [i for i in range(len(article)) if choose.random() < 0.6]
            contents = [perturbed(article[i], choose) for i in said]
            at = 0
            for number, (i, content) in enumerate(zip(said, contents, strict=True)):
                key = ids.quote_id(document, content, number)
                mention = {"document_id": document, "quote_id": key, "start": at, "end": at + len(content)}
                rows.append(
                    mention | FOUND | {"content": content, "speaker_id": ids.speaker_id(f"{story}{i // 4}")}
                )
                spans.append(mention | {"role": "content", "ordinal": 0, "text": content})
                at += len(content) + 1
            documents.append({"document_id": document, "language": "en"})
            texts.append({"document_id": document, "text": "\n".join(contents) or "-"})
            stories.append({"document_id": document, "story_id": story, "similarity": 0.5})
    made = {
        "quotes": rows,
        "quote_spans": spans,
        "documents": documents,
        "texts": texts,
        "story_documents": stories,
    }
    return Tables().with_frames(
        {name: pl.DataFrame(part, schema=contract(name).polars_schema) for name, part in made.items()}
    )


def real_quotes(data: Path) -> list[list[str]]:
    """Contents of attributions by article, as the brat files of polnear/train give them."""
    articles = []
    for path in sorted((data / "polnear" / "train").rglob("*.ann")):
        lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        contents = [fields[2] for fields in lines if len(fields) > 2 and fields[1].startswith("Content")]
        if len(contents) >= 8:
            articles.append([content for content in contents if len(content.split()) > 3])
    return articles


def scale_rows(data: Path, encoder: Encoder, sizes: Sequence[int], large: int = 500) -> list[Row]:
    """Seconds, memory and cost a quote of aligning ever more quotes, last those of one large story.

    In that, hundreds of documents print each utterance in as many wordings.
    """
    quotes = real_quotes(data)
    made: list[Row] = []
    given = [(5, sampled(quotes, n)) for n in sizes]
    for documents, found_quotes in (*given, (large, sampled(quotes, 1, documents_of_story=large))):
        resources = Given(analyser=shipped().analyser, encoder=encoder)
        tables = ANALYSIS(found_quotes, resources).tables
        start = time.process_time()
        found = find_statements(tables, resources).tables.statements
        taken = time.process_time() - start
        size = tables.quotes.height
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        first = float(str(made[0]["ms a quote"])) if made else 1000 * taken / size
        made.append(
            {
                "documents a story": documents,
                "quotes": size,
                "statements": found.height,
                "CPU seconds": taken,
                "ms a quote": round(1000 * taken / size, 2),
                "growth": f"{1000 * taken / size / first:.2f}",
                "peak GiB": f"{peak:.2f}",
            }
        )
    return made


def encoder_rows(data: Path, encoder: Encoder) -> list[Row]:
    """What the model costs a sentence, the first and the second thousand apart."""
    texts = [content for article in real_quotes(data) for content in article][:1000]
    made = []
    for part in (texts[:500], texts[500:]):
        start = time.process_time()
        for text in part:
            encoder(text)
        made.append(
            {
                "sentences": len(part),
                "CPU ms a sentence": round(1000 * (time.process_time() - start) / len(part), 1),
            }
        )
    return made

"""GAP and GUM as this project's values: documents with attributions, pronouns with their candidates."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from flows.store.resources import load_resources
from transforms.attribution.values import Attribution
from transforms.language.analysis import AnalysedDocument
from transforms.language.layout import paragraphs
from transforms.language.names import Name
from transforms.language.spans import Span
from transforms.speakers.context import ResolutionContext
from transforms.speakers.entities import Entity
from transforms.speakers.mention_words import GENDERED_PRONOUNS
from transforms.speakers.pronoun_features import Window, features
from transforms.speakers.pronoun_resolution import all_features, candidates
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.sources import read_source


@dataclass(frozen=True, slots=True)
class Example:
    """A pronoun: the features of each candidate and whether it is right; `a` and `b` only for GAP."""

    candidates: list[dict[str, float]]
    right: list[bool]
    document: str
    a: int | None = None
    b: int | None = None
    gold: tuple[bool, bool] = (False, False)
    feminine: bool = False


def resolver() -> DocumentResolver:
    """The resolver of a build."""
    return load_resources().resolver


def analysed(text: str) -> AnalysedDocument:
    """A text as the resolver takes it: a sentence starts with each paragraph."""
    edges = [paragraph.start for paragraph in paragraphs(text)]
    return next(iter(load_resources().analyser([(text, edges)])))


def gap_examples(path: Path, known: DocumentResolver, *, headline: bool) -> list[Example]:
    """Every pronoun of a GAP file; with `headline`, its page's title is the text's first line."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_gap_example(row, known, headline) for row in rows]


def _gap_example(row: dict[str, str], known: DocumentResolver, headline: bool) -> Example:
    title = re.sub(r"\s*\(.*\)$", "", unquote(row["URL"].rpartition("/")[2]).replace("_", " "))
    above = f"{title}\n\n" if headline else ""
    context = ResolutionContext(analysed(above + row["Text"]), [], known.reference)
    places = {k: int(row[f"{k}-offset"]) + len(above) for k in ("A", "B", "Pronoun")}
    a, b = (_entity_at(context, places[k], row[k]) for k in ("A", "B"))
    word = context.word_at(places["Pronoun"])
    window = Window(context, word)
    others = [
        i for i in candidates(context, word) if context.entities[i].is_surely_person and i in window.mentions
    ]
    all_ = list(dict.fromkeys([a, b, *others]))
    gold = (row["A-coref"] == "TRUE", row["B-coref"] == "TRUE")
    return Example(
        [features(window, i, all_) for i in all_],
        [(i == a and gold[0]) or (i == b and gold[1]) for i in all_],
        row["ID"],
        all_.index(a),
        all_.index(b),
        gold,
        row["Pronoun"].lower() in ("she", "her", "hers"),
    )


def _entity_at(context: ResolutionContext, start: int, text: str) -> int:
    """The entity whose name stands at a candidate's place; a new one where no name was found there."""
    end = start + len(text)
    for name in context.named:
        if name.start < end and start < name.end:
            return context.owner[id(name)]
    made = Name(start, end, context.word_at(start), context.word_at(end - 1), text, "person", True)
    context.entities.append(Entity("person", [made]))
    context.named = sorted([*context.named, made], key=lambda name: name.start)
    context.owner[id(made)] = len(context.entities) - 1
    return len(context.entities) - 1


def gum_documents(folder: Path) -> Iterator[dict[str, Any]]:
    """The documents of GUM, news then interviews."""
    for genre in ("news", "interview"):
        for line in (folder / f"{genre}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def gum_attributions(document: dict[str, Any]) -> list[tuple[Attribution, dict[str, Any]]]:
    """The gold attributions with content, each with its gold record."""
    found = []
    for record in document["attributions"]:
        if record["content"]:
            roles = {r: tuple(sorted(Span(*s) for s in record[r])) for r in ("content", "cue", "source")}
            kind = "direct" if record["has_quote_marks"] else "indirect"
            found.append((Attribution(type=kind, confidence=1.0, method="gold", **roles), record))
    return found


def gum_examples(folder: Path, known: DocumentResolver) -> list[Example]:
    """Every he, she, him, her and his of GUM with two candidates or more, one of them right."""
    return [example for document in gum_documents(folder) for example in _gum_pronouns(document, known)]


def _gum_pronouns(document: dict[str, Any], known: DocumentResolver) -> Iterator[Example]:
    attributions = [attribution for attribution, _ in gum_attributions(document)]
    context = ResolutionContext(analysed(document["text"]), attributions, known.reference)
    _note_named_sources(context, attributions)
    sources = {span.start for attribution in attributions for span in attribution.source}
    for chain in document["coref"]:
        mentions = [tuple(mention) for mention in chain["mentions"]]
        right = named_by(context, mentions)
        for start, end in mentions:
            lower = document["text"][start:end].lower()
            if chain["etype"] == "person" and lower in GENDERED_PRONOUNS and right:
                word = context.word_at(start)
                near = candidates(context, word)
                if len(near) > 1:
                    made = all_features(context, word, near, is_source=start in sources)
                    yield Example(made, [i in right for i in near], document["doc"])


def _note_named_sources(context: ResolutionContext, attributions: Sequence[Attribution]) -> None:
    for attribution in attributions:
        source = read_source(context.tagged, attribution.source)
        if source is not None and source.name is not None and source.name.kind == "person":
            entity = context.entity_of(source.name)
            if entity is not None:
                context.history.note(source.start, entity)


def named_by(context: ResolutionContext, mentions: Sequence[tuple[int, ...]]) -> set[int]:
    """The entities whose names head a mention of the chain."""
    return {
        context.owner[id(name)]
        for name in context.named
        for start, end in mentions
        if start <= name.start and name.end <= end and end - name.end <= 2
    }

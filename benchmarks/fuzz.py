"""Ten thousand spoilt articles through the whole line: nothing raised, lost or slow, every span right."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import cast

import polars as pl

from benchmarks.manifest_mutants import manifest_mutants
from benchmarks.mutants import Mutant, mutants
from benchmarks.page import stamp, table, write_block
from flows.engine import environment
from flows.engine.executor import Executor, Lost
from flows.engine.watched import reader
from flows.store.resources import RAW
from schemas.origins import Manifest, ManifestError, parse_manifest
from schemas.package import RELEASED
from tests.resources import Given, shipped
from tests.transforms.attribution.stand_in import StandIn
from tests.transforms.english import lemmatise
from tests.transforms.line import STORY
from transforms.attribution.model import ModelExtractor
from transforms.attribution.values import Extractor
from transforms.contract import DOCUMENTS_MEET_CONTRACT
from transforms.pipeline import OVER_DOCUMENTS, STORY_BY_STORY, assemble, read, read_closely
from transforms.reading.raw_files import raw_files
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.tables import Tables

SEED = 20261122
MUTANTS = 10_000
MANIFESTS = 3_000
SECONDS = 20
"""Of the processor, in which an article or a manifest must be read; a batch has one more for each article."""

BATCH = 50
"""Articles of one build."""

REAL = 5
"""Every so many builds, the trained tagger reads, and articles are compared with each other. In the others a
stand-in makes up numbers wilder than any model's, and the rest of the line has to bear what comes of them."""

_CAUGHT = ("extraction_failed", "broken_rule", "orphan")
"""Reasons of rejects that are faults of ours, which the line survived, and not of the article."""


@dataclass
class Seen:
    """What became of the mutants: counts, and a line for every fault."""

    read: int = 0
    tagged: int = 0
    kept: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    spans: int = 0
    manifests: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Seen") -> None:
        """Count what was seen of others, too."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            else:
                setattr(self, one.name, mine + theirs)


def run(data: Path) -> None:
    """Spoil, build, look, and write the table into docs/benchmarks.md; needs no benchmark data."""
    del data
    seen, started = Seen(), time.perf_counter()
    worker = reader(RAW)
    try:
        for number, batch in enumerate(_batches(mutants(MUTANTS, SEED))):
            _watched(worker, batch, number % REAL == 0, seen)
            print(f"{seen.read} mutants, {len(seen.faults)} faults", flush=True)
        for data in manifest_mutants(MANIFESTS, SEED):
            _watched_manifest(worker, data, seen)
    finally:
        worker.stop()
    print(*seen.faults, sep="\n")
    told = f"Seed {SEED}; {(time.perf_counter() - started) / 60:.0f} minutes."
    write_block("fuzz", f"{stamp('python -m benchmarks fuzz')}\n\n{_page(seen)}\n\n{told}")


def _watched(worker: Executor, batch: Sequence[Mutant], tagged: bool, seen: Seen) -> None:
    """Examine `batch` in a worker, which is ended where it takes too long; then one by one."""
    try:
        seen.add(worker.run(_examined, batch, tagged, seconds=SECONDS + len(batch)))
    except Lost as lost:
        if len(batch) == 1:
            seen.read += 1
            seen.faults.append(f"{lost}; spoilt by {', '.join(batch[0].ways)}: {batch[0].data!r}")
            return
        for one in batch:
            _watched(worker, [one], tagged, seen)


def _examined(batch: Sequence[Mutant], tagged: bool) -> Seen:
    seen = Seen(tagged=len(batch) * tagged)
    extractor = shipped().extractor if tagged else ModelExtractor(StandIn(), lemmatise)
    with environment.quiet_libraries():
        examine(batch, seen, extractor, compared=tagged)
    return seen


def _watched_manifest(worker: Executor, data: bytes, seen: Seen) -> None:
    try:
        seen.add(worker.run(examine_manifest, data, seconds=SECONDS))
    except Lost as lost:
        seen.faults.append(f"{lost}; the manifest {data[:2000]!r}")


def examine_manifest(data: bytes) -> Seen:
    """Read a manifest and the files that it lists, a story each: refused in one line, or all told."""
    seen = Seen(manifests=1)
    try:
        manifest = parse_manifest(data, "manifest.json")
    except ManifestError as error:
        seen.refused = 1
        seen.faults += [f"more than a line: {error}"] * (len(str(error).splitlines()) != 1)
        return seen
    except Exception as error:  # whatever it is, it is what is looked for
        seen.faults.append(f"{type(error).__name__}: {error}; the manifest {data[:2000]!r}")
        return seen
    files = {entry.path: f"{STORY}{number}".encode() for number, entry in enumerate(manifest.documents)}
    try:
        documents = read(Tables(raw_files=raw_files(manifest, files)), Given())
        finished = assemble([documents], Given(), (DOCUMENTS_MEET_CONTRACT,))
        seen.faults += _lost(manifest.documents, documents, finished)
    except Exception as error:
        seen.faults.append(f"{type(error).__name__}: {error}; the manifest {data[:2000]!r}")
    return seen


def examine(batch: Sequence[Mutant], seen: Seen, extractor: Extractor, *, compared: bool = False) -> None:
    """Build `batch` as one origin, and add what is found to `seen`; what raises is looked for one by one."""
    try:
        _build(batch, seen, extractor, compared)
    except Exception as error:  # whatever it is, it is what is looked for
        if len(batch) == 1:
            seen.faults.append(
                f"{type(error).__name__}: {error}; spoilt by {', '.join(batch[0].ways)}: {batch[0].data!r}"
            )
            seen.read += 1
            return
        for one in batch:
            examine([one], seen, extractor, compared=compared)


def _build(batch: Sequence[Mutant], seen: Seen, extractor: Extractor, compared: bool) -> None:
    files = {f"{number:05}.txt": mutant.data for number, mutant in enumerate(batch)}
    given = cast(Resources, _With(extractor))
    documents = read(Tables(raw_files=raw_files(_manifest(files, batch), files)), given)
    found = read_closely(documents.tables, given)
    stages = (*OVER_DOCUMENTS, *STORY_BY_STORY) if compared else OVER_DOCUMENTS
    finished = assemble([documents, found], given, stages)
    faults = [*_lost(batch, documents, finished), *_wrong(finished.tables)]
    seen.faults += [f"{fault}; mutants {seen.read} to {seen.read + len(batch) - 1}" for fault in faults]
    seen.read += len(batch)
    _count(finished.tables, seen)


class _With:
    """The shipped resources with another extractor."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor

    def __getattr__(self, name: str) -> object:
        return getattr(shipped(), name)


def _lost(batch: Sequence[object], documents: StageResult, finished: StageResult) -> Iterator[str]:
    """Files and rows that are neither kept nor rejected, and rejects that are faults of ours."""
    kept = finished.tables.documents.height
    rejected = documents.tables.rejects.height
    if kept + rejected != len(batch):
        yield f"{len(batch)} files became {kept} documents and {rejected} rejects"
    for count in finished.counts:
        if not count.balanced:
            yield f"unbalanced: {count}"
    ours = finished.tables.rejects.filter(pl.col("reason").is_in(_CAUGHT))
    for row in ours.select("stage", "reason", "table", "detail").iter_rows():
        yield f"caught: {row}"


def _wrong(tables: Tables) -> Iterator[str]:
    """Spans that are not what they say, and zones that overlap or leave words out."""
    texts = dict(tables.texts.iter_rows())
    for known in RELEASED:
        if known.has_slices:
            for key, start, end, text in (
                tables.frame(known.name).select("document_id", "start", "end", "text").iter_rows()
            ):
                if not 0 <= start < end or texts[key][start:end] != text:
                    yield f"{known.name}: [{start}:{end}] is not {text!r}"
        elif {"start", "end"} <= known.polars_schema.keys():
            for key, start, end in tables.frame(known.name).select("document_id", "start", "end").rows():
                if not 0 <= start < end <= len(texts[key]):
                    yield f"{known.name}: [{start}:{end}] of {len(texts[key])} characters"
    for key, text in texts.items():
        yield from _uncovered(text, tables.zones.filter(document_id=key).sort("start"))


def _uncovered(text: str, zones: pl.DataFrame) -> Iterator[str]:
    at = 0
    for start, end in [*zones.select("start", "end").iter_rows(), (len(text), len(text))]:
        if start < at:
            yield f"zones: [{start}:{end}] begins before {at}"
        if text[at:start].strip():
            yield f"zones: {text[at:start]!r} is in none"
        at = end


def _count(tables: Tables, seen: Seen) -> None:
    seen.kept += tables.documents.height
    seen.rejected.update(tables.rejects.get_column("reason"))
    for known in RELEASED:
        seen.rows[known.name] += tables.frame(known.name).height
        if known.has_slices:
            seen.spans += tables.frame(known.name).height


def _manifest(files: dict[str, bytes], batch: Sequence[Mutant]) -> Manifest:
    entries = [
        {
            "path": path,
            "locator": path,
            "sha256": sha256(data).hexdigest(),
            "bytes": len(data),
            "media_type": mutant.media_type,
            "language": "en",
            "is_translation": None,
            "translated_from": None,
            "retrieved_at": None,
            "published_at": "2024-05-07",
        }
        for (path, data), mutant in zip(files.items(), batch, strict=True)
    ]
    outlet = {"name": None, "about": None, "homepage": None}
    licence = {"name": None, "text": "Spoilt for a measurement.", "redistributable": True}
    content = {"origin": "mutants", "outlet": outlet, "licence": licence, "documents": entries}
    return parse_manifest(json.dumps(content), "manifest.json")


def _batches(given: Iterator[Mutant]) -> Iterator[list[Mutant]]:
    while batch := list(islice(given, BATCH)):
        yield batch


def _page(seen: Seen) -> str:
    counts = {
        "articles spoilt and read": seen.read,
        "of these by the trained tagger, and compared": seen.tagged,
        "kept": seen.kept,
        **{f"rejected: {reason}": number for reason, number in sorted(seen.rejected.items())},
        **{name: seen.rows[name] for name in ("quotes", "claims", "quantities", "statements")},
        "spans compared with their text": seen.spans,
        "manifests spoilt and read": seen.manifests,
        "of these refused in one line": seen.refused,
        "**raised, lost, wrong or too slow**": len(seen.faults),
    }
    return table([{"what": name, "number": number} for name, number in counts.items()])

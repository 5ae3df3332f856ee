"""`parallax attribute`: the attributions of any text files, by the same transforms as a release."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.engine.logs import LOGGER
from flows.store.resources import load_resources
from schemas.texts import Texts
from schemas.vocabularies import SPAN_ROLES
from schemas.zones import Zones
from transforms import pipeline
from transforms.ids import document_id
from transforms.reading.decoding import Undecodable
from transforms.reading.readers import is_known, reader_of
from transforms.reading.zones import find_zones
from transforms.results import StageResult
from transforms.rows import table_of
from transforms.tables import Tables

STDIN = "-"
_BATCH_FILES = 32
_BATCH_CHARS = 500_000
_PRINTED = ("type", "cue_lemma", "cue_class", "cue_modifiers", "negated", "nested_in")


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that gave no attributions, and why, on one line."""

    line: str


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    document_id: str
    text: str


def attribute(names: Sequence[str], *, nested: bool = True) -> Iterator[dict[str, Any] | Bad]:
    """One object a file, in order: {"doc", "attributions"}, or Bad; `names` are files, folders or "-".

    Offsets are half-open code points into the decoded file (into the extracted text, for HTML). `nested_in`
    is the place in the list of the attribution inside whose content one stands; without `nested` these are
    left out.
    """
    for batch in _batches(_read(path, number) for number, path in enumerate(_files(names))):
        texts = [item for item in batch if isinstance(item, _Text)]
        found = dict(zip((text.document_id for text in texts), _found(texts, nested), strict=True))
        for item in batch:
            yield found[item.document_id] if isinstance(item, _Text) else item


def _files(names: Iterable[str]) -> Iterator[Path]:
    """Every file meant; a folder means all files of a known format below it, by name."""
    for name in names:
        path = Path(name)
        if name != STDIN and path.is_dir():
            yield from sorted(p for p in path.rglob("*") if is_known(p.suffix) and p.is_file())
        else:
            yield path


def _read(path: Path, number: int) -> _Text | Bad:
    stdin = str(path) == STDIN
    try:
        data = sys.stdin.buffer.read() if stdin else path.read_bytes()
        text = reader_of(path.suffix).read(data).text
    except OSError as error:
        return Bad(f"{path}: {(error.strerror or str(error)).lower()}")
    except Undecodable as error:
        return Bad(f"{path}: {error.reason}: {error}")
    except Exception as error:  # no file costs another its answer, whatever a library makes of it
        return _failed(str(path), error)
    return _Text("stdin" if stdin else path.stem, document_id("attribute", str(number)), text)


def _batches(items: Iterable[_Text | Bad]) -> Iterator[list[_Text | Bad]]:
    """As many at once as the model handles well, and no more than one can wait for."""
    batch: list[_Text | Bad] = []
    chars = 0
    for item in items:
        batch.append(item)
        chars += len(item.text) if isinstance(item, _Text) else 0
        if len(batch) >= _BATCH_FILES or chars >= _BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _found(texts: Sequence[_Text], nested: bool) -> Iterator[dict[str, Any] | Bad]:
    """What was found in each text, speakers named as all together name them; alone where that raises."""
    with suppress(Exception):
        return iter(_together(texts, nested))
    return (_alone(text, nested) for text in texts)


def _alone(text: _Text, nested: bool) -> dict[str, Any] | Bad:
    try:
        return _together([text], nested)[0]
    except Exception as error:
        return _failed(text.name, error)


def _together(texts: Sequence[_Text], nested: bool) -> list[dict[str, Any] | Bad]:
    result = pipeline.attribute(_tables(texts), load_resources()) if texts else StageResult()
    failed = {row["document_id"]: row["detail"] for row in result.tables.rejects.to_dicts()}
    made = _attributions(result.tables, nested)
    return [
        Bad(f"{text.name}: {failed[text.document_id]}")
        if text.document_id in failed
        else {"doc": text.name, "attributions": made.get(text.document_id, [])}
        for text in texts
    ]


def _failed(name: str, error: Exception) -> Bad:
    LOGGER.warning("%s was left out", name, exc_info=error)
    return Bad(" ".join(f"{name}: reading raised {type(error).__name__}: {error}".split()))


def _tables(texts: Sequence[_Text]) -> Tables:
    zones = [
        {"document_id": text.document_id, "start": zone.start, "end": zone.end, "kind": zone.kind}
        for text in texts
        for zone in find_zones(text.text)
    ]
    rows = ({"document_id": text.document_id, "text": text.text} for text in texts)
    return Tables(texts=table_of(Texts, rows), zones=table_of(Zones, zones))


def _attributions(tables: Tables, nested: bool) -> dict[str, list[dict[str, Any]]]:
    """By document, the attributions in reading order."""
    names = {row["speaker_id"]: row["name"] for row in tables.speakers.to_dicts()}
    spans: dict[tuple[str, str], list[list[int]]] = {}
    for span in sorted(tables.quote_spans.to_dicts(), key=lambda row: int(row["ordinal"])):
        spans.setdefault((span["quote_id"], span["role"]), []).append([span["start"], span["end"]])
    made: dict[str, list[dict[str, Any]]] = {}
    places: dict[str, int] = {}
    quotes = [row for row in tables.quotes.to_dicts() if nested or row["nested_in"] is None]
    for quote in sorted(quotes, key=lambda row: (row["start"], row["end"])):
        mine = made.setdefault(quote["document_id"], [])
        places[quote["quote_id"]] = len(mine)
        placed = {role: spans.get((quote["quote_id"], role), []) for role in SPAN_ROLES}
        mine.append(
            placed
            | {name: quote[name] for name in _PRINTED}
            | {"speaker": names.get(quote["speaker_id"]), "confidence": round(quote["confidence"], 4)}
        )
    for one in (one for mine in made.values() for one in mine):
        one["nested_in"] = places.get(one["nested_in"])
    return made

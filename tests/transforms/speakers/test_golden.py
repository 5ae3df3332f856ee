"""The first five articles: speakers as a careful reader finds them; see tests/golden/speakers/README.md."""

import json
from pathlib import Path

import pytest

from tests.resources import analysed, shipped
from transforms.attribution.values import Attribution
from transforms.language.name_forms import same_person
from transforms.language.spans import Span
from transforms.speakers.linking import link
from transforms.speakers.local_speakers import Local

PROJECT = Path(__file__).parents[3]
ORIGINS = sorted(path.stem for path in (PROJECT / "tests" / "golden" / "speakers").glob("*.json"))
Line = dict[str, str | None]


def read(origin: str) -> tuple[str, list[Line]]:
    text = next((PROJECT / "raw" / origin).glob("*.txt")).read_text(encoding="utf-8-sig")
    golden = PROJECT / "tests" / "golden" / "speakers" / f"{origin}.json"
    return text, json.loads(golden.read_text(encoding="utf-8"))


def attribution(text: str, line: Line) -> Attribution:
    content = str(line["content"])
    start = text.index(content)
    source: tuple[Span, ...] = ()
    if line["source"]:
        place = text.index(line["source"], text.index(str(line["context"])))
        source = (Span(place, place + len(line["source"])),)
    kind = "direct" if content[0] in '"“' else "indirect"
    return Attribution((Span(start, start + len(content)),), kind, 1.0, "gold", source=source)


def resolved(origin: str) -> list[tuple[Line, str | None, str | None]]:
    """Each golden line with the name found and its kind."""
    text, lines = read(origin)
    made = shipped().resolver(analysed(text), [attribution(text, line) for line in lines])
    found = [None if one.entity is None else made.entities[one.entity] for one in made.resolved]
    return [
        (line, entity and entity.name, entity and entity.kind)
        for line, entity in zip(lines, found, strict=True)
    ]


def fits(name: str | None, gold: str | None) -> bool:
    if name is None or gold is None:
        return name is gold
    return name == gold or (" " in name and same_person(name, gold))


@pytest.mark.parametrize("origin", ORIGINS)
def test_at_least_nine_in_ten_speakers_are_right(origin: str) -> None:
    found = resolved(origin)
    wrong = [(line["context"], name) for line, name, _ in found if not fits(name, line["speaker"])]
    # One mistake is allowed where nine in ten would forbid it: the shortest article has eight lines.
    assert len(wrong) <= max(1, len(found) // 10), wrong


def test_no_speaker_of_the_five_has_two_names() -> None:
    local = [
        Local(f"{origin} {number}", origin, "story", name, kind)
        for origin in ORIGINS
        for number, (_, name, kind) in enumerate(resolved(origin))
        if name is not None
    ]
    names = {speaker.name for speaker in link(local, shipped().linking_weights).values()}
    full = sorted(name for name in names if " " in name)
    assert not [(a, b) for a in full for b in full if a < b and same_person(a, b)]
    assert {"Jens Stoltenberg", "NATO", "Russia", "United States", "West"} <= names

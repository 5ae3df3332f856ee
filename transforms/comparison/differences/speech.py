"""The same words in two documents: of two speakers, or with a "not" in one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.language.similarity import is_content, is_negation, stem

_SAME_WORDS: Final = 0.8
"""The least share of content words that two renderings of the same words have in common."""
_LEAST_STEMS: Final = 5
_SHINGLE: Final = 4
"""Content words in a row that two renderings must share to be compared at all."""
_ABOUT: Final = 12
"""Words that show people which quote it is."""
_CONFIDENCE: Final = 0.7

_Key = tuple[str, int, int]
_Stems = Mapping[_Key, Sequence[str]]
"""The stems of a rendering's content words, by its key."""


def speech_candidates(renderings: Sequence[Rendering]) -> Iterator[Candidate]:
    """The same words in two documents, of two speakers (attribution) or with a "not" in one (polarity)."""
    by_place = sorted(renderings, key=lambda rendering: rendering.key)
    stems = {r.key: [stem(w.lower) for w in r.words if is_content(w.lower)] for r in by_place}
    done: set[tuple[_Key, _Key]] = set()
    for _, block in sorted(_blocks(by_place, stems).items()):
        # Neighbours in order are enough: what is repeated often is repeated next to itself.
        for one, other in pairwise(block):
            if (one.key, other.key) not in done:
                done.add((one.key, other.key))
                yield from _differing(one, other, stems)


def _blocks(by_place: Sequence[Rendering], stems: _Stems) -> Mapping[tuple[str, ...], Sequence[Rendering]]:
    """Renderings that share a row of content words: no two are compared without a reason."""
    blocks: dict[tuple[str, ...], list[Rendering]] = defaultdict(list)
    unclear = _given_to_several(by_place)
    for rendering in by_place:
        row = stems[rendering.key]
        if len(row) >= _LEAST_STEMS and rendering.speaker_id and rendering.key not in unclear:
            for start in range(len(row) - _SHINGLE + 1):
                blocks[tuple(row[start : start + _SHINGLE])].append(rendering)
    return blocks


def _given_to_several(by_place: Sequence[Rendering]) -> set[_Key]:
    """Keys of words that one article gives to two speakers, one inside the other: whose they are is open."""
    found: set[_Key] = set()
    for place, one in enumerate(by_place):
        for other in by_place[place + 1 :]:
            if other.document_id != one.document_id or other.start >= one.end:
                break
            if other.speaker_id != one.speaker_id:
                found |= {one.key, other.key}
    return found


def _differing(one: Rendering, other: Rendering, stems: _Stems) -> Iterator[Candidate]:
    left, right = set(stems[one.key]), set(stems[other.key])
    if one.document_id == other.document_id or len(left & right) < _SAME_WORDS * len(left | right):
        return
    named = bool(one.named and other.named and one.named != other.named)
    if named and {one.type, other.type} == {"direct"}:
        yield _candidate("attribution", one, other, (str(one.speaker_id), str(other.speaker_id)))
    elif one.speaker_id == other.speaker_id and _is_negated(one) != _is_negated(other):
        yield _candidate("polarity", one, other, (_polarity(one), _polarity(other)))


def _candidate(kind: str, one: Rendering, other: Rendering, forms: tuple[str, str]) -> Candidate:
    values = tuple(
        Value(r.document_id, r.start, r.end, "", form, r.speaker if kind == "attribution" else None)
        for r, form in zip((one, other), forms, strict=True)
    )
    slot = f"{kind} {one.document_id} {one.start}"
    about = " ".join(word.text for word in one.words[:_ABOUT])
    statement = one.statement_id if kind == "polarity" else None
    return Candidate(kind, slot, about, "conflict", _CONFIDENCE, values, statement)


def _polarity(rendering: Rendering) -> str:
    return "negative" if _is_negated(rendering) else "positive"


def _is_negated(rendering: Rendering) -> bool:
    return any(is_negation(word.lower) for word in rendering.words)

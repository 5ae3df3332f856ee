"""The same words of one speaker in two documents, with a "not" in one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.readings import first_words
from transforms.language.similarity import is_content, is_negation, stem

_SAME_WORDS: Final = 0.8
"""The least share of content words that two renderings of the same words have in common."""
_LEAST_STEMS: Final = 5
_SHINGLE: Final = 4
"""Content words in a row that two renderings must share to be compared at all."""

_Key = tuple[str, int, int]
_Stems = Mapping[_Key, Sequence[str]]
"""The stems of a rendering's content words, by its key."""


def speech_candidates(renderings: Sequence[Rendering]) -> Iterator[Candidate]:
    """Candidates of the type polarity: the same words in two documents, with a "not" in one."""
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
    for rendering in by_place:
        row = stems[rendering.key]
        if len(row) >= _LEAST_STEMS and rendering.speaker_id:
            for start in range(len(row) - _SHINGLE + 1):
                blocks[tuple(row[start : start + _SHINGLE])].append(rendering)
    return blocks


def _differing(one: Rendering, other: Rendering, stems: _Stems) -> Iterator[Candidate]:
    left, right = set(stems[one.key]), set(stems[other.key])
    if one.document_id == other.document_id or len(left & right) < _SAME_WORDS * len(left | right):
        return
    if one.speaker_id == other.speaker_id and _is_negated(one, left & right) != _is_negated(
        other, left & right
    ):
        yield _candidate(one, other, left & right)


def _candidate(one: Rendering, other: Rendering, shared: AbstractSet[str]) -> Candidate:
    values = tuple(Value(r.document_id, r.start, r.end, "", _polarity(r, shared)) for r in (one, other))
    slot = f"polarity {one.document_id} {one.start}"
    about = first_words(one.words, one.document.text)
    return Candidate("polarity", slot, about, "conflict", "not", values, one.statement_id)


def _polarity(rendering: Rendering, shared: AbstractSet[str]) -> str:
    return "negative" if _is_negated(rendering, shared) else "positive"


def _is_negated(rendering: Rendering, shared: AbstractSet[str]) -> bool:
    """Whether a "not" stands among the shared words; "we don't know why" before them denies none of them."""
    words = rendering.words
    places = [i for i, word in enumerate(words) if stem(word.lower) in shared]
    return any(is_negation(word.lower) for word in words[places[0] : places[-1]]) if places else False

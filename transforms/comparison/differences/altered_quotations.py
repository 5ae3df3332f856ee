"""Quotations of one utterance that are not the same inside their marks: words changed, left out, or cut off.

Two outlets that print an utterance in quotation marks each vouch for its words. Where these differ, one of
them is not verbatim; where one breaks off before a condition or a doubt, its readers do not learn of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, joined
from transforms.comparison.differences.cut_quotations import CLAUSE, begins, cut_kind, is_lost
from transforms.comparison.differences.quotation_alignment import Gap, Shared, align, key
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.readings import first_words
from transforms.comparison.differences.story_quotes import Quotation, are_two
from transforms.comparison.sentence_words import SentencePair
from transforms.language import lexica
from transforms.language.similarity import is_content
from transforms.language.spans import Span
from transforms.language.words import Word
from transforms.rows import by_key

FILLERS: Final = lexica.words("comparison", "fillers")

_RUN: Final = 4
"""Words in a row that two quotations must share to be compared at all."""
_EACH: Final = 12
"""Up to so many quotations of one run are compared each with each, more only with the next."""
_SHARED: Final = 0.5
"""The least share of a sentence's quoted words that must be the same, on the side with fewer."""
_LEAST_SHARED: Final = 4
_LEAST_SAID: Final = 3
"""Words that must be the same: of quotations that share a run, and of those that render one statement."""
_LONGEST: Final = 12
"""Words of a gap inside what both share, beyond which two sentences only share a run."""
_LONGEST_EDGE: Final = 4
"""Words at either end, where both differ: more of them are another beginning, not another wording."""
_LONGEST_EDGE_OF_ONE: Final = 8
"""The same of quotations that other things show to be one utterance."""
_OPENING: Final = 2
"""Words at the start of a sentence that one outlet leaves out as if it began behind them."""
_EDGE_CONTENT: Final = 4
"""Content words that must be shared where an end differs: a speaker begins many sentences alike."""
_ABOUT: Final = 10

_Keys = tuple[str, ...]
"""The words of a quotation, as they are compared."""

_MARKED = re.compile(r"\.\.\.|…|\. \. \.|[\[\]]")
"""How an outlet says that it left words out or put others in."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A gap in what two quotations share, and what kind of difference it is."""

    one: Quotation
    other: Quotation
    shared: Shared
    gap: Gap
    kind: str
    marked: bool


def quotation_candidates(
    quotations: Sequence[Quotation],
    renderings: Sequence[Rendering] = (),
    likely: Sequence[SentencePair] = (),
) -> Iterator[Candidate]:
    """Candidates of the types quotation_altered and quotation_cut, one for each utterance and type.

    Quotations of which parts render one statement (`renderings`), or that stand in sentences likely to tell
    one thing, need share less than others.
    """
    variants: dict[_Keys, list[Quotation]] = defaultdict(list)
    for quotation in sorted(quotations, key=lambda one: (one.document_id, one.span)):
        variants[tuple(map(key, quotation.words))].append(quotation)
    found = []
    for least, pairs in (
        (_LEAST_SHARED, _pairs(variants)),
        (_LEAST_SAID, _said_alike(quotations, renderings)),
        (_LEAST_SAID, _told_alike(quotations, likely)),
    ):
        for one, other in pairs:
            for shared in align(one.words, other.words):
                for group in _by_kind(_differing(one, other, shared, least)):
                    found.append(_candidate(group, variants))
    yield from (one for one in joined(found) if not _prints_both(one))


def _prints_both(candidate: Candidate) -> bool:
    """Whether a document has two wordings in two places: these are two utterances, and neither is changed."""
    by_document = by_key(candidate.values, lambda value: value.document_id)
    return candidate.type == "quotation_altered" and any(
        one.normalised != other.normalised and (one.end <= other.start or other.end <= one.start)
        for values in by_document.values()
        for one, other in combinations(values, 2)
    )


def _said_alike(
    quotations: Sequence[Quotation], renderings: Sequence[Rendering]
) -> Iterator[tuple[Quotation, Quotation]]:
    """Quotations of two documents in which parts stand that render one statement."""
    by_document = by_key(quotations, lambda one: one.document_id)
    by_statement: dict[str, dict[tuple[str, Span], Quotation]] = defaultdict(dict)
    for part in renderings:
        for quotation in by_document.get(part.document_id, ()):
            if quotation.span.start < part.end and part.start < quotation.span.end:
                by_statement[part.statement_id][quotation.document_id, quotation.span] = quotation
    for _, found in sorted(by_statement.items()):
        for one, other in pairwise([found[place] for place in sorted(found)]):
            if one.document_id != other.document_id:
                yield one, other


def _told_alike(
    quotations: Sequence[Quotation], likely: Sequence[SentencePair]
) -> Iterator[tuple[Quotation, Quotation]]:
    """Quotations that stand in two sentences of one pair."""
    inside: dict[tuple[str, int], list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        for number in sorted({word.sentence for word in quotation.words}):
            inside[quotation.document_id, number].append(quotation)
    for pair in likely:
        yield from product(inside.get(pair.one.key, ()), inside.get(pair.other.key, ()))


def _pairs(variants: Mapping[_Keys, Sequence[Quotation]]) -> Iterator[tuple[Quotation, Quotation]]:
    """Quotations that share a run of words, of those of the same words the first alone."""
    blocks: dict[_Keys, list[_Keys]] = defaultdict(list)
    for keys in variants:
        for run in {keys[i : i + _RUN] for i in range(len(keys) - _RUN + 1)}:
            if sum(map(is_content, run)) > 1:
                blocks[run].append(keys)
    done: set[tuple[_Keys, _Keys]] = set()
    for _, block in sorted(blocks.items()):
        for pair in combinations(block, 2) if len(block) <= _EACH else pairwise(block):
            if pair not in done:
                done.add(pair)
                yield variants[pair[0]][0], variants[pair[1]][0]


def _differing(one: Quotation, other: Quotation, shared: Shared, least: int) -> Iterator[_Found]:
    """The gaps that tell something, of sentences that are one utterance."""
    surely_one = least == _LEAST_SAID
    if shared.n_words < least or shared.n_content < 2:
        return
    fewer = min(_quoted_words(one, shared.blocks[0].one), _quoted_words(other, shared.blocks[0].other))
    if shared.n_words < _SHARED * fewer:
        return
    for gap in shared.gaps:
        kind = _kind(gap, one, other, _LONGEST_EDGE_OF_ONE if surely_one else _LONGEST_EDGE)
        surely = gap.place == "inside" or shared.n_content >= _EDGE_CONTENT or surely_one
        if kind == "quotation_altered" and not surely:
            continue
        if kind in ("quotation_cut", CLAUSE) and not is_lost(gap, one, other):
            continue
        if kind:
            yield _Found(
                one, other, shared, gap, kind, _is_marked(one, gap.one) or _is_marked(other, gap.other)
            )


def _quoted_words(quotation: Quotation, index: int) -> int:
    """How many words of the sentence of the word at `index` are quoted."""
    sentence = quotation.words[index].sentence
    return sum(word.sentence == sentence for word in quotation.words)


def _kind(gap: Gap, one: Quotation, other: Quotation, longest_edge: int) -> str | None:
    """Whether a gap is a change or a cut, or tells nothing."""
    left, right = one.words[slice(*gap.one)], other.words[slice(*gap.other)]
    told = {key(word) for word in (*left, *right)} - FILLERS
    longer = max(len(left), len(right))
    if not told or (longer > _LONGEST and gap.place == "inside"):
        return None
    if left and right:
        return "quotation_altered" if gap.place == "inside" or longer <= longest_edge else None
    if gap.place == "inside":
        return "quotation_altered"
    if gap.place == "start" and not begins(gap, one, other):
        return None  # a fragment, and its sentence is told around it
    if gap.place == "start" and longer <= _OPENING:
        return "quotation_altered"
    return cut_kind(gap.place, left or right, told)


def _is_marked(quotation: Quotation, place: tuple[int, int]) -> bool:
    """Whether a sign of omission or of an insertion stands at a gap."""
    first, last = max(0, place[0] - 1), min(len(quotation.words), place[1] + 1) - 1
    start, end = quotation.words[first].end, quotation.words[last].start
    return _MARKED.search(quotation.document.text, start, max(start, end)) is not None


def _by_kind(found: Iterator[_Found]) -> Iterator[list[_Found]]:
    by_kind: dict[str, list[_Found]] = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one)
    yield from (by_kind[kind] for kind in sorted(by_kind))


def _candidate(found: Sequence[_Found], variants: Mapping[_Keys, Sequence[Quotation]]) -> Candidate:
    """The candidate of one utterance: each value runs from the first word that differs to the last."""
    first = found[0]
    values = tuple(
        _value(same, [getattr(each.gap, side) for each in found])
        for side, quotation in (("one", first.one), ("other", first.other))
        for same in variants[tuple(map(key, quotation.words))]
    )
    if _two_speakers(first.one, first.other):
        return _two_mouths(first, about=_about(first))
    kind = "quotation_altered" if first.kind == "quotation_altered" else "quotation_cut"
    verdict = "compatible" if kind == "quotation_cut" or all(one.marked for one in found) else "conflict"
    slot = f"{first.kind} {values[0].document_id} {values[0].start}"
    return Candidate(kind, slot, _about(first), verdict, first.kind, values)


def _about(first: _Found) -> str:
    """The longest run of words that both have."""
    block = max(first.shared.blocks, key=lambda block: (block.size, -block.one))
    words = first.one.words[block.one : block.one + block.size]
    return first_words(words, first.one.document.text, _ABOUT)


def _two_speakers(one: Quotation, other: Quotation) -> bool:
    """Whether both are quotes of two people."""
    return one.quote is not None and other.quote is not None and are_two(one.quote, other.quote)


def _two_mouths(found: _Found, about: str) -> Candidate:
    """One sentence in two people's mouths: an attribution, for each may have said it in other words."""
    values = tuple(
        _said(quotation, [getattr(block, side) for block in found.shared.blocks], found.shared)
        for side, quotation in (("one", found.one), ("other", found.other))
    )
    slot = f"words of two {values[0].document_id} {values[0].start}"
    return Candidate("attribution", slot, about, "unclear", "words of two", values)


def _said(quotation: Quotation, starts: Sequence[int], shared: Shared) -> Value:
    """What of a quotation another one has, from the first shared word to the last."""
    last = quotation.words[starts[-1] + shared.blocks[-1].size - 1]
    quote = quotation.quote
    name = (quote.speaker or "somebody") if quote else "somebody"
    speaker = str(quote.speaker_id) if quote else name
    return Value(quotation.document_id, quotation.words[starts[0]].start, last.end, "", speaker, name)


def _value(quotation: Quotation, places: Sequence[tuple[int, int]]) -> Value:
    """The words of a side with the nearest shared one on both sides, so that a cut has a place, too."""
    words = quotation.words
    first = max(0, min(start for start, _ in places) - 1)
    last = min(len(words), max(end for _, end in places) + 1)
    # Shared words beside the gap are of its sentence; the next sentence is not.
    inside = [w for w in words[first:last] if w.sentence in {words[i].sentence for i in _held(places, words)}]
    chosen = inside or list(words[first:last])
    span = Span(chosen[0].start, chosen[-1].end)
    return Value(quotation.document_id, span.start, span.end, "", " ".join(map(key, chosen)))


def _held(places: Sequence[tuple[int, int]], words: Sequence[Word]) -> list[int]:
    """Indices in the gaps, or of the word before one that is empty."""
    return [i for start, end in places for i in (range(start, end) or [max(0, min(start, len(words)) - 1)])]

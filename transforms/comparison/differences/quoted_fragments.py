"""Quotations of a few words that another document prints as part of a longer one.

An outlet that quotes a fragment and tells the rest itself chose which words are the speaker's own for its
readers: "a criminal scheme" inside a sentence of its own, where another prints the whole sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, joined
from transforms.comparison.differences.quotation_alignment import key
from transforms.comparison.differences.story_quotes import Quotation, are_two
from transforms.language.similarity import is_content
from transforms.language.words import Word

_LONGEST: Final = 7
"""Words of a fragment; more tell a thing of their own."""
_LEAST_CONTENT: Final = 2
_LEAST_LONGER: Final = 3
"""Words that the longer quotation must have beside the fragment, in its sentence."""
_COMMON: Final = 3
"""A run of words that more quotations have is a slogan."""

_Keys = tuple[str, ...]


def fragment_candidates(quotations: Sequence[Quotation]) -> Iterator[Candidate]:
    """Candidates of the type quotation_cut, one for each fragment; order plays no role."""
    in_order = sorted(quotations, key=lambda one: (one.document_id, one.span))
    fragments = {id(one): tuple(map(key, one.words)) for one in in_order if _is_fragment(one)}
    holding = _holding(in_order, frozenset(fragments.values()))
    found = []
    for quotation in in_order:
        keys = fragments.get(id(quotation))
        whole = [each for each in holding.get(keys, ()) if _may_be_of_one(quotation, each[0])]
        if keys and whole and len(whole) <= _COMMON:
            found.append(_candidate(quotation, whole))
    yield from joined(found)


def _may_be_of_one(one: Quotation, other: Quotation) -> bool:
    """Whether two quotations are of two documents, and not of two people as far as these are known."""
    if one.quote is not None and other.quote is not None and are_two(one.quote, other.quote):
        return False
    return one.document_id != other.document_id


def _is_fragment(quotation: Quotation) -> bool:
    """Whether a quotation is a few words of a sentence that goes on outside its marks."""
    words = quotation.words
    content = sum(is_content(word.lower) for word in words)
    few = len(words) <= _LONGEST and content >= _LEAST_CONTENT
    return few and len({word.sentence for word in words}) == 1 and _is_alone(quotation)


def _is_alone(quotation: Quotation) -> bool:
    """Whether its sentence tells the rest outside quotation marks, and goes on with no more of them."""
    span, quote = quotation.span, quotation.quote
    if quote is not None and quote.type == "direct":
        return False
    rest = (
        word
        for word in quotation.document.words
        if word.sentence == quotation.words[0].sentence and not span.start <= word.start < span.end
    )
    return sum(is_content(word.lower) for word in rest) >= _LEAST_LONGER


def _holding(
    quotations: Sequence[Quotation], fragments: frozenset[_Keys]
) -> Mapping[_Keys | None, list[tuple[Quotation, Sequence[Word]]]]:
    """By fragment, the quotations that have it inside a longer sentence, with the words of that sentence."""
    sizes = {len(keys) for keys in fragments}
    found: dict[_Keys | None, list[tuple[Quotation, Sequence[Word]]]] = defaultdict(list)
    for quotation in quotations:
        keys = tuple(map(key, quotation.words))
        for size in sizes:
            for start in range(len(keys) - size + 1):
                run = keys[start : start + size]
                if run in fragments:
                    sentence = [w for w in quotation.words if w.sentence == quotation.words[start].sentence]
                    if len(sentence) >= size + _LEAST_LONGER:
                        found[run].append((quotation, sentence))
    return found


def _candidate(fragment: Quotation, whole: Sequence[tuple[Quotation, Sequence[Word]]]) -> Candidate:
    values = [_value(fragment.document_id, fragment.words)]
    values += [_value(each.document_id, sentence) for each, sentence in whole]
    about = " ".join(word.text for word in fragment.words)
    slot = f"fragment {fragment.document_id} {fragment.span.start}"
    return Candidate("quotation_cut", slot, about, "compatible", "fragment", tuple(values))


def _value(document: str, words: Sequence[Word]) -> Value:
    return Value(document, words[0].start, words[-1].end, "", " ".join(map(key, words)))

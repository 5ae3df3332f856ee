"""How a person is described beside the name, by the parse: "longtime aide", "a former congressman".

Two documents that both describe one person and have no word of it in common tell readers of two people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from spacy.tokens import Token

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.name_forms import fold
from transforms.language.name_words import OFFICES
from transforms.language.similarity import is_content, stem
from transforms.language.spans import Span

TENURE: Final = lexica.words("comparison", "tenure")
SAME_OFFICE: Final = lexica.values("comparison", "same_office")
"""By word, the word that says the same office in full: "rep" is "representative"."""

_BETWEEN = re.compile(
    r"[^\S\n]*(?:\([^()]*\))?[^\S\n]*[,–—-]*[^\S\n]*(?:\d+[^\S\n]*,[^\S\n]*)?"
    r"(?:(?:a|an|the|another|[A-Z][a-z]+\.|Representative|Senator)[^\S\n]+)*"
)
_BEFORE: Final = ("compound", "amod", "nmod", "poss", "nn")
_LONGEST: Final = 9
"""Words of a description: more are a clause."""
_INSIDE: Final = ("prep", "compound", "amod", "nmod", "poss", "det", "case", "punct", "pobj")
"""Relations inside a description; a relative clause is another sentence about the person."""


def described(document: AnalysedDocument, name: Span) -> Iterator[Span]:
    """The descriptions of the person whose name stands at `name`: before it, behind it, or beside it."""
    tokens = [token for token in document.tokens(name) if not token.is_punct]
    heads = [token for token in tokens if token.head not in tokens or token.head.i == token.i]
    if len(heads) != 1:
        return
    head = heads[0]
    before = [c for c in head.lefts if c.dep_ in _BEFORE and c.idx < name.start]
    if any(map(_is_said, before)):
        start = min(child.left_edge.i for child in before)
        yield from _trimmed(head.doc[start : tokens[0].i])
    for child in head.rights:
        if child.dep_ == "appos" and _is_said(child) and _is_beside(document, name.end, child.left_edge.idx):
            yield from _phrase(child)
    if head.dep_ == "appos" and head.i > head.head.i and _is_said(head.head):
        found = list(_phrase(head.head, upto=tokens[0].i))
        yield from (span for span in found if _is_beside(document, span.end, name.start))


def _is_beside(document: AnalysedDocument, start: int, end: int) -> bool:
    """Whether nothing but a comma or a dash, an age or a title parts a name from its description."""
    return _BETWEEN.fullmatch(document.text, start, max(start, end)) is not None


def description_candidate(person: str, values: Mapping[str, Sequence[Value]]) -> Candidate | None:
    """The candidate of the type role, by document the descriptions there; None where none differ.

    A description that only says less than another is none, nor is one that a document has beside another's.
    """
    stems = {document: [_stems(value.normalised) for value in found] for document, found in values.items()}
    apart = {
        document
        for pair in combinations(sorted(stems), 2)
        if not _meet(stems[pair[0]], stems[pair[1]])
        for document in pair
    }
    if not apart:
        return None
    longest = [max(values[d], key=lambda value: (len(value.normalised), -value.start)) for d in sorted(apart)]
    slot = f"description {fold(person)} {min(apart)}"
    return Candidate("role", slot, person, "compatible", "description", ordered(longest))


def _meet(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    return any(a <= b or b <= a for a in one for b in other)


def _stems(phrase: str) -> frozenset[str]:
    words = (word.replace(".", "").strip(",'’-") for word in phrase.split())
    full = (SAME_OFFICE.get(word, word) for word in words)
    return frozenset(stem(word) for word in full if is_content(word) and word not in TENURE)


def _is_said(token: Token) -> bool:
    """Whether a word says what somebody is, and is no name or title alone; of one person, no plural does."""
    if token.tag_ in ("NNS", "NNPS"):
        return False
    office = token.pos_ == "NOUN" or token.lower_ in OFFICES
    return office or (token.pos_ == "PROPN" and token.left_edge.pos_ == "DET")


def _phrase(head: Token, upto: int | None = None) -> Iterator[Span]:
    """The noun phrase of a description without its clauses."""
    start = head.left_edge.i
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in ("prep",) or (upto is not None and child.i >= upto):
            break
        end = child.right_edge.i + 1
    yield from _trimmed(head.doc[start : min(end, upto) if upto is not None else end])


def _trimmed(phrase: Iterable[Token]) -> Iterator[Span]:
    """The phrase without articles, marks and possessives at its ends, if it says something and is short."""
    kept = list(phrase)
    while kept and (kept[0].pos_ in ("DET", "PUNCT") or kept[0].tag_ in ("PRP$", "POS", ",")):
        kept.pop(0)
    while kept and (kept[-1].is_punct or kept[-1].tag_ in ("POS", "IN")):
        kept.pop()
    nouns = any(token.pos_ == "NOUN" or token.lower_ in OFFICES for token in kept)
    if kept and nouns and len(kept) <= _LONGEST:
        yield Span(kept[0].idx, kept[-1].idx + len(kept[-1]))

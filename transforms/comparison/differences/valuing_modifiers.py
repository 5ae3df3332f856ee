"""Words by which one document alone values what others only name: "the embattled chief", "the chief".

The sentences need not tell one thing: it is enough that both name the same, as far as the noun, the names and
the other words that belong to it and what else the sentences have in common show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.sentence_words import Sentences, SentenceWords
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.similarity import is_content, stem

VALUING: Final = lexica.words("comparison", "valuing_modifiers")

_BEFORE: Final = ("amod", "compound", "nmod")
_NAMING: Final = ("NOUN", "PROPN")
_LEAST: Final = 0.2
"""How much must speak for two uses being of one thing."""
_COMMON: Final = 0.3
"""What a name, or another word before the noun, that both uses have adds to what their sentences share."""


@dataclass(frozen=True, slots=True)
class Use:
    """A noun that names something, the words that value it, and the stems of what else belongs to it."""

    sentence: SentenceWords
    head: Token
    start: int
    end: int
    valuing: frozenset[str]
    beside: frozenset[str]

    @property
    def document_id(self) -> str:
        """The document."""
        return self.sentence.document_id


def valuing_candidates(
    sentences: Sentences,
    documents: Mapping[str, AnalysedDocument],
    quoted: Collection[tuple[str, int]],
) -> Iterator[Candidate]:
    """Candidates of the type wording; of a noun and two documents, the two uses that have most in common."""
    uses = _uses(sentences, documents, quoted)
    found = []
    for one in sorted(uses):
        for noun in sorted(uses[one]):
            others = [uses[other].get(noun, ()) for other in sorted(uses) if other != one]
            met = [best for other in others if (best := _best(uses[one][noun], other, sentences)) is not None]
            if met:
                found.append(_candidate(met, sentences))
    yield from found


def _uses(
    sentences: Sentences, documents: Mapping[str, AnalysedDocument], quoted: Collection[tuple[str, int]]
) -> Mapping[str, Mapping[str, Sequence[Use]]]:
    """By document and noun, where a thing is named in the document's own words that some document values."""
    named = [
        (sentence, token)
        for sentence in sentences.all
        for token in documents[sentence.document_id].tokens(sentence.span)
        if token.pos_ in _NAMING and token.dep_ not in _BEFORE and is_content(token.lower_)
    ]
    valued = {token.lemma_.lower() for _, token in named if any(map(_values, token.lefts))}
    found: dict[str, dict[str, list[Use]]] = {}
    for sentence, token in named:
        noun, place = token.lemma_.lower(), (sentence.document_id, token.idx)
        if noun in valued and place not in quoted and not _is_counted(token):
            found.setdefault(sentence.document_id, defaultdict(list))[noun].append(_use(sentence, token))
    return found


def _values(token: Token) -> bool:
    return token.dep_ in _BEFORE and token.lower_ in VALUING


def _is_counted(noun: Token) -> bool:
    return any(child.dep_ == "nummod" for child in noun.children)


def _use(sentence: SentenceWords, head: Token) -> Use:
    before = [child for child in head.children if child.i < head.i and child.dep_ in _BEFORE]
    valuing = frozenset(child.lower_ for child in before if _values(child))
    beside = [child for child in before if not _values(child) and is_content(child.lower_)]
    beside += [token for token in head.subtree if token.pos_ == "PROPN" and token.i != head.i]
    first = head
    while first.i > head.sent.start and first.nbor(-1).dep_ in _BEFORE:
        first = first.nbor(-1)
    stems = frozenset(stem(token.lower_) for token in beside)
    return Use(sentence, head, first.idx, head.idx + len(head), valuing, stems)


def _best(one: Sequence[Use], other: Sequence[Use], sentences: Sentences) -> tuple[float, Use, Use] | None:
    """The uses that have most in common, the first of which values what the other document never does."""
    theirs = {stem(word) for use in other for word in use.valuing}
    valuing = [use for use in one if any(stem(word) not in theirs for word in use.valuing)]
    pairs = [(_common(a, b, sentences), a, b) for a in valuing for b in other]
    best = max(pairs, key=lambda pair: (pair[0], -pair[1].start, -pair[2].start), default=None)
    return best if best is not None and best[0] >= _LEAST else None


def _common(one: Use, other: Use, sentences: Sentences) -> float:
    overlap = sentences.overlap(one.sentence, other.sentence, {stem(one.head.lower_)})
    return min(1.0, overlap + _COMMON * bool(one.beside & other.beside))


def _candidate(met: Sequence[tuple[float, Use, Use]], sentences: Sentences) -> Candidate:
    """The candidate of a use that values, the one that has most in common with another document's."""
    common, one, nearest = max(met, key=lambda found: (found[0], -found[1].start))
    others = [other for _, use, other in met if use.start == one.start]
    places = [(each.document_id, *each.sentence.span) for each in (one, nearest)]
    return Candidate(
        "wording",
        f"valuing {one.document_id} {one.start}",
        f"{' '.join(sorted(one.valuing))} {one.head.lower_}",
        "compatible",
        "valuing modifier",
        ordered([_value(one), *map(_value, others)]),
        alike=common,
        likely=sentences.likely(*([place] for place in places)),
    )


def _value(use: Use) -> Value:
    phrase = use.head.doc.char_span(use.start, use.end)
    shown = " ".join(token.lower_ for token in phrase or (use.head,) if is_content(token.lower_))
    return Value(use.document_id, use.start, use.end, "", shown)

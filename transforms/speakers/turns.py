"""Who holds the floor in transcripts ("MINISTER: ...") and in interviews of question and answer.

In both, "I" outside quotation marks is not the author: it is whoever has the turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from transforms.language import lexica
from transforms.language.offices import Surroundings
from transforms.speakers.entities import Entity

_LABEL: Final = re.compile(r"[ \t]*(?P<label>[^\W\d_][^\n:.!?\"“”]{0,48}?)[ \t]*:(?=\s|$)")
_ASKS: Final = lexica.words("speakers", "asking_labels")
_LOWER_CASE: Final = lexica.words("speakers", "lower_case_in_labels")
_ANSWERS: Final = lexica.words("speakers", "answering_labels")
_TALK: Final = lexica.words("speakers", "conversation_words")
_REACH: Final = 45
_TOPIC: Final = lexica.words("speakers", "topic_words")
_OPENING: Final = 2500
_MIN_QUESTIONS: Final = 3
_MIN_FIRST_PERSON: Final = 3
_FIRST: Final = lexica.words("speakers", "first_person_words")
_MIN_LABELS: Final = 3
_LONGEST_QUESTION: Final = 75
CREDITS: Final = lexica.words("speakers", "credits")
"""Before a name, these make it a photographer's."""


class Paragraph(NamedTuple):
    """A paragraph of the text, by its code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turns:
    """Which paragraph is whose: indices of entities, None where nobody in particular holds it.

    `interview` says whether the document is a conversation; `questions` are paragraphs that ask.
    """

    interview: bool
    principal: int | None
    holders: Mapping[int, int | None]
    labels: Mapping[int, int]
    questions: frozenset[int]


def paragraphs(text: str) -> list[Paragraph]:
    """The stretches between line breaks that hold any text."""
    return [Paragraph(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def find_turns(
    around: Surroundings, blocks: Sequence[Paragraph], entities: Sequence[Entity], quoted: Mapping[int, int]
) -> Turns:
    """Who holds each paragraph of a transcript or interview; in any other document, nobody holds any.

    `quoted` counts, for each entity, the attributions that name it as their source.
    """
    labels = _labels(around.text, blocks)
    questions = _questions(around.text, blocks)
    interview = bool(labels) or _converses(around, len(questions))
    principal = _principal(around, blocks, entities, quoted) if interview else None
    holders: dict[int, int | None] = {}
    if labels:
        current: int | None = None
        named = _by_name(entities)
        for index in range(min(labels), len(blocks)):
            if index in labels:
                current = _holder(labels[index][0], named, principal)
            holders[index] = current
    elif interview:
        holders = {i: None if i in questions else principal for i in range(len(blocks))}
    return Turns(interview, principal, holders, {i: end for i, (_, end) in labels.items()}, questions)


def _questions(text: str, blocks: Sequence[Paragraph]) -> frozenset[int]:
    return frozenset(i for i, b in enumerate(blocks) if _asks(text[b.start : b.end]))


def conversation_start(text: str, blocks: Sequence[Paragraph]) -> int:
    """The code point at which questions begin; the text's end where none are asked."""
    asked = _questions(text, blocks)
    return blocks[min(asked)].start if asked else len(text)


def _converses(around: Surroundings, questions: int) -> bool:
    """Whether the text is questions and answers: it asks often, or says so and asks at all."""
    if questions >= _MIN_QUESTIONS:
        return True
    opening = [word.lower for word in around.words if word.start < _OPENING // 2]
    spoken = sum(word.lower in _FIRST for word in around.words)
    says_so = any(word.startswith("interview") for word in opening)
    return says_so and questions > 0 and (questions > 1 or spoken >= _MIN_FIRST_PERSON)


def _asks(paragraph: str) -> bool:
    """A question is short: the long paragraph that ends with one is an answer with a flourish."""
    return paragraph.rstrip(" \"”’')").endswith("?") and len(paragraph.split()) <= _LONGEST_QUESTION


def _labels(text: str, blocks: Sequence[Paragraph]) -> dict[int, tuple[str, int]]:
    """Label and its end for each paragraph that opens with one, where enough do so for a transcript."""
    found = {}
    for index, block in enumerate(blocks):
        match = _LABEL.match(text, block.start, block.end)
        if match and match.end() < block.end and _is_label(match["label"]):
            found[index] = (match["label"], match.end())
    counts = Counter(label for label, _ in found.values())
    return found if len(found) >= _MIN_LABELS and max(counts.values()) > 1 else {}


def _is_label(label: str) -> bool:
    words = label.split()
    return len(words) <= 6 and all(w[0].isupper() or w[0] == "(" or w in _LOWER_CASE for w in words)


def _by_name(entities: Sequence[Entity]) -> tuple[dict[str, int], dict[str, int]]:
    """The first entity that the text calls by a name, and the first whose name it is."""
    called: dict[str, int] = {}
    named: dict[str, int] = {}
    for index, entity in enumerate(entities):
        named.setdefault(entity.name.casefold(), index)
        for name in entity.names:
            called.setdefault(name.text.casefold(), index)
    return called, named


def _holder(
    label: str, known: tuple[Mapping[str, int], Mapping[str, int]], principal: int | None
) -> int | None:
    plain = label.casefold()
    if any(word in _ASKS for word in plain.split()):
        return None
    if plain in _ANSWERS:
        return principal
    called, named = known
    found = (called.get(plain), called.get(plain.split()[-1]), named.get(plain))
    return min((index for index in found if index is not None), default=None)


def _principal(
    around: Surroundings, blocks: Sequence[Paragraph], entities: Sequence[Entity], quoted: Mapping[int, int]
) -> int | None:
    """The one person who is interviewed: named beside "interview" or "spoke with", or quoted by the text."""
    votes: Counter[int] = Counter({i: n for i, n in quoted.items() if entities[i].is_person})
    owner = {
        id(name): i
        for i, entity in enumerate(entities)
        for name in entity.names
        if entity.is_surely_person and not (name.first and around.words[name.first - 1].lower in CREDITS)
    }
    for index, word in enumerate(around.words):
        if word.lower in _TALK and word.start < max(_OPENING, len(around.text) // 3):
            near = _named_after(around, index, owner) or _named_before(around, index, owner)
            votes.update(dict.fromkeys(near, 2))
    if not votes:
        return _foremost(blocks, entities)
    ranked = sorted(votes, key=lambda i: (-votes[i], -len(entities[i].names), i))
    together = ranked[1:] and votes[ranked[0]] == votes[ranked[1]] and _joined(around, entities, ranked[:2])
    return None if together else ranked[0]


def _joined(around: Surroundings, entities: Sequence[Entity], pair: Sequence[int]) -> bool:
    """Whether two people are interviewed together: "Wikinews interviews X and Y"."""
    one, other = (entities[i].names[0] for i in sorted(pair, key=lambda i: entities[i].names[0].start))
    return around.text[one.end : other.start].strip() in ("and", "&", ",")


def _named_after(around: Surroundings, index: int, owner: Mapping[int, int]) -> list[int]:
    sentence = around.words[index].sentence
    found = []
    for name in around.names_among(index + 1, index + _REACH):
        inside = index < name.first and around.words[name.first].sentence == sentence
        if not inside:
            continue
        topic = any(word.lower in _TOPIC for word in around.words[index + 1 : name.first])
        if id(name) in owner and not topic:
            found.append(owner[id(name)])
    return list(dict.fromkeys(found))[:2]


def _named_before(around: Surroundings, index: int, owner: Mapping[int, int]) -> list[int]:
    """The person before "was interviewed", or whom "interviewed him" takes up from the sentence before."""
    sentence = around.words[index].sentence
    after = around.words[index + 1].lower if index + 1 < len(around.words) else ""
    back = 1 if after in ("him", "her", "with") else 0
    found = [
        owner[id(name)]
        for name in around.names_among(around.sentence(sentence - back), index - 1)
        if name.last < index and sentence - around.words[name.first].sentence <= back and id(name) in owner
    ]
    return list(dict.fromkeys(found))[-1:] if back else list(dict.fromkeys(found))[:1]


def _foremost(blocks: Sequence[Paragraph], entities: Sequence[Entity]) -> int | None:
    """The surest person named in the first paragraphs, if the text names them again or nobody else."""
    top = blocks[min(4, len(blocks) - 1)].end if blocks else 0
    people = [
        i
        for i, e in enumerate(entities)
        if e.is_surely_person and e.names[0].start < top and len(e.name.split()) > 1
    ]
    ranked = sorted(people, key=lambda i: (-len(entities[i].names), entities[i].names[0].start))
    if len(ranked) > 1 and len(entities[ranked[0]].names) == len(entities[ranked[1]].names) == 1:
        return ranked[0] if entities[ranked[0]].names[0].start < blocks[0].end else None
    return ranked[0] if ranked else None

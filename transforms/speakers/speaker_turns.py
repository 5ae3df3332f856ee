"""Whose turn it is in transcripts ("MINISTER: ...") and in interviews of question and answer.

In both, "I" outside quotation marks is not the author: it is whoever has the turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.language import lexica
from transforms.language.names import Name
from transforms.language.spans import Span
from transforms.language.tagged_text import TaggedText
from transforms.speakers.entities import Entity

_LABEL: Final = re.compile(r"[ \t]*(?P<label>[^\W\d_][^\n:.!?\"“”]{0,48}?)[ \t]*:(?=\s|$)")
_ASKING_LABELS: Final = lexica.words("speakers", "asking_labels")
_ANSWERING_LABELS: Final = lexica.words("speakers", "answering_labels")
_LOWER_CASE_IN_LABELS: Final = lexica.words("speakers", "lower_case_in_labels")
_LONGEST_LABEL: Final = 6
_MIN_LABELS: Final = 3
_CONVERSATION_WORDS: Final = lexica.words("speakers", "conversation_words")
_TOPIC_WORDS: Final = lexica.words("speakers", "topic_words")
_REACH: Final = 45
_OPENING: Final = 2500
_MIN_QUESTIONS: Final = 3
_FIRST_PERSON: Final = lexica.words("speakers", "first_person_words")
_MIN_FIRST_PERSON: Final = 3
_LONGEST_QUESTION: Final = 75
CREDITS: Final = lexica.words("speakers", "credits")
"""Before a name, these make it a photographer's."""


@dataclass(frozen=True, slots=True)
class SpeakerTurns:
    """Whose turn each paragraph is, by index of entity; None where it is nobody's in particular.

    `is_conversation` says whether the document is a transcript or interview, `interviewee` who is asked in
    it; `questions` are paragraphs that ask.
    """

    is_conversation: bool
    interviewee: int | None
    speakers: Mapping[int, int | None]
    questions: frozenset[int]


def find_turns(
    tagged: TaggedText, paragraphs: Sequence[Span], entities: Sequence[Entity], quoted: Mapping[int, int]
) -> SpeakerTurns:
    """Whose turn each paragraph of a transcript or interview is; in any other document, nobody has any.

    `quoted` counts, for each entity, the attributions that name it as their source.
    """
    labels = _labels(tagged.text, paragraphs)
    questions = _questions(tagged.text, paragraphs)
    if not labels and not _converses(tagged, len(questions)):
        return SpeakerTurns(False, None, {}, questions)
    interviewee = _interviewee(tagged, paragraphs, entities, quoted)
    if labels:
        speakers = dict(_labelled(labels, len(paragraphs), entities, interviewee))
    else:
        speakers = {i: None if i in questions else interviewee for i in range(len(paragraphs))}
    return SpeakerTurns(True, interviewee, speakers, questions)


def _labelled(
    labels: Mapping[int, str], paragraphs: int, entities: Sequence[Entity], interviewee: int | None
) -> Iterator[tuple[int, int | None]]:
    """Each paragraph from the first label on, with whom the last label before its text means."""
    speaker: int | None = None
    names = _by_name(entities)
    for number in range(min(labels), paragraphs):
        if number in labels:
            speaker = _labelled_speaker(labels[number], names, interviewee)
        yield number, speaker


def _questions(text: str, paragraphs: Sequence[Span]) -> frozenset[int]:
    return frozenset(i for i, p in enumerate(paragraphs) if _asks(text[p.start : p.end]))


def conversation_start(text: str, paragraphs: Sequence[Span]) -> int:
    """The code point at which questions begin; the text's end where none are asked."""
    asked = _questions(text, paragraphs)
    return paragraphs[min(asked)].start if asked else len(text)


def _converses(tagged: TaggedText, questions: int) -> bool:
    """Whether the text is questions and answers: it asks often, or says so and asks at all."""
    if questions >= _MIN_QUESTIONS:
        return True
    opening = [word.lower for word in tagged.words if word.start < _OPENING // 2]
    first_person = sum(word.lower in _FIRST_PERSON for word in tagged.words)
    says_so = any(word.startswith("interview") for word in opening)
    return says_so and questions > 0 and (questions > 1 or first_person >= _MIN_FIRST_PERSON)


def _asks(paragraph: str) -> bool:
    """A question is short: the long paragraph that ends with one is an answer with a flourish."""
    return paragraph.rstrip(" \"”’')").endswith("?") and len(paragraph.split()) <= _LONGEST_QUESTION


def _labels(text: str, paragraphs: Sequence[Span]) -> dict[int, str]:
    """The label of each paragraph that opens with one, where enough do so for a transcript."""
    found = {}
    for number, paragraph in enumerate(paragraphs):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match and match.end() < paragraph.end and _is_label(match["label"]):
            found[number] = match["label"]
    counts = Counter(found.values())
    return found if len(found) >= _MIN_LABELS and max(counts.values()) > 1 else {}


def _is_label(label: str) -> bool:
    words = label.split()
    written = (w[0].isupper() or w[0] == "(" or w in _LOWER_CASE_IN_LABELS for w in words)
    return len(words) <= _LONGEST_LABEL and all(written)


def _by_name(entities: Sequence[Entity]) -> tuple[dict[str, int], dict[str, int]]:
    """The first entity that the text calls by a name, and the first whose name it is."""
    called: dict[str, int] = {}
    named: dict[str, int] = {}
    for number, entity in enumerate(entities):
        named.setdefault(entity.name.casefold(), number)
        for name in entity.names:
            called.setdefault(name.text.casefold(), number)
    return called, named


def _labelled_speaker(
    label: str, names: tuple[Mapping[str, int], Mapping[str, int]], interviewee: int | None
) -> int | None:
    plain = label.casefold()
    if any(word in _ASKING_LABELS for word in plain.split()):
        return None
    if plain in _ANSWERING_LABELS:
        return interviewee
    called, named = names
    found = (called.get(plain), called.get(plain.split()[-1]), named.get(plain))
    return min((number for number in found if number is not None), default=None)


def _interviewee(
    tagged: TaggedText, paragraphs: Sequence[Span], entities: Sequence[Entity], quoted: Mapping[int, int]
) -> int | None:
    """The one person who is interviewed: named beside "interview" or "spoke with", or quoted by the text."""
    votes: Counter[int] = Counter({i: n for i, n in quoted.items() if entities[i].is_person})
    votes.update(_named_beside_conversation(tagged, entities))
    if not votes:
        return _foremost(paragraphs, entities)
    ranked = sorted(votes, key=lambda i: (-votes[i], -len(entities[i].names), i))
    equal = len(ranked) > 1 and votes[ranked[0]] == votes[ranked[1]]
    return None if equal and _joined(tagged, entities, ranked[:2]) else ranked[0]


def _named_beside_conversation(tagged: TaggedText, entities: Sequence[Entity]) -> Counter[int]:
    """Two votes for each person named beside a word like "interview", each time; one against its topic."""
    votes: Counter[int] = Counter()
    owner = dict(_owners(tagged, entities))
    for index, word in enumerate(tagged.words):
        if word.lower in _CONVERSATION_WORDS and word.start < max(_OPENING, len(tagged.text) // 3):
            near = _named_after(tagged, index, owner) or _named_before(tagged, index, owner)
            votes.update(dict.fromkeys(near, 2))
            votes.subtract(_topics(tagged, index, owner))
    return votes


def _topics(tagged: TaggedText, index: int, owner: Mapping[int, int]) -> set[int]:
    """The persons named after a word, in its sentence, who are what the talk is about."""
    sentence = tagged.words[index].sentence
    found = (
        name
        for name in tagged.names_among(index + 1, index + _REACH)
        if index < name.first and tagged.words[name.first].sentence == sentence and id(name) in owner
    )
    return {
        owner[id(n)] for n in found if any(w.lower in _TOPIC_WORDS for w in tagged.words[index + 1 : n.first])
    }


def _owners(tagged: TaggedText, entities: Iterable[Entity]) -> Iterator[tuple[int, int]]:
    """Each name of who is surely a person, by its identity, with the person; photographers are left out."""
    for number, entity in enumerate(entities):
        for name in entity.names if entity.is_surely_person else ():
            if not (name.first and tagged.words[name.first - 1].lower in CREDITS):
                yield id(name), number


def _joined(tagged: TaggedText, entities: Sequence[Entity], pair: Sequence[int]) -> bool:
    """Whether two people are interviewed together: "Wikinews interviews X and Y"."""
    one, other = sorted((entities[i].names[0] for i in pair), key=lambda name: name.start)
    return tagged.text[one.end : other.start].strip() in ("and", "&", ",")


def _named_after(tagged: TaggedText, index: int, owner: Mapping[int, int]) -> list[int]:
    """The first two persons named after a word, in its sentence, who are not what the talk is about."""
    sentence = tagged.words[index].sentence
    found = []
    for name in tagged.names_among(index + 1, index + _REACH):
        inside = index < name.first and tagged.words[name.first].sentence == sentence
        if inside and id(name) in owner:
            between = tagged.words[index + 1 : name.first]
            elsewhere = _given_to_body(tagged, index, name)
            if not elsewhere and not any(word.lower in _TOPIC_WORDS for word in between):
                found.append(owner[id(name)])
    return list(dict.fromkeys(found))[:2]


def _given_to_body(tagged: TaggedText, index: int, name: Name) -> bool:
    """Whether somebody gave the interview to another outlet: "in an interview with a paper, Lind ..." """
    bodies = (
        known for known in tagged.names_among(index + 1, name.first - 1) if known.kind == "organisation"
    )
    return any(tagged.gap(body.last).startswith(",") for body in bodies)


def _named_before(tagged: TaggedText, index: int, owner: Mapping[int, int]) -> list[int]:
    """The person before "was interviewed", or whom "interviewed him" takes up from the sentence before."""
    sentence = tagged.words[index].sentence
    after = tagged.words[index + 1].lower if index + 1 < len(tagged.words) else ""
    whom = tagged.names_among(index + 1, index + 3)
    if after == "with" and whom and whom[0].kind == "organisation":
        return []
    back = 1 if after in ("him", "her", "with") else 0
    found = [
        owner[id(name)]
        for name in tagged.names_among(tagged.sentence_start(sentence - back), index - 1)
        if name.last < index and sentence - tagged.words[name.first].sentence <= back and id(name) in owner
    ]
    return list(dict.fromkeys(found))[-1:] if back else list(dict.fromkeys(found))[:1]


def _foremost(paragraphs: Sequence[Span], entities: Sequence[Entity]) -> int | None:
    """The surest person named in the first paragraphs, if the text names them again or nobody else."""
    top = paragraphs[min(4, len(paragraphs) - 1)].end if paragraphs else 0
    people = [i for i, entity in enumerate(entities) if _is_introduced(entity, top)]
    if not people:
        return None
    ranked = sorted(people, key=lambda i: (-len(entities[i].names), entities[i].names[0].start))
    first = entities[ranked[0]]
    if len(ranked) > 1 and len(first.names) == len(entities[ranked[1]].names) == 1:
        return ranked[0] if first.names[0].start < paragraphs[0].end else None
    return ranked[0]


def _is_introduced(entity: Entity, top: int) -> bool:
    """Whether an entity is surely a person, named in full, and first of all before a code point."""
    return entity.is_surely_person and entity.names[0].start < top and len(entity.name.split()) > 1

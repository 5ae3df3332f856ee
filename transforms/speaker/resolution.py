"""Who is behind each attribution of one document.

Attributions are read in order of the text. What a mention cannot tell by itself is decided by what the
document says of its people, by who spoke last and, for pronouns, by learnt weights. Where nothing supports
an answer, there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.attribution.values import Attribution
from transforms.spans import Span
from transforms.speaker import epithets
from transforms.speaker.answers import Answer, Cast, Knowledge, Resolved, resolved
from transforms.speaker.lexicon import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    NEUTER_PRONOUNS,
    PLURAL_PRONOUNS,
    RELATIVES,
    SECOND_PERSON,
    SUBJECT_PRONOUNS,
)
from transforms.speaker.scene import Scene
from transforms.speaker.sources import Source, read
from transforms.speaker.third_person import antecedent, body, person


def resolve(text: str, attributions: Sequence[Attribution], knowledge: Knowledge) -> Cast:
    """The speakers of one document's attributions."""
    scene = Scene(text, attributions, knowledge.reference)
    resolver = _Resolver(scene, attributions, knowledge)
    return Cast(resolver.scene.entities, resolver.run())


class _Resolver:
    """Answers attributions one by one; those that wait for others ask for them first."""

    def __init__(self, scene: Scene, attributions: Sequence[Attribution], knowledge: Knowledge) -> None:
        self.scene = scene
        self.attributions = attributions
        self.knowledge = knowledge
        self.sources = [read(scene.around, a.source) if scene.words else None for a in attributions]
        self.done: dict[int, Resolved] = {}
        self.open: set[int] = set()

    def run(self) -> list[Resolved]:
        """One answer for each attribution, in the order given."""
        for index in sorted(range(len(self.attributions)), key=self._place):
            self._resolved(index)
        return [self.done[index] for index in range(len(self.attributions))]

    def _place(self, index: int) -> tuple[bool, int, int]:
        """By the text, those without a source last: they depend on the others."""
        source = self.sources[index]
        start = source.start if source else self.attributions[index].content[0].start
        return (source is None, start, index)

    def _resolved(self, index: int) -> Resolved:
        if index not in self.done:
            self.open.add(index)
            self.done[index] = self._find(index)
            self.open.discard(index)
        return self.done[index]

    def _find(self, index: int) -> Resolved:
        source = self.sources[index]
        if source is None:
            first = self.attributions[index].content[0]
            return resolved(self._implied(index), "implied", Span(first.start, first.end))
        found = resolved(self._answer(index, source), source.form, Span(source.start, source.end))
        outside = source.head not in RELATIVES and not self.scene.in_content(source.start)
        if found.entity is not None and outside:
            self.scene.note(source.start, found.entity)
        return found

    def _answer(self, index: int, source: Source) -> Answer:
        if source.name is not None:
            return Answer(self.scene.entity_of(source.name), source.form)
        if source.form != "pronoun":
            return epithets.answer(self.scene, source)
        head = source.head.partition("'")[0]
        if head in FIRST_SINGULAR | FIRST_PLURAL:
            return self._first_person(index, source, "enclosing" if head in FIRST_SINGULAR else "collective")
        if head in SECOND_PERSON:
            return Answer(self._asked(source), "turn")
        return self._third_person(source, head)

    def _third_person(self, source: Source, head: str) -> Answer:
        if head in SUBJECT_PRONOUNS:
            return person(self.scene, source, self.knowledge)
        if head in RELATIVES:
            return Answer(antecedent(self.scene, source), "relative")
        if head in PLURAL_PRONOUNS | NEUTER_PRONOUNS:
            return Answer(body(self.scene, source, neuter=head in NEUTER_PRONOUNS), "body")
        return Answer(None, "pronoun")

    def _first_person(self, index: int, source: Source, method: str) -> Answer:
        """Whoever is quoted around an "I"; in a conversation, whoever has the turn."""
        outer = self._enclosing(index, source)
        speaker = self._resolved(outer).entity if outer is not None else None
        if speaker is None and self.scene.quoted_at(source.start):
            speaker = self._quoting(source)
        if speaker is not None:
            return Answer(speaker, method)
        turn = self.scene.turns.holders.get(self.scene.block(source.start))
        return Answer(turn, "collective" if method == "collective" else "turn")

    def _enclosing(self, index: int, source: Source) -> int | None:
        """The innermost other attribution whose content holds the source."""
        holding = [
            (span.length, other)
            for other, attribution in enumerate(self.attributions)
            if other != index and other not in self.open
            for span in attribution.content
            if span.start <= source.start and source.end <= span.end
        ]
        return min(holding)[1] if holding else None

    def _quoting(self, source: Source) -> int | None:
        """Who is quoted around a source in quotation marks: the nearest in its paragraph or the last."""
        block = self.scene.block(source.start)
        found: list[tuple[int, int, int]] = []
        for other, outer in enumerate(self.sources):
            if other in self.open or outer is None or self.scene.quoted_at(outer.start):
                continue
            apart = block - self.scene.block(outer.start)
            if apart in (0, 1) and (entity := self._resolved(other).entity) is not None:
                found.append((apart, abs(outer.start - source.start), entity))
        return min(found)[2] if found else None

    def _asked(self, source: Source) -> int | None:
        """Whom an interviewer calls "you"."""
        turns = self.scene.turns
        asks = self.scene.block(source.start) in turns.questions
        return turns.principal if turns.interview and asks else None

    def _implied(self, index: int) -> Answer:
        """A quote without a source of its own goes on from the one beside it, or is its turn's holder's."""
        speaker = self._beside(index)
        if speaker is not None:
            return Answer(speaker, "continued")
        block = self.scene.block(self.attributions[index].content[0].start)
        return Answer(self.scene.turns.holders.get(block), "turn")

    def _beside(self, index: int) -> int | None:
        mine = self.attributions[index]
        if mine.cue or not self.scene.words:
            return None
        near = self._before(index) if mine.type == "indirect" else self._around(index)
        return min(near)[2] if near else None

    def _around(self, index: int) -> list[tuple[int, int, int]]:
        """(paragraphs apart, characters apart, speaker) of the attributions in reach of a quotation."""
        start = self.attributions[index].content[0].start
        near: list[tuple[int, int, int]] = []
        for other, attribution in enumerate(self.attributions):
            if self.sources[other] is None or other in self.open:
                continue
            apart = abs(self.scene.block(start) - self.scene.block(attribution.content[0].start))
            if apart <= 1 and (entity := self._resolved(other).entity) is not None:
                near.append((apart, abs(attribution.content[0].start - start), entity))
        return near

    def _before(self, index: int) -> list[tuple[int, int, int]]:
        """The same of the attributions after which free indirect speech goes on: no word lies between."""
        start = self.attributions[index].content[0].start
        near: list[tuple[int, int, int]] = []
        for other, attribution in enumerate(self.attributions):
            end = max(span.end for span in (*attribution.content, *attribution.cue, *attribution.source))
            if other in self.open or attribution.nested_in is not None or end > start:
                continue
            if any(letter.isalnum() for letter in self.scene.text[end:start]):
                continue
            if (entity := self._resolved(other).entity) is not None:
                near.append((0, start - end, entity))
        return near

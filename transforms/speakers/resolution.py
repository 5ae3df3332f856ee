"""Who is behind each attribution of one document.

Attributions are read in order of the text. What a mention cannot tell by itself is decided by what the
document says of its people, by who spoke last and, for pronouns, by learnt weights. Where nothing supports
an answer, there is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.speakers import nominal_resolution as epithets
from transforms.speakers.context import Scene
from transforms.speakers.intervals import Holders
from transforms.speakers.lexicon import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    NEUTER_PRONOUNS,
    PLURAL_PRONOUNS,
    RELATIVES,
    SECOND_PERSON,
    SUBJECT_PRONOUNS,
)
from transforms.speakers.neighbours import Neighbours
from transforms.speakers.pronoun_resolution import antecedent, body, person
from transforms.speakers.resolutions import Answer, Cast, Knowledge, Resolved, resolved
from transforms.speakers.sources import Source, read


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
        self.contents = Holders((span, i) for i, a in enumerate(attributions) for span in a.content)
        self.ends = sorted((_end(a), i) for i, a in enumerate(attributions) if a.nested_in is None)
        sourced = [(i, source) for i, source in enumerate(self.sources) if source is not None]
        places = ((i, attributions[i].content[0].start) for i, _ in sourced)
        outside = ((i, source.start) for i, source in sourced if not scene.quoted_at(source.start))
        self.beside = Neighbours((i, scene.block(place), place) for i, place in places)
        self.outside = Neighbours((i, scene.block(place), place) for i, place in outside)
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
            for neighbours in (self.beside, self.outside):
                neighbours.settle(index, self.done[index].entity)
        return self.done[index]

    def _find(self, index: int) -> Resolved:
        source = self.sources[index]
        if source is None:
            first = self.attributions[index].content[0]
            return resolved(self._implied(index), "implied", Span(first.start, first.end))
        found = resolved(self._answer(source), source.form, Span(source.start, source.end))
        outside = source.head not in RELATIVES and not self.scene.in_content(source.start)
        if found.entity is not None and outside:
            self.scene.note(source.start, found.entity)
        return found

    def _answer(self, source: Source) -> Answer:
        if source.name is not None:
            return Answer(self.scene.entity_of(source.name), source.form)
        if source.form != "pronoun":
            return epithets.answer(self.scene, source)
        head = source.head.partition("'")[0]
        if head in FIRST_SINGULAR | FIRST_PLURAL:
            return self._first_person(source, "enclosing" if head in FIRST_SINGULAR else "collective")
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

    def _first_person(self, source: Source, method: str) -> Answer:
        """Whoever is quoted around an "I"; in a conversation, whoever has the turn."""
        outer = self.contents.innermost(Span(source.start, source.end), self.open)
        speaker = self._resolved(outer).entity if outer is not None else None
        if speaker is None and self.scene.quoted_at(source.start):
            speaker = self._quoting(source)
        if speaker is not None:
            return Answer(speaker, method)
        turn = self.scene.turns.holders.get(self.scene.block(source.start))
        return Answer(turn, "collective" if method == "collective" else "turn")

    def _quoting(self, source: Source) -> int | None:
        """Who is quoted around a source in quotation marks: the nearest in its paragraph or the last."""
        block = self.scene.block(source.start)
        return self._nearest(self.outside, ((block,), (block - 1,)), source.start)

    def _nearest(self, among: Neighbours, reach: Sequence[Sequence[int]], position: int) -> int | None:
        """Who is nearest to a code point in the first of some groups of paragraphs in which anybody is.

        All in reach are answered first, in order, for what they are told may hang on it.
        """
        blocks = [block for group in reach for block in group]
        while (other := among.unanswered(blocks, self.open)) is not None:
            self._resolved(other)
        found = (among.nearest(group, position) for group in reach)
        return next((entity for entity in found if entity is not None), None)

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
        start = mine.content[0].start
        if mine.type == "indirect":
            return self._before(start)
        block = self.scene.block(start)
        return self._nearest(self.beside, ((block,), (block - 1, block + 1)), start)

    def _before(self, start: int) -> int | None:
        """Who said that after which free indirect speech goes on: no word lies between."""
        clear = start
        while clear and not self.scene.text[clear - 1].isalnum():
            clear -= 1
        low, high = bisect_left(self.ends, (clear, -1)), bisect_left(self.ends, (start + 1, -1))
        ahead = sorted((other, end) for end, other in self.ends[low:high] if other not in self.open)
        found = [(start - end, self._resolved(other).entity) for other, end in ahead]
        return min(((apart, entity) for apart, entity in found if entity is not None), default=(0, None))[1]


def _end(attribution: Attribution) -> int:
    return max(span.end for span in (*attribution.content, *attribution.cue, *attribution.source))

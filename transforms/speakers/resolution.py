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
from transforms.speakers.context import ResolutionContext
from transforms.speakers.intervals import Holders
from transforms.speakers.mention_words import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    GENDERED_PRONOUNS,
    NEUTER_PRONOUNS,
    PLURAL_PRONOUNS,
    RELATIVES,
    SECOND_PERSON,
)
from transforms.speakers.neighbours import Neighbours
from transforms.speakers.pronoun_resolution import antecedent, body, person
from transforms.speakers.resolutions import DocumentSpeakers, Resolution, ResolvedMention, Resources, resolved
from transforms.speakers.sources import Source, read


def resolve(text: str, attributions: Sequence[Attribution], resources: Resources) -> DocumentSpeakers:
    """The speakers of one document's attributions."""
    context = ResolutionContext(text, attributions, resources.reference)
    resolver = _Resolver(context, attributions, resources)
    return DocumentSpeakers(resolver.context.entities, resolver.run())


class _Resolver:
    """Answers attributions one by one; those that wait for others ask for them first."""

    def __init__(
        self, context: ResolutionContext, attributions: Sequence[Attribution], resources: Resources
    ) -> None:
        self.context = context
        self.attributions = attributions
        self.resources = resources
        self.sources = [read(context.around, a.source) if context.words else None for a in attributions]
        self.contents = Holders((span, i) for i, a in enumerate(attributions) for span in a.content)
        self.ends = sorted((_end(a), i) for i, a in enumerate(attributions) if a.nested_in is None)
        sourced = [(i, source) for i, source in enumerate(self.sources) if source is not None]
        places = ((i, attributions[i].content[0].start) for i, _ in sourced)
        outside = ((i, source.start) for i, source in sourced if not context.quoted_at(source.start))
        self.beside = Neighbours((i, context.block(place), place) for i, place in places)
        self.outside = Neighbours((i, context.block(place), place) for i, place in outside)
        self.done: dict[int, ResolvedMention] = {}
        self.open: set[int] = set()

    def run(self) -> list[ResolvedMention]:
        """One answer for each attribution, in the order given."""
        for index in sorted(range(len(self.attributions)), key=self._place):
            self._resolved(index)
        return [self.done[index] for index in range(len(self.attributions))]

    def _place(self, index: int) -> tuple[bool, int, int]:
        """By the text, those without a source last: they depend on the others."""
        source = self.sources[index]
        start = source.start if source else self.attributions[index].content[0].start
        return (source is None, start, index)

    def _resolved(self, index: int) -> ResolvedMention:
        if index not in self.done:
            self.open.add(index)
            self.done[index] = self._find(index)
            self.open.discard(index)
            for neighbours in (self.beside, self.outside):
                neighbours.settle(index, self.done[index].entity)
        return self.done[index]

    def _find(self, index: int) -> ResolvedMention:
        source = self.sources[index]
        if source is None:
            first = self.attributions[index].content[0]
            return resolved(self._implied(index), "implied", Span(first.start, first.end))
        found = resolved(self._answer(source), source.form, Span(source.start, source.end))
        outside = source.head not in RELATIVES and not self.context.in_content(source.start)
        if found.entity is not None and outside:
            self.context.note(source.start, found.entity)
        return found

    def _answer(self, source: Source) -> Resolution:
        if source.name is not None:
            return Resolution(self.context.entity_of(source.name), source.form)
        if source.form != "pronoun":
            return epithets.answer(self.context, source)
        head = source.head.partition("'")[0]
        if head in FIRST_SINGULAR | FIRST_PLURAL:
            return self._first_person(source, "enclosing" if head in FIRST_SINGULAR else "collective")
        if head in SECOND_PERSON:
            return Resolution(self._asked(source), "turn")
        return self._third_person(source, head)

    def _third_person(self, source: Source, head: str) -> Resolution:
        if head in GENDERED_PRONOUNS:
            return person(self.context, source, self.resources)
        if head in RELATIVES:
            return Resolution(antecedent(self.context, source), "relative")
        if head in PLURAL_PRONOUNS | NEUTER_PRONOUNS:
            return Resolution(body(self.context, source, neuter=head in NEUTER_PRONOUNS), "body")
        return Resolution(None, "pronoun")

    def _first_person(self, source: Source, method: str) -> Resolution:
        """Whoever is quoted around an "I"; in a conversation, whoever has the turn."""
        outer = self.contents.innermost(Span(source.start, source.end), self.open)
        speaker = self._resolved(outer).entity if outer is not None else None
        if speaker is None and self.context.quoted_at(source.start):
            speaker = self._quoting(source)
        if speaker is not None:
            return Resolution(speaker, method)
        turn = self.context.turns.holders.get(self.context.block(source.start))
        return Resolution(turn, "collective" if method == "collective" else "turn")

    def _quoting(self, source: Source) -> int | None:
        """Who is quoted around a source in quotation marks: the nearest in its paragraph or the last."""
        block = self.context.block(source.start)
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
        turns = self.context.turns
        asks = self.context.block(source.start) in turns.questions
        return turns.principal if turns.interview and asks else None

    def _implied(self, index: int) -> Resolution:
        """A quote without a source of its own goes on from the one beside it, or is its turn's holder's."""
        speaker = self._beside(index)
        if speaker is not None:
            return Resolution(speaker, "continued")
        block = self.context.block(self.attributions[index].content[0].start)
        return Resolution(self.context.turns.holders.get(block), "turn")

    def _beside(self, index: int) -> int | None:
        mine = self.attributions[index]
        if mine.cue or not self.context.words:
            return None
        start = mine.content[0].start
        if mine.type == "indirect":
            return self._before(start)
        block = self.context.block(start)
        return self._nearest(self.beside, ((block,), (block - 1, block + 1)), start)

    def _before(self, start: int) -> int | None:
        """Who said that after which free indirect speech goes on: no word lies between."""
        clear = start
        while clear and not self.context.text[clear - 1].isalnum():
            clear -= 1
        low, high = bisect_left(self.ends, (clear, -1)), bisect_left(self.ends, (start + 1, -1))
        ahead = sorted((other, end) for end, other in self.ends[low:high] if other not in self.open)
        found = [(start - end, self._resolved(other).entity) for other, end in ahead]
        return min(((apart, entity) for apart, entity in found if entity is not None), default=(0, None))[1]


def _end(attribution: Attribution) -> int:
    return max(span.end for span in (*attribution.content, *attribution.cue, *attribution.source))

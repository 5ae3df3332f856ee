"""Who is behind each attribution of one document.

Attributions are read in order of the text. What a mention cannot tell by itself is decided by what the
document says of its people, by who spoke last and, for pronouns, by learnt weights. Where nothing supports
an entity, the mention stays unresolved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.attribution.values import Attribution
from transforms.language.analysis import AnalysedDocument
from transforms.language.gazetteer import Reference
from transforms.language.intervals import EnclosingSpans
from transforms.language.spans import Span
from transforms.speakers.attribution_index import AttributionIndex
from transforms.speakers.confidence import with_probabilities
from transforms.speakers.context import ResolutionContext
from transforms.speakers.mention_words import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    GENDERED_PRONOUNS,
    NEUTER_PRONOUNS,
    PLURAL_PRONOUNS,
    RELATIVES,
    SECOND_PERSON,
)
from transforms.speakers.nominal_resolution import resolve_nominal
from transforms.speakers.noun_phrases import is_told
from transforms.speakers.pronoun_ranker import NOBODY_EVER, Weights
from transforms.speakers.pronoun_resolution import antecedent, resolve_body, resolve_person
from transforms.speakers.resolutions import Resolution
from transforms.speakers.sources import Source, is_joint, read_source
from transforms.speakers.subject_pronouns import subject_pronouns
from transforms.speakers.unnamed_sources import NOBODY, describe_source
from transforms.speakers.values import DocumentSpeakers, ResolvedMention


@dataclass(frozen=True, slots=True)
class DocumentResolver:
    """The resolver that a build uses: rules, and learnt weights where a pronoun fits several people.

    `weights` are for pronouns, `nominals` for nouns that take up a person; without these, none does.
    `confidence` weighs what tells right speakers from wrong; without it, each method's own share is given.
    """

    reference: Reference
    weights: Weights = field(default_factory=Weights)
    confidence: Weights | None = None
    nominals: Weights = NOBODY_EVER

    @property
    def name(self) -> str:
        """Name and version."""
        return "parallax-rules 1"

    def __call__(self, document: AnalysedDocument, attributions: Sequence[Attribution]) -> DocumentSpeakers:
        """The entities of a document and who is behind each of its attributions."""
        context = self.context(document, attributions)
        mentions = self.in_context(context, attributions)
        if self.confidence is not None:
            mentions = with_probabilities(context, attributions, mentions, self.confidence)
        pronouns = subject_pronouns(context, attributions, mentions, self.weights)
        return DocumentSpeakers(context.entities, mentions, pronouns)

    def context(self, document: AnalysedDocument, attributions: Sequence[Attribution]) -> ResolutionContext:
        """A document as this resolver sees it, before anything in it is resolved."""
        return ResolutionContext(document, attributions, self.reference, self.nominals)

    def in_context(
        self, context: ResolutionContext, attributions: Sequence[Attribution]
    ) -> list[ResolvedMention]:
        """Who is behind each attribution, with each method's own confidence; the context grows by it."""
        return _Attributions(context, attributions, self.weights).run()


class _Attributions:
    """The attributions of one document, resolved one by one; one that waits for others has them first.

    `open` holds those being resolved, so that none waits for itself. `beside` indexes attributions by their
    contents, `outside` by those sources that stand outside quotation marks.
    """

    def __init__(
        self,
        context: ResolutionContext,
        attributions: Sequence[Attribution],
        weights: Weights,
    ) -> None:
        self.context = context
        self.attributions = attributions
        self.weights = weights
        self.sources = [read_source(context.tagged, a.source) for a in attributions]
        self.contents = EnclosingSpans((span, i) for i, a in enumerate(attributions) for span in a.content)
        self.ends = sorted((_end(a), i) for i, a in enumerate(attributions) if a.nested_in is None)
        self.done: dict[int, ResolvedMention] = {}
        self.open: set[int] = set()
        self.beside, self.outside = self._indices()

    def _indices(self) -> tuple[AttributionIndex, AttributionIndex]:
        context = self.context
        sourced = [(i, source) for i, source in enumerate(self.sources) if source is not None]
        # Whoever is quoted within a quotation does not go on speaking after it.
        beside = ((i, self._start(i)) for i, _ in sourced if self.attributions[i].nested_in is None)
        unquoted = [(i, source) for i, source in sourced if not context.in_quotation_marks(source.start)]
        relayed = {self.attributions[i].nested_in for i, _ in unquoted if self._has_marks(i)}
        # Of "it rained, he said, according to the paper", the words are his.
        outside = ((i, source.start) for i, source in unquoted if i not in relayed)
        by_content = AttributionIndex((i, context.paragraph_at(place), place) for i, place in beside)
        by_source = AttributionIndex((i, context.paragraph_at(place), place) for i, place in outside)
        return by_content, by_source

    def _has_marks(self, index: int) -> bool:
        return self.attributions[index].type != "indirect"

    def _start(self, index: int) -> int:
        return self.attributions[index].content[0].start

    def run(self) -> list[ResolvedMention]:
        """One mention for each attribution, in the order given."""
        for index in sorted(range(len(self.attributions)), key=self._order):
            self._resolved(index)
        return [self.done[index] for index in range(len(self.attributions))]

    def _order(self, index: int) -> tuple[bool, int, int]:
        """By the text, those without a source last: they depend on the others."""
        source = self.sources[index]
        return (source is None, source.start if source else self._start(index), index)

    def _resolved(self, index: int) -> ResolvedMention:
        if index not in self.done:
            self.open.add(index)
            self.done[index] = self._resolve(index)
            self.open.discard(index)
            for attributions in (self.beside, self.outside):
                attributions.note(index, self.done[index].entity)
        return self.done[index]

    def _resolve(self, index: int) -> ResolvedMention:
        source = self.sources[index]
        if source is None:
            return self._resolve_implied(index).of_mention("implied", self.attributions[index].content[0])
        if is_told(self.context, self.attributions[index].cue) or is_joint(self.context.tagged, source):
            return NOBODY.of_mention(source.form, Span(source.start, source.end))
        resolution = self._resolve_source(source, self._quoting(source))
        if resolution.entity is None:
            resolution = describe_source(self.context, source)
        found = resolution.of_mention(source.form, Span(source.start, source.end))
        outside = source.head not in RELATIVES and not self.context.in_content(source.start)
        if found.entity is not None and outside:
            self.context.history.note(source.start, found.entity)
        return found

    def _quoting(self, source: Source) -> int | None:
        """Whose words a source in quotation marks is part of: no "he" or "the senator" there means them."""
        context, place = self.context, source.start
        told = source.form != "pronoun" or source.head in GENDERED_PRONOUNS
        if source.name is not None or not told or not context.in_content(place):
            return None
        return self._quoted_around(source) if context.in_quotation_marks(place) else None

    def _resolve_source(self, source: Source, quoting: int | None) -> Resolution:
        if source.name is not None:
            return Resolution(self.context.entity_of(source.name), source.form)
        if source.form != "pronoun":
            return resolve_nominal(self.context, source, quoting)
        head = source.head.partition("'")[0]
        if head in FIRST_SINGULAR | FIRST_PLURAL:
            return self._resolve_first_person(source, "enclosing" if head in FIRST_SINGULAR else "collective")
        if head in SECOND_PERSON:
            return Resolution(self._asked(source), "turn")
        return self._resolve_third_person(source, head, quoting)

    def _resolve_third_person(self, source: Source, head: str, quoting: int | None) -> Resolution:
        if head in GENDERED_PRONOUNS:
            return resolve_person(self.context, source, self.weights, quoting)
        if head in RELATIVES:
            return Resolution(antecedent(self.context, source), "relative")
        if head in PLURAL_PRONOUNS | NEUTER_PRONOUNS:
            return resolve_body(self.context, source, neuter=head in NEUTER_PRONOUNS)
        return Resolution(None, "pronoun")

    def _resolve_first_person(self, source: Source, method: str) -> Resolution:
        """Whoever is quoted around an "I"; in a conversation, whoever has the turn."""
        outer = self.contents.innermost(Span(source.start, source.end), self.open)
        speaker = self._resolved(outer).entity if outer is not None else None
        if speaker is None and self.context.in_quotation_marks(source.start):
            speaker = self._quoted_around(source)
        if speaker is not None:
            return Resolution(speaker, method)
        turn = self.context.turns.speakers.get(self.context.paragraph_at(source.start))
        return Resolution(turn, "collective" if method == "collective" else "turn")

    def _quoted_around(self, source: Source) -> int | None:
        """Who is quoted around a source in quotation marks: the nearest beside them or a paragraph before."""
        around = self.context.quotation_around(source.start) or Span(source.start, source.start + 1)
        own = self._paragraphs(around)
        return self._nearest_speaker(self.outside, (own, (own[0] - 1,)), source.start)

    def _paragraphs(self, span: Span) -> range:
        """The paragraphs that a span meets."""
        first, last = (self.context.paragraph_at(place) for place in (span.start, span.end - 1))
        return range(first, last + 1)

    def _nearest_speaker(
        self, among: AttributionIndex, reach: Sequence[Sequence[int]], position: int
    ) -> int | None:
        """Who is quoted nearest to a code point in the first of some groups of paragraphs with any speaker.

        All in reach are resolved first, in order, for whom they are resolved to may hang on it.
        """
        paragraphs = [paragraph for group in reach for paragraph in group]
        while (other := among.first_unresolved(paragraphs, self.open)) is not None:
            self._resolved(other)
        found = (among.nearest_speaker(group, position) for group in reach)
        return next((entity for entity in found if entity is not None), None)

    def _asked(self, source: Source) -> int | None:
        """Whom an interviewer calls "you"."""
        turns = self.context.turns
        asks = self.context.paragraph_at(source.start) in turns.questions
        return turns.interviewee if turns.is_conversation and asks else None

    def _resolve_implied(self, index: int) -> Resolution:
        """A quote without a source goes on from the one beside it, or is theirs whose turn it is."""
        speaker = self._continued(index)
        if speaker is not None:
            return Resolution(speaker, "continued")
        turns = self.context.turns
        if self.attributions[index].cue and not turns.is_conversation:
            return Resolution(None, "turn")
        return Resolution(turns.speakers.get(self.context.paragraph_at(self._start(index))), "turn")

    def _continued(self, index: int) -> int | None:
        attribution, start = self.attributions[index], self._start(index)
        if attribution.cue or not self.context.words:
            return None
        if attribution.type == "indirect" and not self.context.in_quotation_marks(start):
            return self._just_before(start)
        around = self.context.quotation_around(start) or Span(start, start + 1)
        own = self._paragraphs(around)
        reach = (own, (own[0] - 1, own[-1] + 1))
        found = self._nearest_speaker(self.outside, reach, around.start)
        return self._nearest_speaker(self.beside, reach, start) if found is None else found

    def _just_before(self, start: int) -> int | None:
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

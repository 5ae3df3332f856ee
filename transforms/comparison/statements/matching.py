"""Which parts of quotes render one utterance: those of one story, compared and grouped.

Parts that print a long run of words alike are one, whoever they name as their speaker. Others are one where
a fitted scorer says so, of what they share in words and in meaning, and of their speakers. Groups join only
where their members fit on average, so that a chain of near misses makes no statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from transforms.comparison.logistic import Logistic
from transforms.comparison.sentence_words import Place
from transforms.comparison.statements.agreement import AGREES, AGREES_IN_TRANSLATION, agreement
from transforms.comparison.statements.pair_features import (
    LEAST_SAID,
    LEAST_SHARED,
    NEVER,
    Relation,
    features,
    near,
)
from transforms.comparison.statements.passages import AT_BEST, Aligned, StoryPassages
from transforms.comparison.statements.shapes import UNSHAPED, Shape
from transforms.comparison.statements.sources import Kinship, Sources
from transforms.comparison.statements.word_runs import SHINGLE, Shared, candidates, shared
from transforms.ids import normalise
from transforms.language.clustering import Pair, groups
from transforms.language.spans import Span

_SAME_WORDS: Final = 20.0
"""Log-odds by which pairs that print the same words come before all others."""
_SUPPORT: Final = 40.0
"""What such a pair counts where two groups are held against each other: mostly, one is enough."""
_NEVER: Final = -100.0
"""Parts that overlap are in no statement together, however well others in it fit."""
_ONE_QUOTE: Final = -4.0
"""Two parts of one quote are two utterances, unless their words are the same."""

_RUN: Final = 6
"""Words in a row that two quotations do not share by chance; one more where they name two speakers."""
_LONG_RUN: Final = 8
"""The same where one is a paraphrase, whose words are the outlet's, or both are of one document."""
_SAYING: Final = 3
"""Content words that so many words must have to be one utterance's and not a turn of phrase."""
_A_TENTH: Final = 10.0
"""Log-odds for each 1.0 of agreement: a tenth more or less counts one."""
_LEAST_SHARED_OF_ONE: Final = 0.08
"""The least cosine of rare words at which translations of one speaker's words are worth a look."""
_BY_RULE: Final = 0.75
"""How much less likely two passages of one speaker may look, since a rule joins a few."""
_TRANSLATED: Final = 0.8
"""How much likelier one speaker's words are one than they look, where translators chose some of them."""
_LIKELY: Final = 0.3
"""How likely the sentences of two parts tell the same thing, from where on these are worth a look."""
_ALL_BUT: Final = 0.8
"""The share of a quotation in another from which it is the same, whomever both name."""
_MOST: Final = 0.6
"""The share of one of two parts that stands in the other, where it is the same utterance cut."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a quote, where it stands, and whose words it is; `spans` are sorted offsets into the text."""

    document_id: str
    quote_id: str
    number: int
    spans: tuple[Span, ...]
    text: str
    type: str
    speaker_id: str | None
    shape: Shape = UNSHAPED

    @property
    def key(self) -> tuple[str, int, str, int]:
        """The place by which parts are sorted: nothing in it depends on the order of rows."""
        return (self.document_id, self.spans[0].start, self.quote_id, self.number)

    @property
    def places(self) -> list[Place]:
        """Where it stands."""
        return [(self.document_id, span.start, span.end) for span in self.spans]

    def overlaps(self, other: Part) -> bool:
        """Whether both have a character in common, as a quotation and one in it do."""
        return self.document_id == other.document_id and any(
            one.start < span.end and span.start < one.end for one in self.spans for span in other.spans
        )


class _Node(NamedTuple):
    """Parts of the same words: the first of them, and all their speakers."""

    part: Part
    speakers: frozenset[str]


def match(
    parts: Sequence[Part],
    passages: StoryPassages,
    weights: Logistic,
    sources: Sources,
    *,
    translated: bool = False,
) -> list[list[int]]:
    """Indices of the parts of each statement; `parts` are those of one story, sorted by key.

    `translated`: a document of the story is known to be a translation. Parts of the same words are one from
    the start, so a thousand copies cost no more than one; whoever is named as their speaker, unless the words
    are so few that anybody says them.
    """
    same = _same_words(parts, passages)
    nodes = [
        _Node(parts[indices[0]], frozenset(s for i in indices if (s := parts[i].speaker_id)))
        for indices in same
    ]
    scores = _Scores(nodes, passages, weights, sources, translated=translated)
    found = groups(len(nodes), scores.pairs(), scores.likely, weights.least, scores.support)
    return [sorted(i for member in group for i in same[member]) for group in found]


def _same_words(parts: Sequence[Part], passages: StoryPassages) -> list[list[int]]:
    """Indices of the parts of each wording, in order of the first."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, part in enumerate(parts):
        words = passages[part.text].wording
        key = (
            " ".join(words.words) or normalise(part.text),
            _whose(part, len(words.words), len(words.saying)),
        )
        found.setdefault(key, []).append(index)
    return list(found.values())


def _whose(part: Part, n_words: int, n_saying: int) -> str:
    """Of whom the same words are the same utterance: anybody, the same speaker, or this part alone.

    A paraphrase that says next to nothing by itself ("the law") is none, whoever has it.
    """
    if n_words >= _RUN and n_saying >= _SAYING:
        return ""
    if n_saying < LEAST_SAID and part.type == "indirect":
        return f"{part.quote_id} {part.number}"
    return part.speaker_id or "nobody"


class _Scores:
    """How likely the nodes of a story belong together, two by two."""

    def __init__(
        self,
        nodes: Sequence[_Node],
        passages: StoryPassages,
        weights: Logistic,
        sources: Sources,
        *,
        translated: bool,
    ) -> None:
        self._nodes, self._passages, self._weights = nodes, passages, weights
        self._sources, self._translated = sources, translated
        self._agrees = AGREES_IN_TRANSLATION if translated else AGREES
        self._all = [passages[node.part.text] for node in nodes]
        self._printed: dict[Pair, float] = {}
        for i, j in candidates([one.wording for one in self._all]):
            both = shared(self._all[i].wording, self._all[j].wording)
            if print_alike(nodes[i].part, nodes[j].part, both, self._speakers(i, j).same):
                self._printed[i, j] = min(both.left, both.right)

    def pairs(self) -> set[Pair]:
        """The pairs that are worth a look; the model reads those that need it together."""
        places = [node.part.places for node in self._nodes]
        likely = {pair for pair in self._passages.likely_pairs(places, _LIKELY) if self._apart(*pair) is None}
        lowest = _LEAST_SHARED_OF_ONE if self._agrees < AGREES else LEAST_SHARED
        found = likely.union(near(self._all, self._least_shared, lowest=lowest))
        compared = {pair for pair in found - self._printed.keys() if self._may_be_one(*pair)}
        self._passages.prepare(self._nodes[i].part.text for pair in compared for i in pair)
        return compared | self._printed.keys()

    def _least_shared(self, i: int, j: int) -> float:
        """Translations of one speaker's words are looked at more closely."""
        if self._apart(i, j) is not None:
            return NEVER
        closely = self._translated and self._speakers(i, j).same
        return _LEAST_SHARED_OF_ONE if closely else LEAST_SHARED

    def _may_be_one(self, i: int, j: int) -> bool:
        """Whether two nodes would be one if the model found them very alike; else it need not read them.

        Translations of one speaker's words share too few for that to be known.
        """
        same = self._speakers(i, j).same is True
        least = self._weights.least - _BY_RULE * same
        return (same and self._translated) or self._weigh(i, j, AT_BEST) >= least

    def likely(self, i: int, j: int) -> float:
        """Log-odds that two nodes are one utterance; those that print the same words come first."""
        if (i, j) in self._printed:
            return _SAME_WORDS + self._printed[i, j]
        return self._log_odds(i, j, self._relation(i, j))

    def support(self, i: int, j: int) -> float:
        """The same, as it counts where two groups are held against each other: wherever the two stand."""
        if (i, j) in self._printed:
            return _SUPPORT
        if self._nodes[i].part.overlaps(self._nodes[j].part):
            return _NEVER
        relation = self._relation(i, j)._replace(same_document=False, both_indirect=False)
        return max(_ONE_QUOTE, self._log_odds(i, j, relation))

    def _log_odds(self, i: int, j: int, relation: Relation) -> float:
        if apart := self._apart(i, j):
            return apart
        aligned = self._passages.aligned(self._nodes[i].part.text, self._nodes[j].part.text)
        found = self._weights(features(self._all[i], self._all[j], aligned, relation))
        found += _TRANSLATED * (self._translated and relation.speakers.same is True)
        agreed = agreement(self._all[i], self._all[j], aligned, relation)
        return max(found, self._weights.least + _A_TENTH * (agreed - self._agrees)) if agreed else found

    def _weigh(self, i: int, j: int, aligned: Aligned) -> float:
        return self._weights(features(self._all[i], self._all[j], aligned, self._relation(i, j)))

    def _relation(self, i: int, j: int) -> Relation:
        one, other = self._nodes[i].part, self._nodes[j].part
        indirect = one.type == other.type == "indirect"
        likely = self._passages.likely(one.places, other.places)
        shapes = (one.shape, other.shape)
        together, speakers = one.document_id == other.document_id, self._speakers(i, j)
        return Relation(speakers, together, indirect, likely, shapes, self._translated)

    def _apart(self, i: int, j: int) -> float | None:
        one, other = self._nodes[i].part, self._nodes[j].part
        if one.overlaps(other):
            return _NEVER
        # Few words that several say were told apart already.
        said_by_both = self._all[i].wording.words == self._all[j].wording.words
        told_apart = said_by_both or one.quote_id == other.quote_id or self._anybodys(i, j)
        return _ONE_QUOTE if told_apart else None

    def _anybodys(self, i: int, j: int) -> bool:
        """Whether one of two has too few words to tell whose they are, and a side names no speaker."""
        words = min(len(self._all[n].wording.words) for n in (i, j))
        return words < SHINGLE and not (self._nodes[i].speakers and self._nodes[j].speakers)

    def _speakers(self, i: int, j: int) -> Kinship:
        """How the speakers of two nodes stand to one another."""
        return self._sources.kinship(self._nodes[i].speakers, self._nodes[j].speakers)


def print_alike(one: Part, other: Part, both: Shared, same_speaker: bool | None) -> bool:
    """Whether two parts print one utterance word for word, or all but.

    A quotation in a quotation is another utterance than the one that it stands in.
    """
    if one.quote_id == other.quote_id or one.overlaps(other):
        return False
    share = max(both.left, both.right)
    whole, others = share >= _MOST, same_speaker is False
    quoted = "indirect" not in (one.type, other.type)
    if quoted and one.document_id != other.document_id and both.run >= _RUN + (others and share < _ALL_BUT):
        named = same_speaker is True and both.n_content >= _SAYING
        return named or both.n_saying >= _SAYING - (whole or not others)
    return whole and both.n_saying >= _SAYING and (same_speaker is True or both.run >= _LONG_RUN)


def echoes_words(both: Shared) -> bool:
    """Whether a sentence that nobody is said to have said prints the words of a quote."""
    return both.run >= _RUN and both.n_saying >= LEAST_SAID

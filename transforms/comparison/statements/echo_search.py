"""Which rendering of a statement, in another document, a sentence in an outlet's own voice says again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from transforms.comparison.logistic import Logistic
from transforms.comparison.sentence_words import Place
from transforms.comparison.statements.agreement import agreement
from transforms.comparison.statements.matching import echoes_words
from transforms.comparison.statements.pair_features import LEAST_SHARED, NEVER, Relation, features, near
from transforms.comparison.statements.passages import AT_BEST, Aligned, StoryPassages
from transforms.comparison.statements.shapes import UNSHAPED, Shape
from transforms.comparison.statements.sources import Kinship
from transforms.comparison.statements.word_runs import candidates, shared
from transforms.language.spans import Span

_AGREES: Final = 0.60
"""The least agreement of a sentence that follows the speaker's words: of such, 19 in 20 say the same."""

_SPOKEN: Final = re.compile(r"[\"“”„«»]|\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
"""Marks of quotation, the first person: somebody's words whose attribution was missed, no outlet's own."""


def is_spoken(text: str) -> bool:
    """Whether an echo shows by marks of quotation or the first person that it is somebody's words."""
    return _SPOKEN.search(text) is not None


class EchoCandidate(NamedTuple):
    """A sentence, or its half, that no attribution holds; which quote of its paragraph it follows, whose."""

    document_id: str
    span: Span
    text: str
    quote_id: str | None
    speaker_id: str | None
    shape: Shape = UNSHAPED


@dataclass(frozen=True, slots=True)
class Said:
    """A rendering of a statement; `original` is its document, of a copy the one that it repeats.

    `representative` is the text that shows the statement, and `shown_in` the document where that stands.
    `place` is where it stands itself, `shape` what it is: they do not tell two apart.
    """

    original: str
    statement_id: str
    text: str
    representative: str
    shown_in: str
    speaker_id: str | None
    place: Place = field(default=("", 0, 0), compare=False)
    shape: Shape = field(default=UNSHAPED, compare=False)


class Echo(NamedTuple):
    """A candidate and the rendering that it says again, with their similarity."""

    candidate: EchoCandidate
    said: Said
    similarity: float


def find(
    said: Sequence[Said], sentences: Sequence[EchoCandidate], passages: StoryPassages, weights: Logistic
) -> Iterator[Echo]:
    """The echoes among the sentences of a story: each with what it agrees with most.

    Somebody's own words, in quotation marks or in the first person, must be a quote's word for word.
    """
    search = _Search(said, sentences, passages, weights)
    best: dict[int, tuple[float, str, int]] = {}
    for i, number in sorted(search.pairs()):
        score = search.score(i, number)
        if score >= weights.least:
            best[number] = max(best.get(number, (score, "", i)), (score, said[i].statement_id, i))
    for number, (_, _, i) in sorted(best.items()):
        sentence = sentences[number]
        yield Echo(sentence, said[i], passages.aligned(said[i].text, sentence.text).mean)


class _Search:
    """Renderings and sentences of a story, to be held against each other."""

    def __init__(
        self,
        said: Sequence[Said],
        sentences: Sequence[EchoCandidate],
        passages: StoryPassages,
        weights: Logistic,
    ) -> None:
        self._said, self._sentences, self._passages, self._weights = said, sentences, passages, weights
        self._all = [
            passages[text] for text in (*(one.text for one in said), *(one.text for one in sentences))
        ]

    def pairs(self) -> set[tuple[int, int]]:
        """Numbers of a rendering and of a sentence of another document that are worth a look."""
        n = len(self._said)
        runs = (
            (i, j)
            for i, j in candidates([one.wording for one in self._all])
            if i < n <= j and self._least_shared(j, i) < NEVER
        )
        found = {(i, j - n) for i, j in (*near(self._all, self._least_shared, n), *runs)}
        kept = {(i, number) for i, number in found if self._score(i, number, AT_BEST) >= self._weights.least}
        self._passages.prepare(self._said[i].text for i, _ in kept)
        self._passages.prepare(self._sentences[number].text for _, number in kept)
        return kept

    def _least_shared(self, sentence: int, said: int) -> float:
        document = self._sentences[sentence - len(self._said)].document_id
        return LEAST_SHARED if self._said[said].original != document else NEVER

    def score(self, i: int, number: int) -> float:
        """The log-odds that a sentence says what a rendering does."""
        return self._score(
            i, number, self._passages.aligned(self._said[i].text, self._sentences[number].text)
        )

    def _score(self, i: int, number: int, aligned: Aligned) -> float:
        one, other = self._all[i], self._all[len(self._said) + number]
        if echoes_words(shared(one.wording, other.wording)):
            return 2 * self._weights.least
        if is_spoken(other.text):
            return -self._weights.least
        speaker = self._sentences[number].speaker_id
        follows = True if speaker and speaker == self._said[i].speaker_id else None
        sentence = self._sentences[number]
        place = (sentence.document_id, *sentence.span)
        likely = self._passages.likely([self._said[i].place], [place])
        shapes = (self._said[i].shape, sentence.shape)
        relation = Relation(Kinship(follows), same_document=False, likely=likely, shapes=shapes)
        agreed = agreement(one, other, aligned, relation)
        # Free indirect speech: what goes on with a speaker's words and agrees with them.
        if agreed >= _AGREES:
            return self._weights.least + agreed
        return self._weights(features(one, other, aligned, relation))

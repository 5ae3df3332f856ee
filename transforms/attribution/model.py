"""Attributions by the trained tagger: the extractor that the build uses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, tee
from typing import Final, NamedTuple, TypeVar

from transforms.attribution.candidates import Candidate, Raw, completed, distinct, raw_of
from transforms.attribution.finding import Options, find
from transforms.attribution.nesting import holders
from transforms.attribution.quote_types import Marks
from transforms.attribution.tagger import Tagger
from transforms.attribution.values import Attribution
from transforms.attribution.windows import Pieces, pieces_of, windows
from transforms.language.layout import paragraphs
from transforms.language.lemmas import Lemmatiser
from transforms.language.spans import Span

_TOGETHER: Final = 16  # windows decoded at once: enough to keep numpy busy, few enough to bound memory

_LONG: Final = 8  # words from which a content is long
_WORD: Final = re.compile(r"\w+")

_T = TypeVar("_T")


def _is_candidate(raw: Raw, options: Options) -> bool:
    least = options.nested_threshold if raw.nested else options.threshold
    if not raw.spans.cue:
        least = options.cueless_threshold
    return bool(raw.spans.content) and raw.confidence >= least


class _Asked(NamedTuple):
    """A text, and the paragraphs of it that are read."""

    text: str
    paragraphs: list[Span]


def _chunks(items: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, _TOGETHER)):
        yield chunk


def _attribution(one: Candidate, holder: int | None, name: str) -> Attribution:
    judged = one.judged(holder is not None)
    return Attribution(
        content=one.spans.content,
        cue=one.spans.cue,
        source=one.spans.source,
        type=judged.type,
        confidence=round(judged.confidence, 4),
        method=name,
        cue_lemma=one.cue.lemma,
        cue_class=one.cue.kind,
        negated=one.cue.negated,
        cue_modifiers=one.cue.modifiers,
        nested_in=holder,
    )


@dataclass(frozen=True, slots=True)
class ModelExtractor:
    """Finds attributions with a loaded tagger; the same texts give the same attributions.

    `lemmatise` names the cues that the tagger finds.
    """

    tagger: Tagger
    lemmatise: Lemmatiser

    @property
    def name(self) -> str:
        """The model's name, published as a quote's method."""
        return self.tagger.name

    def __call__(
        self, texts: Sequence[str], exclude: Sequence[Sequence[Span]] = ()
    ) -> list[list[Attribution]]:
        """One list of attributions a text, in order of content; none overlaps that text's excluded spans."""
        excluded = exclude or [()] * len(texts)
        asked = [_Asked(text, paragraphs(text, spans)) for text, spans in zip(texts, excluded, strict=True)]
        answers: list[list[Attribution]] = [[] for _ in asked]
        for number, raws in groupby(self._found(asked), key=lambda found: found[0]):
            answers[number] = self._attributions(asked[number], (raw for _, raw in raws))
        return answers

    def one(self, text: str, exclude: Sequence[Span] = ()) -> list[Attribution]:
        """The attributions of one text."""
        return self([text], [exclude])[0]

    def _attributions(self, asked: _Asked, raws: Iterable[Raw]) -> list[Attribution]:
        """What counts of what was found in a text: all but what is doubtful once its words are minded.

        What a doubtful one stood in the way of counts then, and nothing is nested in it.
        """
        left = self._candidates(asked, raws)
        while True:
            judged = list(self._judged(asked.text, left))
            doubtful = {read for read, one in judged if self._is_doubtful(asked.text, read, one.confidence)}
            if not doubtful:
                return [one for _, one in judged]
            left = [read for read in left if read not in doubtful]

    def _candidates(self, asked: _Asked, raws: Iterable[Raw]) -> list[Candidate]:
        marks = Marks(*asked)
        different = dict.fromkeys(completed(asked.text, raw, marks) for raw in raws)
        return [Candidate(asked.text, raw, marks, self.lemmatise, self.tagger.options) for raw in different]

    def _is_doubtful(self, text: str, read: Candidate, confidence: float) -> bool:
        """Whether too little speaks for what was found in the flat layer with a cue, its words minded."""
        options = self.tagger.options
        if read.raw.nested or not read.spans.cue or confidence >= options.least:
            return False
        words = sum(len(_WORD.findall(span.of(text))) for span in read.spans.content)
        return words < _LONG or confidence < options.least_long

    def _judged(self, text: str, left: Iterable[Candidate]) -> Iterator[tuple[Candidate, Attribution]]:
        """What counts of some candidates, in order of content, each with how likely it is right."""
        ordered = sorted(distinct(left, len(text)), key=lambda one: (one.spans.content, *one.spans[::2]))
        read = [one for one in ordered if one.counts]
        for one, holder in zip(read, holders([each.spans for each in read]), strict=True):
            yield one, _attribution(one, holder, self.name)

    def _windows(self, asked: Iterable[_Asked]) -> Iterator[tuple[int, Pieces]]:
        """The windows of each text with its number."""
        for number, one in enumerate(asked):
            for window in windows(pieces_of(*one, self.tagger.tokenizer)):
                yield number, window

    def _found(self, asked: Iterable[_Asked]) -> Iterator[tuple[int, Raw]]:
        """The candidates of each text, with the text's number, window by window.

        The tagger reads on, from text to text, while what it has read is decoded: so it is never waited for.
        """
        options = self.tagger.options
        cut, ahead = tee(self._windows(asked))
        emissions = self.tagger(window for _, window in ahead)
        for chunk in _chunks(zip(cut, emissions, strict=True)):
            read, said = [window for (_, window), _ in chunk], [one for _, one in chunk]
            for ((number, window), _), found in zip(
                chunk, find(read, said, self.tagger.links, options), strict=True
            ):
                raws = (raw_of(window, one, options) for one in found)
                yield from ((number, raw) for raw in raws if _is_candidate(raw, options))

"""Sentences of reports that tell one thing in other words, side by side, wherever they stand.

What a headline or a lead shows of a whole report, a sentence shows of one point of it. Most of what people
list when they compare outlets is no word that stands for another: it is one event, told in two ways.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.framing import leads_of, sided, tell_apart, value_of
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.sentence_evidence import Key
from transforms.comparison.sentence_words import SentencePair, Sentences, SentenceWords
from transforms.language.similarity import stem

_LIKELY: Final = 0.18
"""How likely two sentences must tell the same thing to be shown side by side; the row is judged once more."""
_SURE: Final = 0.36
"""The same for a third one: of three passages one is the more easily of another matter."""
_WORDS: Final = 6
"""Words of a sentence that tells something."""
_NAMED: Final = 3
"""Words by which a line says what sentences have in common."""


def passage_candidates(story: StoryView) -> Iterator[Candidate]:
    """Candidates of the type wording, of sentences below headlines that are not the leads of both reports."""
    for group in _groups(_pairs(story)):
        values = [value_of(one.document_id, one.span, story) for one in group]
        charged = sided(values)
        if charged or any(tell_apart(*pair) for pair in combinations(values, 2)):
            pairs = list(combinations(group, 2))
            yield Candidate(
                "wording",
                f"passage {group[0].document_id} {group[0].span.start}",
                about(group, story.sentences, story.topic.names),
                "compatible",
                "passage" if charged else "plain passage",
                tuple(values),
                alike=min(story.sentences.overlap(*pair) for pair in pairs),
                likely=min(story.sentences.likely_of(*pair) for pair in pairs),
            )


def _pairs(story: StoryView) -> list[SentencePair]:
    """The pairs of sentences that are looked at, the likeliest first."""
    leads = {lead.key for lead in leads_of(story.sentences, story.headlines).values()}

    def tells(one: SentenceWords) -> bool:
        headline = story.headlines.get(one.document_id)
        below = headline is None or one.span.start >= headline.end
        return below and len(one.words) >= _WORDS

    found = [
        pair
        for pair in story.sentences.met_pairs
        if pair.likely >= _LIKELY and tells(pair.one) and tells(pair.other)
    ]
    return sorted(
        (pair for pair in found if not leads.issuperset(pair.keys)),
        key=lambda pair: (-pair.likely, pair.keys),
    )


def _groups(pairs: Sequence[SentencePair]) -> Iterator[list[SentenceWords]]:
    """Sentences of some documents, each likely to tell what each other one does; none is in two groups."""
    sure = {pair.keys for pair in pairs if pair.likely >= _SURE}
    groups: list[dict[str, SentenceWords]] = []
    of: dict[tuple[str, int], dict[str, SentenceWords]] = {}
    for pair in pairs:
        one, other = pair.one, pair.other
        if one.key in of and other.key in of:
            continue
        if one.key not in of and other.key not in of:
            group = {one.document_id: one, other.document_id: other}
            groups.append(group)
            of |= {one.key: group, other.key: group}
            continue
        known, new = (one, other) if one.key in of else (other, one)
        group = of[known.key]
        if new.document_id not in group and _belongs(new, group, sure):
            group[new.document_id] = new
            of[new.key] = group
    return ([group[document] for document in sorted(group)] for group in groups)


def _belongs(
    new: SentenceWords, group: Mapping[str, SentenceWords], sure: Collection[tuple[Key, Key]]
) -> bool:
    return all((min(one.key, new.key), max(one.key, new.key)) in sure for one in group.values())


def about(group: Sequence[SentenceWords], sentences: Sentences, names: Collection[str]) -> str:
    """The rarest words that all have, or else the first two, names of the story last, in their first order.

    Three sentences may have a word in common two by two, and none together.
    """
    shared = frozenset.intersection(*(one.stems for one in group)) or group[0].stems & group[1].stems
    told = sorted(shared, key=lambda each: (each in names, -sentences.weight([each]), each))[:_NAMED]
    words = {stem(word.lower): word.lower for word in reversed(group[0].words)}
    return " ".join(words[each] for each in sorted(told, key=list(words)[::-1].index))

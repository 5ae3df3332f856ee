"""How well two parts of one speaker agree, by a rule that stands beside the fitted scorer.

The rule was chosen on event-coreference data and with the first five articles in view. Of 16 labelled pairs
of two documents that agree by 0.40, all are right, of 9 below that, 4. But where a story holds translations,
words differ by their translators, which is nothing that the labels teach: there, less is enough.
"""

from __future__ import annotations

from typing import Final

from transforms.comparison.statements.pair_features import LEAST_SAID, Relation
from transforms.comparison.statements.passages import Aligned, Passage

AGREES: Final = 0.45
"""The agreement from which one speaker's words are one utterance whatever the scorer says."""
AGREES_IN_TRANSLATION: Final = 0.29
"""The same in a story of which a document is known to be a translation."""

_LESSER_SIDE: Final = 0.3
"""What the passage with the smaller share counts more: a short one is easily contained in a long one."""
_LEAST_COSINE: Final = 0.40
_NOTHING_ELSE: Final = 0.40
"""Above this share on both sides, a negation on one side turns the meaning of the whole."""
_OTHER_NUMBERS: Final = 0.10
_SAME_DOCUMENT: Final = 0.18
"""Two parts of one article are mostly two utterances: they must agree more than two articles'."""
_BOTH_INDIRECT: Final = 0.07
"""In two paraphrases the matter is named alike whatever is said of it: they must agree more."""


def agreement(one: Passage, other: Passage, aligned: Aligned, relation: Relation) -> float:
    """How well two passages agree: 0 where they cannot, not of one speaker, or saying next to nothing."""
    less = min(aligned.left, aligned.right)
    if not relation.speakers.same or min(len(one.saying), len(other.saying)) < LEAST_SAID:
        return 0.0
    if aligned.cosine < _LEAST_COSINE or (one.negated != other.negated and less >= _NOTHING_ELSE):
        return 0.0
    apart = bool(one.numbers and other.numbers and not one.numbers & other.numbers)
    against = (
        _OTHER_NUMBERS * apart
        + _SAME_DOCUMENT * relation.same_document
        + _BOTH_INDIRECT * relation.both_indirect
    )
    return (1 - _LESSER_SIDE) * aligned.mean + _LESSER_SIDE * less - against

"""Two quotations of one utterance, word by word: which words they share, and what stands in only one of them.

Alignment is Ratcliff and Obershelp's longest common blocks, as `difflib` has it: quotations are short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from transforms.language.similarity import is_content
from transforms.language.words import Word

_LEAST_BLOCK: Final = 2
"""Words in a row that two quotations must share to be anchored there: one alone is chance."""
_REMEMBERED: Final = 2**16
"""Words whose form is remembered: each is asked for in many quotations."""
_CONTRACTED: Final = {"can't": "cannot", "won't": "willnot", "shan't": "shallnot"}
_ENDINGS: Final = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}


class Block(NamedTuple):
    """A run of words that both have: where it starts in each, and its length in words."""

    one: int
    other: int
    size: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands in one quotation, in the other, or in both, where the words beside it are the same.

    `place`: "start", "inside" or "end" of what is shared. `one` and `other`: indices [first, last) of words.
    """

    place: str
    one: tuple[int, int]
    other: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two quotations share of one sentence: runs of words, and the gaps between and around these."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    n_words: int
    n_content: int
    """Words in the runs, and those of them that say something of their own."""


def key(word: Word) -> str:
    """A word as it is compared: what a typesetter or a house style may change does not count."""
    return _key(word.lower)


@lru_cache(_REMEMBERED)
def _key(lower: str) -> str:
    if lower in _CONTRACTED:
        return _CONTRACTED[lower]
    for ending, whole in _ENDINGS.items():
        if lower.endswith(ending):
            return _letters(lower.removesuffix(ending)) + whole
    return _letters(lower)


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word))


def align(one: Sequence[Word], other: Sequence[Word]) -> list[Shared]:
    """What two quotations share, sentence by sentence; none where they have no two words in a row."""
    left, right = [key(word) for word in one], [key(word) for word in other]
    found = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    blocks = [piece for block in found for piece in _by_sentence(Block(*block), one, other)]
    return [
        _shared(run, one, other) for run in _runs([b for b in blocks if b.size >= _LEAST_BLOCK], one, other)
    ]


def _by_sentence(block: Block, one: Sequence[Word], other: Sequence[Word]) -> Iterator[Block]:
    """A block cut where a sentence ends in both."""
    start = 0
    for i in range(1, block.size + 1):
        ends = i == block.size or (
            one[block.one + i - 1].sentence != one[block.one + i].sentence
            and other[block.other + i - 1].sentence != other[block.other + i].sentence
        )
        if ends:
            yield Block(block.one + start, block.other + start, i - start)
            start = i


def _runs(blocks: Sequence[Block], one: Sequence[Word], other: Sequence[Word]) -> Iterator[list[Block]]:
    """Blocks between which no sentence ends, in either quotation."""
    run: list[Block] = []
    for block in blocks:
        if run and not _goes_on(run[-1], block, one, other):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _goes_on(before: Block, after: Block, one: Sequence[Word], other: Sequence[Word]) -> bool:
    left = one[before.one + before.size - 1].sentence == one[after.one].sentence
    return left and other[before.other + before.size - 1].sentence == other[after.other].sentence


def _shared(run: Sequence[Block], one: Sequence[Word], other: Sequence[Word]) -> Shared:
    indices = [i for block in run for i in range(block.one, block.one + block.size)]
    gaps = [_lead(run[0], one, other), *map(_between, run, run[1:]), _rest(run[-1], one, other)]
    found = [_trimmed(gap, one, other) for gap in gaps if _text(one, gap.one) != _text(other, gap.other)]
    n_content = sum(is_content(one[i].lower) for i in indices)
    return Shared(tuple(run), tuple(found), len(indices), n_content)


def _trimmed(gap: Gap, one: Sequence[Word], other: Sequence[Word]) -> Gap:
    """The gap without words that both sides begin or end with, joined or not ("bus-stop", "bus stop").

    With such a word at it, an edge stands inside.
    """
    left, right = [*map(key, one[slice(*gap.one)])], [*map(key, other[slice(*gap.other)])]
    before = _common(left, right)
    after = _common(left[before[0] :][::-1], right[before[1] :][::-1], turned=True)
    place = gap.place
    if (place == "start" and any(before)) or (place == "end" and any(after)):
        place = "inside"
    return Gap(
        place,
        (gap.one[0] + before[0], gap.one[1] - after[0]),
        (gap.other[0] + before[1], gap.other[1] - after[1]),
    )


def _common(left: Sequence[str], right: Sequence[str], *, turned: bool = False) -> tuple[int, int]:
    """How many words of each side spell the same letters, from the first on; `turned`: from the last."""
    i = j = 0
    one = other = ""
    found = (0, 0)
    while one == other or (i < len(left) if len(one) < len(other) else j < len(right)):
        if one == other:
            found, one, other = (i, j), "", ""
            if i == len(left) or j == len(right):
                break
        if len(one) <= len(other):
            one, i = (left[i] + one if turned else one + left[i]), i + 1
        else:
            other, j = (right[j] + other if turned else other + right[j]), j + 1
        shorter, longer = sorted((one, other), key=len)
        if not (longer.endswith(shorter) if turned else longer.startswith(shorter)):
            break
    return found


def _between(before: Block, after: Block) -> Gap:
    left = (before.one + before.size, after.one)
    return Gap("inside", left, (before.other + before.size, after.other))


def _lead(block: Block, one: Sequence[Word], other: Sequence[Word]) -> Gap:
    """The words of both sentences before the first shared ones."""
    return Gap("start", (_first(one, block.one), block.one), (_first(other, block.other), block.other))


def _rest(block: Block, one: Sequence[Word], other: Sequence[Word]) -> Gap:
    """The words of both sentences after the last shared ones."""
    left, right = block.one + block.size, block.other + block.size
    return Gap("end", (left, _last(one, left)), (right, _last(other, right)))


def _first(words: Sequence[Word], index: int) -> int:
    """The first word of the sentence of the word at `index`."""
    first = index
    while first > 0 and words[first - 1].sentence == words[index].sentence:
        first -= 1
    return first


def _last(words: Sequence[Word], end: int) -> int:
    """Where the sentence of the word before `end` ends."""
    while end < len(words) and words[end].sentence == words[end - 1].sentence:
        end += 1
    return end


def _text(words: Sequence[Word], place: tuple[int, int]) -> str:
    return "".join(map(key, words[slice(*place)]))

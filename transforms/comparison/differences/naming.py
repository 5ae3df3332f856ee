"""What documents of one story call one thing, where each name for it takes a stand: "protesters", "rioters".

The groups of such names are a word list. Two documents differ where they use names of one group and share
none, in sentences that have other words in common: then they speak of one thing, as far as words tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.sentence_words import Sentences, SentenceWords
from transforms.language import lexica
from transforms.language.similarity import stem

_GROUPS: Final = lexica.groups("comparison", "names_of_one_thing")

_ALIKE: Final = 0.12
"""The least overlap of two sentences that speak of one thing, the names that differ left out."""

Form = tuple[str, ...]
"""The stems of a name of one thing."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a document calls a thing by a name of a group."""

    document_id: str
    form: Form
    start: int
    end: int
    sentence: SentenceWords


def naming_candidates(sentences: Sentences) -> Iterator[Candidate]:
    """Candidates of the type wording, one for each group of names on which documents differ."""
    for number, uses in sorted(_uses(sentences).items()):
        kept = _disagreeing(uses, sentences)
        if kept:
            values = ordered([_value(use) for use in kept])
            about = " / ".join(sorted({_names()[use.form] for use in kept}))
            yield Candidate(
                "wording", f"naming {number} {kept[0].document_id}", about, "compatible", "naming", values
            )


@cache
def _index() -> Mapping[str, tuple[tuple[Form, int], ...]]:
    """By first stem, the names and the number of their group, the longest first."""
    found: dict[str, list[tuple[Form, int]]] = defaultdict(list)
    for number, group in enumerate(_GROUPS):
        for name in group:
            form = tuple(stem(word) for word in name.split("_"))
            found[form[0]].append((form, number))
    return {
        first: tuple(sorted(forms, key=lambda one: (-len(one[0]), one))) for first, forms in found.items()
    }


@cache
def _names() -> Mapping[Form, str]:
    """By stems, the name as the list has it; of two with the same stems, the shorter."""
    names = [name.replace("_", " ") for group in _GROUPS for name in group]
    return {tuple(stem(word) for word in name.split()): name for name in sorted(names, key=len, reverse=True)}


def _uses(sentences: Sentences) -> Mapping[int, list[Use]]:
    found: dict[int, list[Use]] = defaultdict(list)
    for sentence in sentences.all:
        taken = -1
        for i, word in enumerate(sentence.words):
            if i <= taken:
                continue
            for form, number in _index().get(stem(word.lower), ()):
                if tuple(stem(w.lower) for w in sentence.words[i : i + len(form)]) == form:
                    last = sentence.words[i + len(form) - 1]
                    found[number].append(Use(sentence.document_id, form, word.start, last.end, sentence))
                    taken = i + len(form) - 1
                    break
    return found


def _disagreeing(uses: Sequence[Use], sentences: Sentences) -> list[Use]:
    """The best pair of uses of each two documents that share no name, if their sentences are alike."""
    by_document: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_document[use.document_id].append(use)
    kept: dict[tuple[str, int], Use] = {}
    for one, other in combinations(sorted(by_document), 2):
        left, right = by_document[one], by_document[other]
        if {use.form for use in left} & {use.form for use in right}:
            continue
        pairs = (
            (sentences.overlap(a.sentence, b.sentence, {*a.form, *b.form}), a, b) for a in left for b in right
        )
        score, a, b = max(pairs, key=lambda pair: (pair[0], -pair[1].start, -pair[2].start))
        if score >= _ALIKE:
            kept |= {(use.document_id, use.start): use for use in (a, b)}
    return [kept[key] for key in sorted(kept)]


def _value(use: Use) -> Value:
    return Value(use.document_id, use.start, use.end, "", " ".join(use.form))

"""Who is behind "he", "she", "it", "they" and "who"."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from transforms.language import lexica
from transforms.speakers.context import ResolutionContext
from transforms.speakers.mention_words import GENDERED_PRONOUNS
from transforms.speakers.pronoun_features import SENTENCES_BACK, Window, features
from transforms.speakers.resolutions import CONFIDENCE, Resolution, Resources
from transforms.speakers.sources import Source

CONTINUES: Final = "continues"
SOURCE: Final = "source"
_RELATIVE_REACH: Final = 3
_BODY_REACH: Final = 2
_EXPLETIVE: Final = lexica.words("speakers", "expletive_verbs")
"""After these, "it" mostly stands for nothing: "it is too early"."""


def person(context: ResolutionContext, source: Source, resources: Resources) -> Resolution:
    """The likeliest person of the right gender named in the sentences before; parsed only to choose."""
    near = candidates(context, source.first)
    if len(near) == 1:
        return Resolution(near[0], "pronoun", CONFIDENCE["pronoun"])
    if not near or resources.parse is None:
        return Resolution(None, "pronoun")
    window = Window(context, source.first, resources.parse)
    last = context.last_said(source.start)
    found = [features(window, i, near) | {CONTINUES: float(i == last), SOURCE: 1.0} for i in near]
    best = resources.weights.choose(found)
    return Resolution(near[best[0]], "pronoun", best[1]) if best else Resolution(None, "pronoun")


def candidates(context: ResolutionContext, word: int) -> list[int]:
    """The people whom a pronoun may take up; names that may be anything count only where no person does."""
    gender = GENDERED_PRONOUNS.get(context.words[word].lower.partition("'")[0])
    found = [
        i
        for i in context.people(context.words[word].start, window=SENTENCES_BACK)
        if context.entities[i].gender in (None, gender)
    ]
    return [i for i in found if context.entities[i].is_surely_person] or found


def antecedent(context: ResolutionContext, source: Source) -> int | None:
    """The name just before a relative pronoun, over a comma or bracket."""
    before = bisect_left(context.named, source.first, key=lambda name: name.last)
    if not before:
        return None
    name = context.named[before - 1]
    near = source.first - name.last <= _RELATIVE_REACH
    same = context.words[name.last].sentence == context.words[source.first].sentence
    fits = source.head in ("which", "that") or name.kind in ("person", None)
    return context.owner[id(name)] if near and same and fits else None


def body(context: ResolutionContext, source: Source, *, neuter: bool) -> int | None:
    """The body that spoke last, if near; else the one that has spoken and is named a sentence before."""
    after = context.words[source.last + 1].lower if source.last + 1 < len(context.words) else ""
    if neuter and after in _EXPLETIVE:
        return None
    kinds = ("organisation", "government") if neuter else ("organisation", "government", "group")
    last = context.last_said(source.start)
    close = last is not None and context.standing(last, source.start).distance <= _BODY_REACH
    if last is not None and close and context.entities[last].kind in kinds:
        return last
    fit = [i for i in context.near(source.start, 1) if context.entities[i].kind in kinds]
    spoke = [i for i in fit if context.has_said(i, source.start) and context.named_within(i, source.start, 1)]
    return spoke[0] if len(spoke) == 1 else None

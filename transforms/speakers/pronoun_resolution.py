"""Who is behind "he", "she", "it", "they" and "who"."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from transforms.speakers.context import Scene
from transforms.speakers.lexicon import SUBJECT_PRONOUNS
from transforms.speakers.pronoun_features import SENTENCES_BACK, Window, features
from transforms.speakers.resolutions import CONFIDENCE, Answer, Knowledge
from transforms.speakers.sources import Source

CONTINUES: Final = "continues"
SOURCE: Final = "source"
_RELATIVE_REACH: Final = 3
_BODY_REACH: Final = 2
_EXPLETIVE: Final = frozenset(("is", "was", "seems", "appears", "remains"))
"""After these, "it" mostly stands for nothing: "it is too early"."""


def person(scene: Scene, source: Source, knowledge: Knowledge) -> Answer:
    """The likeliest person of the right gender named in the sentences before; parsed only to choose."""
    near = candidates(scene, source.first)
    if len(near) == 1:
        return Answer(near[0], "pronoun", CONFIDENCE["pronoun"])
    if not near or knowledge.parse is None:
        return Answer(None, "pronoun")
    window = Window(scene, source.first, knowledge.parse)
    last = scene.last_said(source.start)
    found = [features(window, i, near) | {CONTINUES: float(i == last), SOURCE: 1.0} for i in near]
    best = knowledge.weights.choose(found)
    return Answer(near[best[0]], "pronoun", best[1]) if best else Answer(None, "pronoun")


def candidates(scene: Scene, word: int) -> list[int]:
    """The people whom a pronoun may take up; names that may be anything count only where no person does."""
    gender = SUBJECT_PRONOUNS.get(scene.words[word].lower.partition("'")[0])
    found = [
        i
        for i in scene.people(scene.words[word].start, window=SENTENCES_BACK)
        if scene.entities[i].gender in (None, gender)
    ]
    return [i for i in found if scene.entities[i].is_surely_person] or found


def antecedent(scene: Scene, source: Source) -> int | None:
    """The name just before a relative pronoun, over a comma or bracket."""
    before = bisect_left(scene.named, source.first, key=lambda name: name.last)
    if not before:
        return None
    name = scene.named[before - 1]
    near = source.first - name.last <= _RELATIVE_REACH
    same = scene.words[name.last].sentence == scene.words[source.first].sentence
    fits = source.head in ("which", "that") or name.kind in ("person", None)
    return scene.owner[id(name)] if near and same and fits else None


def body(scene: Scene, source: Source, *, neuter: bool) -> int | None:
    """The body that spoke last, if near; else the one that has spoken and is named a sentence before."""
    after = scene.words[source.last + 1].lower if source.last + 1 < len(scene.words) else ""
    if neuter and after in _EXPLETIVE:
        return None
    kinds = ("organisation", "government") if neuter else ("organisation", "government", "group")
    last = scene.last_said(source.start)
    close = last is not None and scene.standing(last, source.start).distance <= _BODY_REACH
    if last is not None and close and scene.entities[last].kind in kinds:
        return last
    fit = [i for i in scene.near(source.start, 1) if scene.entities[i].kind in kinds]
    spoke = [i for i in fit if scene.has_said(i, source.start) and scene.named_within(i, source.start, 1)]
    return spoke[0] if len(spoke) == 1 else None

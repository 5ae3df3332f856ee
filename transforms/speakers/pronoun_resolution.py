"""Who is behind "he", "she", "it", "they" and "who"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from transforms.language import lexica
from transforms.language.names import Name
from transforms.speakers.context import ResolutionContext
from transforms.speakers.mention_words import GENDERED_PRONOUNS
from transforms.speakers.noun_phrases import entity_of_noun, governing_subject, is_plural, modified_by
from transforms.speakers.pronoun_features import SENTENCES_BACK, Window, features
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.resolutions import CONFIDENCE, Resolution
from transforms.speakers.sources import Source

_CLOSING_MARKS: Final = ("”", '"', "’", "'")
_RELATIVE_REACH: Final = 3
_OF_THINGS: Final = ("which", "that")
_BODY_REACH: Final = 3
_BODIES: Final = ("organisation", "government")
_EXPLETIVE_VERBS: Final = lexica.words("speakers", "expletive_verbs")


def resolve_person(
    context: ResolutionContext, source: Source, weights: Weights, quoting: int | None = None
) -> Resolution:
    """The likeliest person of the right gender named in the sentences before, but not who is quoted there."""
    near = [i for i in candidates(context, source.first) if i != quoting]
    if len(near) == 1:
        return Resolution(near[0], "pronoun", CONFIDENCE["pronoun"])
    if not near:
        return Resolution(None, "pronoun")
    best = weights.choose(all_features(context, source.first, near, is_source=True))
    return Resolution(near[best[0]], "pronoun", best[1]) if best else Resolution(None, "pronoun")


def all_features(
    context: ResolutionContext, word: int, near: Sequence[int], *, is_source: bool
) -> list[dict[str, float]]:
    """What speaks for a pronoun's meaning each of some people; whoever spoke last may go on speaking.

    After a quotation ("..., he said") that is likelier than elsewhere, and within one less so. In a source
    each feature has a second weight, since most pronouns that teach the first are none (Daumé III 2007,
    "Frustratingly Easy Domain Adaptation").
    """
    window, position = Window(context, word), context.words[word].start
    last = context.history.last_speaker(position)
    inside = context.in_content(position)
    quoted = not inside and context.text[:position].rstrip()[-1:] in _CLOSING_MARKS
    found = [
        features(window, i, near)
        | {
            "continues": float(i == last),
            "continues_after_quotation": float(i == last and quoted),
            "continues_inside": float(i == last and inside),
        }
        for i in near
    ]
    return [one | _of_source(one) for one in found] if is_source else found


def _of_source(found: Mapping[str, float]) -> dict[str, float]:
    """The second weight's features, and one that all candidates have: a source is somebody."""
    return {"source": 1.0} | {f"source: {name}": value for name, value in found.items()}


def candidates(context: ResolutionContext, word: int) -> list[int]:
    """The people whom a pronoun may take up; names that may be anything count only where no person does."""
    gender = GENDERED_PRONOUNS.get(context.words[word].lower.partition("'")[0])
    found = [
        i
        for i in context.people_near(context.words[word].start, SENTENCES_BACK)
        if context.entities[i].gender in (None, gender)
    ]
    return [i for i in found if context.entities[i].is_surely_person] or found


def antecedent(context: ResolutionContext, source: Source) -> int | None:
    """Whom the noun means that a relative pronoun's clause modifies; without a parse, the name before it."""
    noun = modified_by(context.token_at(source.start))
    found = None if noun is None else entity_of_noun(context, noun)
    if found is not None:
        return None if source.head == "which" and context.entities[found].is_person else found
    # The parser hangs a clause on a noun further off as often as on the name beside it.
    return _name_before(context, source) if noun is None or not is_plural(noun) else None


def _name_before(context: ResolutionContext, source: Source) -> int | None:
    """The name just before a relative pronoun, over a comma or what stands in brackets."""
    before = bisect_left(context.named, source.first, key=lambda name: name.last)
    if not before:
        return None
    name = context.named[before - 1]
    near = source.first - name.last <= _RELATIVE_REACH and not _words_between(context, name, source)
    same = context.words[name.last].sentence == context.words[source.first].sentence
    fits = (name.kind != "person") if source.head in _OF_THINGS else (name.kind in ("person", None))
    return context.owner[id(name)] if near and same and fits else None


def _words_between(context: ResolutionContext, name: Name, source: Source) -> bool:
    """Whether a word in small letters parts a name from a relative pronoun: "Lind's sister, who"."""
    return any(word.text.islower() for word in context.words[name.last + 1 : source.first])


def resolve_body(context: ResolutionContext, source: Source, *, neuter: bool) -> Resolution:
    """Whom the parse shows to say so of itself; else the body that spoke last or is named just before."""
    after = context.words[source.last + 1].lower if source.last + 1 < len(context.words) else ""
    if neuter and after in _EXPLETIVE_VERBS:
        return Resolution(None, "body")
    subject = governing_subject(context.token_at(source.start))
    if subject is not None and (neuter or is_plural(subject)):
        return Resolution(_fitting(context, entity_of_noun(context, subject), neuter), "body")
    kinds = _BODIES if neuter else (*_BODIES, "group")
    last = context.history.last_speaker(source.start)
    near = last is not None and context.salience(last, source.start).distance <= _BODY_REACH
    if last is not None and near and context.entities[last].kind in kinds:
        return Resolution(last, "body")
    found = _only_body_before(context, source.start, kinds)
    if found is None and neuter and last is not None:
        found = _spoken_for(context, last, source)
    return Resolution(found, "body")


def _spoken_for(context: ResolutionContext, person: int, source: Source) -> int | None:
    """The state whose minister spoke in the sentence before an "It" that opens the next."""
    opens = context.opens_sentence(source.first)
    just_before = context.salience(person, source.start).distance <= 1
    states = context.entities[person].owners.get("state", frozenset()) if opens and just_before else ()
    entries = [entry for entry in map(context.reference.named, sorted(states)) if entry is not None]
    return context.with_entry(entries[0]) if len(entries) == 1 else None


def _fitting(context: ResolutionContext, entity: int | None, neuter: bool) -> int | None:
    """An entity that "it" (or "they") can take up; None where this one cannot be."""
    person = entity is not None and context.entities[entity].is_person
    group = entity is not None and context.entities[entity].kind == "group"
    return None if person or (neuter and group) else entity


def _only_body_before(context: ResolutionContext, position: int, kinds: Sequence[str]) -> int | None:
    """The entity of some kinds that has spoken and is named a sentence before, if no other is."""
    near = [i for i in context.entities_near(position, 1) if context.entities[i].kind in kinds]
    spoke = [i for i in near if context.history.last_place(i, position) is not None]
    named = [i for i in spoke if context.named_within(i, position, 1)]
    return named[0] if len(named) == 1 else None

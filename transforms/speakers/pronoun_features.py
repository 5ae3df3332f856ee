"""What the parse says of a pronoun and a person it may take up: the features that `Weights` weighs."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Token

from transforms.language.names import Name
from transforms.speakers.context import ResolutionContext
from transforms.speakers.mention_words import GENDERED_PRONOUNS

SENTENCES_BACK: Final = 6
_LONGEST_WINDOW: Final = 1600
_ROLES: Final[Mapping[str, str]] = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "csubj": "subject",
    "dobj": "object",
    "dative": "object",
    "attr": "object",
    "oprd": "object",
    "poss": "possessor",
    "pobj": "oblique",
    "agent": "oblique",
    "appos": "apposition",
    "compound": "modifier",
    "nmod": "modifier",
}
_CLAUSES: Final = frozenset(("advcl", "relcl", "ccomp", "acl"))
_OPENERS: Final = frozenset(("advcl", "pcomp", "prep"))
_DEEPEST: Final = 8


class Window:
    """The stretch of an analysed document in front of a pronoun, with the people named in it.

    `mentions` holds, by entity, the head token of each name; tokens are given by their index in the document.
    """

    def __init__(self, context: ResolutionContext, word: int) -> None:
        self.context = context
        self.start, self.end = _bounds(context, word)
        self.doc = context.document.doc
        self.places = context.document.token_starts
        self.sentence = context.document.token_sentences
        self.first_sentence = self.sentence[context.document.token_at(self.start)]
        self.pronoun = context.document.token_at(context.words[word].start)
        self.gender = GENDERED_PRONOUNS.get(context.words[word].lower)
        self.mentions: dict[int, list[int]] = defaultdict(list)
        for name in self._names():
            self.mentions[context.owner[id(name)]].append(self._head(name))

    def _names(self) -> Iterator[Name]:
        """The names of entities that lie in the window."""
        named = self.context.named
        low, high = (bisect_left(named, place, key=lambda n: n.start) for place in (self.start, self.end))
        yield from (name for name in named[low:high] if name.end <= self.end)

    def _head(self, name: Name) -> int:
        document = self.context.document
        first, last = document.token_at(name.start), document.token_at(name.end - 1)
        for index in range(first, last + 1):
            head = self.doc[index].head.i
            if not first <= head <= last or head == index:
                return index
        return last


def _bounds(context: ResolutionContext, word: int) -> tuple[int, int]:
    """From some sentences before a word to the end of its own, within a fixed length on either side."""
    words = context.words
    first = last = word
    while first > 0 and words[word].sentence - words[first - 1].sentence <= SENTENCES_BACK:
        if words[word].start - words[first - 1].start > _LONGEST_WINDOW:
            break
        first -= 1
    while last + 1 < len(words) and words[last + 1].sentence == words[word].sentence:
        if words[last + 1].end - words[word].start > _LONGEST_WINDOW:
            break
        last += 1
    return words[first].start, min(len(context.text), words[last].end + 1)


def role(token: Token) -> str:
    """The grammatical role of a token; a conjunct has that of what it is joined to."""
    token = _first_conjunct(token)
    return _ROLES.get(token.dep_, "root" if token.dep_ == "ROOT" else "other")


def features(window: Window, entity: int, rivals: Sequence[int]) -> dict[str, float]:
    """What speaks for the window's pronoun taking up `entity` rather than one of `rivals`."""
    mentions = window.mentions.get(entity, [])
    before = [token for token in mentions if token < window.pronoun]
    if not mentions:
        return {"unnamed": 1.0} | _salience(window, entity, None)
    nearest = before[-1] if before else mentions[0]
    return (
        _place(window, nearest)
        | _grammar(window, nearest)
        | _structure(window, nearest)
        | _history(window, before, mentions)
        | _rivalry(window, entity, nearest, rivals)
        | _salience(window, entity, nearest)
    )


def _place(window: Window, token: int) -> dict[str, float]:
    apart = window.sentence[window.pronoun] - window.sentence[token]
    low, high = sorted((window.places[token], window.places[window.pronoun]))
    return {
        "same_sentence": float(apart == 0),
        "previous_sentence": float(apart == 1),
        "sentences": float(min(max(apart, 0), SENTENCES_BACK)),
        "words": math.log1p(abs(window.pronoun - token)),
        "after": float(token > window.pronoun),
        "same_paragraph": float("\n" not in window.context.text[low:high]),
    }


def _grammar(window: Window, token: int) -> dict[str, float]:
    own, other = role(window.doc[token]), role(window.doc[window.pronoun])
    apart = window.sentence[window.pronoun] - window.sentence[token]
    depth = min(sum(1 for _ in window.doc[token].ancestors), _DEEPEST) / 4
    place = "same" if apart == 0 else "previous" if apart == 1 else "far"
    return {
        f"is_{own}": 1.0,
        f"{place}_is_{own}": 1.0,
        "parallel": float(own == other),
        "subjects": float(own == other == "subject" and apart == 1),
        "subject_and_possessor": float(own == "subject" and other == "possessor" and apart == 0),
        "depth": depth,
        f"{place}_depth": depth,
        "main_subject": float(own == "subject" and window.doc[token].head.dep_ == "ROOT"),
    }


def _structure(window: Window, token: int) -> dict[str, float]:
    """Where both stand in one sentence: who commands whom, and what cannot be the same person."""
    if window.sentence[token] != window.sentence[window.pronoun]:
        return {}
    if token > window.pronoun:
        return _cataphora(window, token)
    return _command(window, token) | {"own_clause": float(_in_later_clause(window, token))}


def _cataphora(window: Window, token: int) -> dict[str, float]:
    """What speaks for a pronoun before the name: an opening that the name's clause follows."""
    opening = any(t.dep_ in _OPENERS for t in window.doc[window.pronoun].ancestors)
    own = role(window.doc[token])
    return {"cataphora": 1.0, "cataphora_in_opening": float(opening and own == "subject")}


def _command(window: Window, token: int) -> dict[str, float]:
    """Whether the name governs the pronoun, as what, and whether it only modifies a subject."""
    pronoun, name = window.doc[window.pronoun], _first_conjunct(window.doc[token])
    own, verb = role(name), name.head
    beside = pronoun.head.i == verb.i or (pronoun.head.dep_ == "prep" and pronoun.head.head.i == verb.i)
    governed = pronoun.lower_ in ("him", "her") and role(pronoun) in ("object", "oblique")
    inside = any(role(t) == "subject" for t in (name, *name.ancestors))
    commands = own == "subject" and verb.i in {t.i for t in pronoun.ancestors}
    return {
        "commands": float(commands),
        "commands_as_subject": float(commands and role(pronoun) == "subject"),
        "same_clause_object": float(own == "subject" and beside and governed),
        "inside_subject": float(own in ("oblique", "possessor") and inside),
    }


def _in_later_clause(window: Window, token: int) -> bool:
    """Whether the pronoun stands in a clause of its own that begins after the name."""
    return any(t.dep_ in _CLAUSES and t.i > token for t in window.doc[window.pronoun].ancestors)


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _history(window: Window, before: Sequence[int], mentions: Sequence[int]) -> dict[str, float]:
    here = window.sentence[window.pronoun]
    subjects = {window.sentence[t] for t in before if role(window.doc[t]) == "subject"}
    return {
        "subject_here": float(here in subjects),
        "subject_before": float(here - 1 in subjects),
        "times_before": math.log1p(len(before)),
        "times": math.log1p(len(mentions)),
        "opens_window": float(bool(mentions) and window.sentence[mentions[0]] == window.first_sentence),
    }


def _rivalry(window: Window, entity: int, token: int, rivals: Sequence[int]) -> dict[str, float]:
    low, high = sorted((token, window.pronoun))
    others = [(r, t) for r in rivals if r != entity for t in window.mentions.get(r, []) if low < t < high]
    most = max((len(window.mentions.get(r, [])) for r in rivals), default=0)
    subjects = [(t, r) for r in rivals for t in window.mentions.get(r, []) if _is_subject_before(window, t)]
    previous = {r for t, r in subjects if window.sentence[window.pronoun] - window.sentence[t] == 1}
    return {
        "rivals_between": float(min(len({r for r, _ in others}), 4)),
        "subjects_between": float(min(sum(role(window.doc[t]) == "subject" for _, t in others), 3)),
        "nearest": float(not others),
        "most_named": float(len(window.mentions.get(entity, [])) >= most),
        "nearest_subject": float(bool(subjects) and max(subjects)[1] == entity),
        "only_subject_before": float(previous == {entity}),
    }


def _is_subject_before(window: Window, token: int) -> bool:
    return token < window.pronoun and role(window.doc[token]) == "subject"


def _salience(window: Window, entity: int, token: int | None) -> dict[str, float]:
    context, own = window.context, window.context.entities[entity]
    position = window.places[window.pronoun]
    named_in_content = token is not None and context.in_content(window.places[token])
    last = context.history.last_speaker(position) == entity
    spoken = context.history.last_place(entity, position)
    apart = SENTENCES_BACK if spoken is None else context.sentence_at(position) - context.sentence_at(spoken)
    return {
        "gender_known": float(bool(window.gender) and own.gender == window.gender),
        "gender_other": float(own.gender not in (None, window.gender)),
        "sure": float(own.is_surely_person),
        "full_name": float(" " in own.name),
        "named_in_another's_words": float(named_in_content and not context.in_content(position)),
        "spoke_last": float(last),
        "spoke_last_here": float(last and apart == 0),
        "spoke_last_before": float(last and apart == 1),
        "spoke_near": float(apart <= 1),
        "gender_known_feminine": float(own.gender == window.gender == "female"),
        "in_headline": float(context.in_headline(entity)),
    }

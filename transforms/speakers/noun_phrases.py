"""Whom a noun of the parse means: the name that it belongs to or stands beside, else as a nominal mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from transforms.language import lexica
from transforms.language.spans import Span
from transforms.speakers.context import ResolutionContext
from transforms.speakers.nominal_resolution import resolve_nominal
from transforms.speakers.sources import Source, read_words

_SUBJECTS: Final = ("nsubj", "nsubjpass")
_CLAUSES: Final = frozenset(("ccomp", "advcl", "xcomp", "acl"))
_PLURAL_TAGS: Final = frozenset(("NNS", "NNPS"))
_ADDRESSING: Final = lexica.words("speakers", "addressing_verbs")
_DEEPEST: Final = 6
_LONGEST: Final = 8
"""Words before a noun that may belong to its phrase."""


def entity_of_noun(context: ResolutionContext, noun: Token) -> int | None:
    """The entity that the phrase around a noun means; None where it means nobody who is known."""
    for token in (noun, *_beside(noun)):
        name = context.tagged.by_word.get(context.word_at(token.idx))
        if name is not None and name.end > token.idx and not name.possessive and not name.people:
            return context.entity_of(name)
    if noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    return resolve_nominal(context, phrase_of(context, noun)).entity


def _beside(noun: Token) -> Iterator[Token]:
    """The noun that this one is in apposition to, and those in apposition to it."""
    if noun.dep_ == "appos":
        yield noun.head
    yield from (child for child in noun.children if child.dep_ == "appos")


def phrase_of(context: ResolutionContext, noun: Token) -> Source:
    """The noun phrase that ends with a noun, as a source."""
    last = context.word_at(noun.idx)
    first = context.word_at(max(noun.left_edge.idx, context.words[max(0, last - _LONGEST)].start))
    return read_words(context.tagged, min(first, last), last)


def modified_by(token: Token) -> Token | None:
    """The noun that the relative clause around a pronoun modifies."""
    for _ in range(_DEEPEST):
        if token.dep_ == "relcl":
            return token.head
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def governing_subject(token: Token) -> Token | None:
    """The subject of the clause that a pronoun's hangs on: the mayors of "the mayors say they ..." """
    verb = token.head
    for _ in range(_DEEPEST):
        if verb.head.i == verb.i or verb.dep_ not in _CLAUSES | {"conj", "relcl"}:
            return None
        verb = _verb_of(verb.head)
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if subject is not None and subject.i < token.i:
            return subject
    return None


def _verb_of(token: Token) -> Token:
    """The verb that a noun depends on; any other token as it is."""
    for _ in range(_DEEPEST):
        if token.pos_ not in ("NOUN", "PROPN", "ADP") or token.head.i == token.i:
            break
        token = token.head
    return token


def is_plural(noun: Token) -> bool:
    """Whether a noun is plural or joined to another."""
    return noun.tag_ in _PLURAL_TAGS or any(child.dep_ == "conj" for child in noun.children)


def is_told(context: ResolutionContext, cue: Sequence[Span]) -> bool:
    """Whether a cue is the passive of a verb whose patient says nothing: "asked to comment"."""
    tokens = [context.token_at(span.start) for span in cue]
    return any(token.lemma_ in _ADDRESSING and _is_passive(token) for token in tokens)


def _is_passive(verb: Token) -> bool:
    """Whether a verb is a participle that is no active perfect, or has nobody to do it: "asked, he said"."""
    if verb.dep_ == "amod":
        # "Lind criticised leaders", misread as leaders who are.
        return False
    bare = verb.dep_ in ("advcl", "acl") and not any(child.dep_ in _SUBJECTS for child in verb.children)
    return (verb.tag_ == "VBN" or (verb.tag_ == "VBD" and bare)) and not _is_active(verb)


def _is_active(participle: Token) -> bool:
    """Whether "have" or an object shows an active verb: "has asked", "criticised leaders"."""
    around = {child.dep_ for child in participle.children}
    return "auxpass" not in around and bool(around & {"aux", "dobj"})

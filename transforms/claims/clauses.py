"""Cuts a sentence into clauses: each finite predicate with what hangs on it, in one voice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from transforms.claims.edges import is_paired, trimmed, unended
from transforms.claims.predicates import (
    SUBJECTS,
    has_subject,
    is_imperative,
    is_label,
    is_set_before,
    predicates,
)
from transforms.claims.voices import OUTLET, SILENT, Voices
from transforms.language.grammar import auxiliaries, shared_negators

_VERBS: Final = frozenset(("VERB", "AUX"))
_OBJECTS: Final = frozenset(("dobj", "attr", "acomp", "oprd"))
_COMPLEMENTS: Final = frozenset((*_OBJECTS, "ccomp"))
_GROUP: Final = frozenset(("aux", "auxpass", "neg", "prt"))
_SAYS_LITTLE: Final = frozenset((*SUBJECTS, *_GROUP, "advmod", "npadvmod", "mark", "cc", "punct", "intj"))
_RELATIVE: Final = frozenset(("WDT", "WP"))
_INTRODUCING: Final = frozenset(("WDT", "WP", "WP$", "WRB"))
_PLACE_OR_TIME: Final = frozenset(("when", "where"))
_PLURAL: Final = frozenset(("are", "have", "were"))
_PLURAL_NOUNS: Final = frozenset(("NNS", "NNPS"))
_ARTICLES: Final = frozenset(("a", "an", "the"))
_LONGEST_NAME: Final = 6
"""Words before a noun that are taken with it where a relative pronoun stands for it."""

Owner = tuple[int, int]
"""A voice, and the place of a predicate in it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens of one assertion in one voice; `quote` is None in the outlet's own voice.

    `subject` is empty only in a speaker's command. `borrowed` is its subject, with auxiliaries, where they
    stand outside of the clause in the same voice: two verbs share them, or a relative pronoun takes them up.
    """

    quote: int | None
    predicate: Token
    tokens: tuple[Token, ...]
    subject: tuple[Token, ...] = ()
    verb_group: tuple[Token, ...] = ()
    object: tuple[Token, ...] = ()
    borrowed: tuple[Token, ...] = ()

    @property
    def words(self) -> tuple[Token, ...]:
        """All of its tokens, its subject first where it is borrowed."""
        return (*self.borrowed, *self.tokens)

    @property
    def helpers(self) -> list[Token]:
        """The auxiliaries of its predicate."""
        return list(auxiliaries(self.predicate))


def clauses(sentence: Sentence, voices: Voices) -> Iterator[Clause]:
    """The clauses of a sentence, by voice and predicate; words that claim nothing belong to none."""
    heads = predicates(sentence, voices)
    owners = {token.i: _owner(token, heads, voices) for token in sentence}
    groups: dict[Owner, list[Token]] = {}
    for token in sentence:
        owner = owners[token.i]
        if owner is not None:
            groups.setdefault(owner, []).append(token)
    for (voice, place), tokens in groups.items():
        yield from _clause(voice, sentence.doc[place], tokens, owners, voices)


def _owner(token: Token, heads: frozenset[int], voices: Voices) -> Owner | None:
    """The predicate that a token hangs on in its voice; None where it is part of no claim.

    Words of a quote without a predicate belong to the clause around them, in whose grammar they stand:
    "will face 'huge obstacles' as mayor".
    """
    voice = voices.of(token)
    above = token
    while voices.of(above) != SILENT:
        if above.i in heads:
            found = voices.of(above)
            return None if voice == OUTLET != found else (found, above.i)
        if above.head.i == above.i:
            return None
        above = above.head
    return _silent_subject(token, heads, voices) if voice == SILENT else None


def _silent_subject(token: Token, heads: frozenset[int], voices: Voices) -> Owner | None:
    """The source of a quote may be the subject of another verb too: "Ilves used the visit to call for"."""
    while token.dep_ not in SUBJECTS and token.head.i != token.i and voices.of(token.head) == SILENT:
        token = token.head
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.i not in heads or voices.of(verb) == SILENT or is_label(token):
        return None
    return (voices.of(verb), verb.i)


def _clause(
    voice: int,
    predicate: Token,
    tokens: Sequence[Token],
    owners: Mapping[int, Owner | None],
    voices: Voices,
) -> Iterator[Clause]:
    kept = trimmed(tokens, predicate)
    own = frozenset(token.i for token in kept)
    subject = _unopened(_subject(predicate, own))
    if not _is_whole(voice, predicate, subject, owners) or not _reads_on(kept):
        return
    shared = (*subject, *sorted((*auxiliaries(predicate), *shared_negators(predicate))))
    borrowed = _borrowed(voice, shared, own, owners, voices)
    if voice == OUTLET and not borrowed and not has_subject(predicate):
        return
    if _takes_up(kept[0], predicate, borrowed):
        kept = kept[1:]
    group = [t for t in (*predicate.lefts, predicate, *predicate.rights) if _in_group(t, predicate)]
    yield Clause(
        None if voice == OUTLET else voice,
        predicate,
        tuple(kept),
        subject,
        tuple(token for token in group if token.i in own),
        _argument(predicate, _OBJECTS, own),
        borrowed,
    )


def _takes_up(word: Token, predicate: Token, borrowed: Sequence[Token]) -> bool:
    """A relative pronoun beside what it stands for; "the house, where the flag stood": the flag stood."""
    if predicate.dep_ == "relcl" and word.lower_ in _PLACE_OR_TIME:
        return word.head.i == predicate.i
    return bool(borrowed) and word.tag_ in _RELATIVE


def _borrowed(
    voice: int,
    words: Sequence[Token],
    own: frozenset[int],
    owners: Mapping[int, Owner | None],
    voices: Voices,
) -> tuple[Token, ...]:
    """What of a subject and its auxiliaries stands outside of the clause, if the same voice says it."""
    outside = [token for token in words if token.i not in own]
    return tuple(outside) if all(voice in _voices(token, owners, voices) for token in outside) else ()


def _voices(token: Token, owners: Mapping[int, Owner | None], voices: Voices) -> tuple[int, ...]:
    """Who says a word; what is part of no claim, such as a source, is said by the outlet around it too."""
    owner = owners.get(token.i)
    return (OUTLET, voices.of(token)) if owner is None else (owner[0],)


def _is_whole(
    voice: int, predicate: Token, subject: Sequence[Token], owners: Mapping[int, Owner | None]
) -> bool:
    """Whether it has its subject and what its verb needs; a speaker's command needs no subject."""
    command = voice != OUTLET and is_imperative(predicate, list(auxiliaries(predicate)))
    here = (voice, predicate.i)
    parts = [child for child in predicate.children if not is_set_before(child)]
    lacks = any(_lacks(part, here, owners) for part in parts)
    says = any(part.dep_ not in _SAYS_LITTLE and _is_said(part, predicate, owners) for part in parts)
    reports = any(is_set_before(c) and owners.get(c.i, here) != (voice, c.i) for c in predicate.children)
    enough = says or (_is_enough(predicate) and not reports)
    return (bool(subject) or command) and not lacks and enough and not _lacks_its_noun(predicate)


def _lacks(part: Token, here: Owner, owners: Mapping[int, Owner | None]) -> bool:
    """Whether a complement of the verb, or one of an infinitive's, is said in another clause or voice."""
    if part.dep_ == "xcomp" and owners.get(part.i) == here:
        return any(_lacks(child, here, owners) for child in part.children if child.i > part.i)
    return part.dep_ in _COMPLEMENTS and owners.get(part.i) != here


def _is_said(part: Token, predicate: Token, owners: Mapping[int, Owner | None]) -> bool:
    """Whether a part tells something of the subject in its clause; what stands before a "be" does not.

    A preposition tells nothing where what it waits for is said elsewhere: "have seized on {what they see}".
    """
    if part.dep_ in ("prep", "agent") and not any(
        owners.get(c.i) == owners.get(part.i) for c in part.children
    ):
        return False
    return owners.get(part.i) == owners.get(predicate.i) and (
        predicate.lemma_ != "be" or part.i > predicate.i or any(c.dep_ == "expl" for c in predicate.children)
    )


def _lacks_its_noun(predicate: Token) -> bool:
    """ "a word that he said he regretted", "the boats she sold": what is meant stands outside."""
    if predicate.dep_ == "relcl":
        return not any(word.tag_ in _INTRODUCING for word in predicate.subtree if word.i < predicate.i)
    cue = predicate.head
    if predicate.dep_ != "ccomp" or cue.dep_ != "relcl":
        return False
    return not any(word.tag_ in _INTRODUCING for word in cue.subtree if word.i < predicate.i)


def _reads_on(tokens: Sequence[Token]) -> bool:
    """Whether no word waits for others at its end, and what is left out of it stands between marks.

    A stretch without any mark at its edges is part of the grammar: "met {a call for peace} by force".
    """
    if not tokens or tokens[-1].tag_ == "TO" or tokens[-1].lower_ in _ARTICLES:
        return False
    gaps = ((left, right) for left, right in pairwise(tokens) if right.i > left.i + 1)
    return all(_is_set_off(left, right) for left, right in gaps)


def _is_set_off(left: Token, right: Token) -> bool:
    """Whether a mark or white space stands at an edge of what lies between two tokens."""
    edges = (left, left.nbor(1), right.nbor(-1), right)
    return any(token.is_punct or token.is_space for token in edges)


def _is_enough(predicate: Token) -> bool:
    """A verb that needs nothing but a subject: "the port closed"; not "it is" or "as they urged"."""
    opens_with_as = any(child.dep_ == "mark" and child.lower_ == "as" for child in predicate.children)
    return predicate.lemma_ not in ("be", "do", "have", "say", "think") and not opens_with_as


def _subject(predicate: Token, own: frozenset[int]) -> tuple[Token, ...]:
    """The subject; what a relative pronoun stands for; the one shared with the verb before."""
    words = _argument(predicate, SUBJECTS, own)
    if len(words) == 1 and words[0].tag_ in _RELATIVE and predicate.dep_ == "relcl":
        return _noun_phrase(_antecedent(predicate))
    if not words and predicate.dep_ == "conj" and predicate.head.pos_ in _VERBS:
        return _shared(predicate.head)
    return words


def _antecedent(predicate: Token) -> Token:
    """The noun that a relative clause is about: "the talks with Norway, which were held", by their number.

    Of "the talks with Norway and Sweden, which were held", too, the talks.
    """
    noun = predicate.head
    forms = {token.lower_ for token in (predicate, *auxiliaries(predicate))}
    if not forms & _PLURAL or noun.tag_ in _PLURAL_NOUNS:
        return noun
    nouns = (above for above in noun.ancestors if above.pos_ in ("NOUN", "PROPN"))
    return next((above for above in nouns if above.tag_ in _PLURAL_NOUNS), noun)


def _noun_phrase(noun: Token) -> tuple[Token, ...]:
    """A noun with the words before it that hang on it, but for what an open mark sets apart."""
    words = tuple(noun.doc[max(noun.left_edge.i, noun.i - _LONGEST_NAME) : noun.i + 1])
    marks = [place for place, token in enumerate(words) if token.is_quote]
    return words[marks[-1] + 1 :] if len(marks) % 2 else words


def _unopened(subject: tuple[Token, ...]) -> tuple[Token, ...]:
    """A subject without the marks before it that are not closed in it."""
    while subject and subject[0].is_punct and not is_paired(subject, subject[0]):
        subject = subject[1:]
    return subject


def _shared(verb: Token) -> tuple[Token, ...]:
    """The subject of the nearest verb before that has one."""
    while True:
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if subject is not None and subject.tag_ in _RELATIVE and verb.dep_ == "relcl":
            return _noun_phrase(_antecedent(verb))  # "Lind, who left and then won": Lind won
        if subject is not None:
            return tuple(unended([token for token in subject.subtree if not _is_aside(token, subject)]))
        if verb.dep_ != "conj" or verb.head.pos_ not in _VERBS:
            return ()
        verb = verb.head


def _is_aside(token: Token, noun: Token) -> bool:
    """Whether the token stands in a relative clause or an apposition behind a noun, or is their mark."""
    while token.i != noun.i:
        if token.dep_ in ("relcl", "appos") or (token.is_punct and token.head.i == noun.i):
            return True
        token = token.head
    return False


def _in_group(token: Token, predicate: Token) -> bool:
    return token.i == predicate.i or token.dep_ in _GROUP


def _argument(predicate: Token, kinds: frozenset[str], own: frozenset[int]) -> tuple[Token, ...]:
    """The words of the clause that belong to the first such argument."""
    for child in predicate.children:
        if child.dep_ in kinds and not is_label(child):
            return tuple(unended([token for token in child.subtree if token.i in own]))
    return ()

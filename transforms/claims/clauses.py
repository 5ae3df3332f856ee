"""Cuts a sentence into clauses: each finite predicate with what hangs on it, in one voice."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from transforms.claims.voices import OUTLET, SILENT, Voices
from transforms.language.grammar import auxiliaries

_VERBS: Final = frozenset(("VERB", "AUX"))
_FINITE: Final = frozenset(("VBD", "VBP", "VBZ", "MD"))
_ASSERTING: Final = frozenset(("ROOT", "conj", "ccomp", "relcl", "advcl", "parataxis", "acl", "pcomp", "dep"))
_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_OBJECTS: Final = frozenset(("dobj", "attr", "acomp", "oprd"))
_GROUP: Final = frozenset(("aux", "auxpass", "neg", "prt"))
_INSIDE: Final = frozenset(("NOUN", "PROPN", "VERB", "NUM", "ADJ"))
_ADDING: Final = frozenset(
    ("prep", "npadvmod", "advmod", "appos", "acl", "relcl", "advcl", "agent", "dative")
)
_BARE: Final = frozenset(("PROPN", "PUNCT", "NUM", "SYM", "X", "SPACE"))
_MIN_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens of one assertion in one voice; `quote` is None in the outlet's own voice.

    `predicate` is None in a gloss: words around an attribution, or a fragment without a finite verb.
    """

    quote: int | None
    predicate: Token | None
    tokens: tuple[Token, ...]
    subject: tuple[Token, ...] = ()
    verb_group: tuple[Token, ...] = ()
    object: tuple[Token, ...] = ()

    @property
    def helpers(self) -> list[Token]:
        """The auxiliaries of its predicate."""
        return [] if self.predicate is None else list(auxiliaries(self.predicate))


def clauses(sentence: Sentence, voices: Voices) -> Iterator[Clause]:
    """The clauses of a sentence, by voice and predicate; words that claim nothing belong to none."""
    owners = _owners(sentence, voices)
    groups: dict[tuple[int, int | None], list[Token]] = {}
    for token in sentence:
        voice = voices.of(token)
        if voice != SILENT:
            groups.setdefault((voice, owners[token.i]), []).append(token)
    for (voice, owner), tokens in groups.items():
        if owner is None:
            yield from _glosses(voice, tokens)
        else:
            yield from _clause(voice, sentence.doc[owner], tokens)


def _owners(sentence: Sentence, voices: Voices) -> dict[int, int | None]:
    """For each token, the predicate of its own voice that it hangs on; None where there is none."""
    heads = {token.i: token.head.i for token in sentence}
    spoken = {token.i: voices.of(token) for token in sentence}
    predicates = {token.i for token in sentence if _is_predicate(token)}
    return {place: _owner(place, heads, spoken, predicates) for place in heads}


def _owner(
    place: int, heads: Mapping[int, int], spoken: Mapping[int, int], predicates: Collection[int]
) -> int | None:
    voice = spoken[place]
    while place not in predicates:
        above = heads[place]
        if above == place or spoken.get(above) != voice:
            return None
        place = above
    return place


def _is_predicate(token: Token) -> bool:
    """Whether the token heads a finite clause that asserts something of its own."""
    if token.pos_ not in _VERBS or token.dep_ not in _ASSERTING:
        return False
    helpers = list(auxiliaries(token))
    if is_imperative(token, helpers):
        return True
    if any(helper.tag_ == "TO" for helper in helpers):
        return False
    finite = token.tag_ in _FINITE or any(helper.tag_ in _FINITE for helper in helpers)
    if token.dep_ == "ccomp" and not any(child.dep_ in _SUBJECTS for child in token.children):
        return False
    return finite or (token.dep_ == "ROOT" and any(child.dep_ in _SUBJECTS for child in token.children))


def is_imperative(token: Token, helpers: Sequence[Token]) -> bool:
    """A bare verb that nothing governs, or that stands in front of the verb that reports it."""
    leads = token.dep_ == "ROOT" or (token.dep_ == "ccomp" and token.i < token.head.i)
    return token.tag_ == "VB" and leads and not helpers


def _clause(voice: int, predicate: Token, tokens: Sequence[Token]) -> Iterator[Clause]:
    kept = _trimmed(tokens)
    own = frozenset(token.i for token in kept)
    group = [
        t for t in (*predicate.lefts, predicate, *predicate.rights) if _in_group(t, predicate) and t.i in own
    ]
    subject = _subject(predicate, own)
    if predicate.i in own and (subject or _content(kept) >= _MIN_WORDS):
        quote = None if voice == OUTLET else voice
        yield Clause(
            quote, predicate, tuple(kept), subject, tuple(group), _argument(predicate, _OBJECTS, own)
        )


def _glosses(voice: int, tokens: Sequence[Token]) -> Iterator[Clause]:
    """Words without a predicate of their own, by what they hang on: one gloss for each."""
    within = {token.i for token in tokens}
    parts: dict[int, list[Token]] = {}
    for token in tokens:
        top = token
        while top.head.i in within and top.head.i != top.i:
            top = top.head
        parts.setdefault(top.i, []).append(token)
    for top_index, part in parts.items():
        kept = _trimmed(part)
        if kept and _says_something(kept[0].doc[top_index], kept, voice):
            yield Clause(None if voice == OUTLET else voice, None, tuple(kept))


def _says_something(top: Token, tokens: Sequence[Token], voice: int) -> bool:
    """Whether it adds a place, a time or a description; a bare name or two quoted words do not."""
    if voice == OUTLET and top.dep_ in _ADDING:
        return any(token.pos_ in ("NOUN", "PROPN", "NUM") for token in tokens)
    return _content(tokens) > _MIN_WORDS and any(token.pos_ not in _BARE for token in tokens)


def _content(tokens: Sequence[Token]) -> int:
    return sum(token.pos_ in _INSIDE for token in tokens)


def _subject(predicate: Token, own: frozenset[int]) -> tuple[Token, ...]:
    """The subject; what a relative pronoun stands for; the one shared with the verb before."""
    words = _argument(predicate, _SUBJECTS, own)
    if len(words) == 1 and words[0].tag_ in ("WDT", "WP") and predicate.dep_ == "relcl":
        noun = predicate.head
        return tuple(token for token in (*noun.lefts, noun) if token.i + 1 == noun.i or token.i == noun.i)
    if not words and predicate.dep_ == "conj" and predicate.head.pos_ in _VERBS:
        shared = next((child for child in predicate.head.children if child.dep_ in _SUBJECTS), None)
        return tuple(shared.subtree) if shared is not None else ()
    return words


def _in_group(token: Token, predicate: Token) -> bool:
    return token.i == predicate.i or token.dep_ in _GROUP


def _argument(predicate: Token, kinds: frozenset[str], own: frozenset[int]) -> tuple[Token, ...]:
    """The words of the clause that belong to the first such argument."""
    for child in predicate.children:
        if child.dep_ in kinds:
            return tuple(token for token in child.subtree if token.i in own)
    return ()


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Without white space, and without punctuation and conjunctions at either end."""
    kept = [token for token in tokens if not token.is_space]
    while kept and (kept[0].is_punct or kept[0].dep_ in ("cc", "punct")):
        kept.pop(0)
    while kept and (kept[-1].is_punct or kept[-1].dep_ == "cc"):
        kept.pop()
    return kept

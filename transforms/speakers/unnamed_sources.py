"""Sources that a text describes and does not name: documents, and people who are to stay unnamed.

The kinds follow the typology of news sources of Spangher et al. (2023, "Identifying Informational Sources in
News Articles"): texts, recordings, polls and public records are a `document`, individuals, groups and bodies
without a name are `unnamed`. Only what the resolver finds nobody for comes here, and only what describes its
source: an indefinite or plural phrase, a spokesman of somebody's, a text. "The president" names a person whom
the text has, and "he" too: neither is ever an unnamed source.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import Final

from spacy.tokens import Token

from transforms.language import lexica
from transforms.language.name_words import DEFINITE, OFFICES, PERSON_NOUNS
from transforms.language.names import Name
from transforms.language.offices import Office, level
from transforms.language.spans import Span
from transforms.speakers.context import ResolutionContext
from transforms.speakers.descriptions import INSIDE, description, head_index
from transforms.speakers.entities import Entity
from transforms.speakers.local_speakers import DESCRIBED
from transforms.speakers.mention_words import (
    ANONYMOUS,
    DOCUMENT_NOUNS,
    ORGANISATION_NOUNS,
    PRONOUNS,
    RELATIVES,
    SPOKESPEOPLE,
)
from transforms.speakers.nominal_resolution import resolve_nominal
from transforms.speakers.noun_phrases import modified_by
from transforms.speakers.resolutions import Resolution
from transforms.speakers.sources import Source, read_source, singular

_PEOPLE: Final = lexica.words("speakers", "described_heads") | OFFICES | PERSON_NOUNS | SPOKESPEOPLE
_BODIES: Final = lexica.words("speakers", "described_bodies") | ORGANISATION_NOUNS
_VAGUE: Final = lexica.words("speakers", "vague_heads")
_NOBODY: Final = lexica.words("speakers", "no_source_openers")
_ENDINGS: Final = lexica.ordered("speakers", "people_endings")
_CABINETS: Final = ("administration", "government")
_MOST: Final = 0.6
"""The least share of a text's mentions of states at which it is one state's text."""

_TAKEN_UP: Final = {"they": ("NNS", "NNPS"), "it": ("NN", "NNP")}
"""The tags of the subjects that a pronoun may go on from."""

_NEAR: Final = 1
"""Sentences over which "they" goes on from who spoke last."""

_OPENING: Final = 3
"""Sentences in which "a federal judge" introduces whom the text goes on to name."""

NOBODY: Final = Resolution(None, "described")


def describe_source(context: ResolutionContext, source: Source) -> Resolution:
    """The entity by whose description a source stands, for one that means nobody whom the text names."""
    if source.head in _TAKEN_UP and source.form == "pronoun":
        return Resolution(_last_described(context, source), "described")
    phrase = _antecedent(context, source) if source.form == "pronoun" else source
    if phrase is None or phrase.form == "pronoun":
        return NOBODY
    if phrase.name is not None:
        thing = source.head == "which" and phrase.name.kind == "person"
        return NOBODY if thing else Resolution(context.entity_of(phrase.name), "relative")
    found = resolve_nominal(context, phrase) if source.form == "pronoun" else NOBODY
    return _by_description(context, phrase) if found.entity is None else found


def _by_description(context: ResolutionContext, source: Source) -> Resolution:
    phrase = _of_whom(context, _with_parsed_head(context, source))
    state, earlier = _state_of_text(context, phrase), _taken_up(context, phrase)
    if state is not None or earlier is not None:
        return Resolution(earlier, "described") if state is None else Resolution(state, "body")
    kind = None if _lists_people(context, phrase) else _kind(context, phrase)
    return NOBODY if kind is None else _described(context, phrase, kind)


def _lists_people(context: ResolutionContext, source: Source) -> bool:
    """Whether the phrase goes on to name whom it means: "the authors, Anna Lind and Karl Holm"."""
    commas = [i for i in range(head_index(source), source.last) if context.tagged.gap(i) not in INSIDE]
    after = context.tagged.names_among(commas[0] + 1, source.last) if commas else ()
    return any(name.kind == "person" and not name.possessive for name in after)


def _last_described(context: ResolutionContext, source: Source) -> int | None:
    """Who spoke last, for "they" and "it", if the nearest subject of their number before is its noun."""
    last = context.history.last_speaker(source.start)
    if last is None or context.entities[last].kind not in DESCRIBED:
        return None
    subject = _subject_before(context, source.start, _TAKEN_UP[source.head])
    return last if subject is not None and _is_described_as(context.entities[last], subject) else None


def _subject_before(context: ResolutionContext, position: int, tags: tuple[str, ...]) -> str | None:
    """The nearest noun of some tags that is a clause's subject, in a code point's sentence or one before."""
    document = context.document
    here = document.token_at(position)
    first = document.token_sentences[here] - _NEAR
    for index in range(here - 1, -1, -1):
        token = document.doc[index]
        if document.token_sentences[index] < first:
            return None
        if token.tag_ in tags and token.dep_ in ("nsubj", "nsubjpass"):
            return token.lower_
    return None


def _antecedent(context: ResolutionContext, source: Source) -> Source | None:
    """The noun phrase that a relative pronoun goes on from, by the parse: "researchers in Oslo, who said"."""
    if source.head not in RELATIVES or not source.first:
        return None
    token = context.token_at(source.start)
    noun = modified_by(token)
    if noun is None or noun.i >= token.i:
        return None
    end = context.words[source.first - 1].end
    start = _headed_by_people(noun).left_edge.idx
    return read_source(context.tagged, (Span(start, end),)) if start < end else None


def _headed_by_people(noun: Token) -> Token:
    """The noun, or the first one above it that means people or a body: "researchers from two ports, who"."""
    above = takewhile(lambda token: token.pos_ in ("NOUN", "ADP"), noun.ancestors)
    nouns = [token for token in above if singular(token.lower_) in _PEOPLE | _BODIES]
    return noun if singular(noun.lower_) in _PEOPLE | _BODIES or not nouns else nouns[0]


def _with_parsed_head(context: ResolutionContext, source: Source) -> Source:
    """The same, headed by what the parse says: "official" of "an official familiar with the matter"."""
    document, words = context.document, context.words
    low = document.token_at(words[source.first].start)
    high = document.token_at(words[source.last].end - 1)
    root = next((i for i in range(low, high + 1) if not low <= document.doc[i].head.i <= high), low)
    head = context.word_at(document.doc[root].idx)
    if document.doc[root].pos_ != "NOUN" or not source.first <= head <= source.last:
        return source
    lower = words[head].lower
    modifiers = tuple(word.lower for word in words[source.first : head])
    return replace(source, head=lower, modifiers=modifiers, plural=document.doc[root].tag_ == "NNS")


def _taken_up(context: ResolutionContext, source: Source) -> int | None:
    """The source described before that "the officials" or "the report" takes up."""
    head = head_index(source)
    alone = head == source.last or context.words[head + 1].lower in RELATIVES
    bare = alone and head - source.first == 1 and context.words[source.first].lower in DEFINITE
    if not bare:
        return None
    known = (
        i for i in context.index.with_word(source.head) if _is_described_as(context.entities[i], source.head)
    )
    before = [i for i in known if context.entities[i].starts[0] < source.start]
    return max(before, key=lambda i: (context.entities[i].starts[0], i), default=None)


def _state_of_text(context: ResolutionContext, source: Source) -> int | None:
    """The state that "the government" means: one to which most mentions of any state in the text belong."""
    if source.head not in _CABINETS or source.last - source.first != 1 or not _is_definite(context, source):
        return None
    states = Counter(
        {i: len(entity.names) for i, entity in enumerate(context.entities) if entity.kind == "government"}
    )
    (first, mentions), *_ = states.most_common(1) or [(0, 0)]
    return first if mentions and mentions >= _MOST * states.total() else None


def _is_definite(context: ResolutionContext, source: Source) -> bool:
    return context.words[source.first].lower in DEFINITE


def _is_described_as(entity: Entity, head: str) -> bool:
    return entity.kind in DESCRIBED and any(office.head == head for office in entity.offices)


def _kind(context: ResolutionContext, source: Source) -> str | None:
    """`document` or `unnamed`; None for what describes no source, or somebody whom the text may well name."""
    opener, head = context.words[source.first].lower, singular(source.head)
    if opener in _NOBODY or opener in PRONOUNS or not source.head.isascii():
        return None
    if head in DOCUMENT_NOUNS or source.head in DOCUMENT_NOUNS:
        return "document"
    specified = _is_specified(context, source)
    if source.head in _VAGUE:
        return "unnamed" if head in PERSON_NOUNS | {"people"} and _is_told_apart(context, source) else None
    if not {head, source.head} & (_PEOPLE | _BODIES) and not (
        source.plural and (source.head.endswith(_ENDINGS) or source.people is not None)
    ):
        return None
    if opener not in DEFINITE and (source.plural or source.owner is None or source.indefinite):
        return "unnamed" if source.plural or source.indefinite or head in _BODIES else None
    return "unnamed" if _stays_unnamed(context, source, head, specified=specified) else None


def _is_told_apart(context: ResolutionContext, source: Source) -> bool:
    """Whether "people" goes on to say which, other than by a relative clause."""
    head = head_index(source)
    return source.last > head and context.words[head + 1].lower not in RELATIVES


def _of_whom(context: ResolutionContext, source: Source) -> Source:
    """The phrase that says of whom "some", "thousands" or "52 percent" are: "of the voters"."""
    place = head_index(source) + 1
    if source.head not in _VAGUE or place >= source.last or context.words[place].lower != "of":
        return source
    start, end = context.words[place + 1].start, context.words[source.last].end
    inner = read_source(context.tagged, (Span(start, end),))
    if inner is None or inner.name is not None or inner.form == "pronoun":
        return source
    return replace(_with_parsed_head(context, inner), plural=True, indefinite=True)


def _stays_unnamed(context: ResolutionContext, source: Source, head: str, *, specified: bool) -> bool:
    """Whether a definite phrase means nobody whom the text names: several, none of them named, or an aide."""
    if source.plural:
        return specified or not context.index.in_office((head, source.head))
    return specified and (head in ANONYMOUS | SPOKESPEOPLE | _BODIES)


def _is_specified(context: ResolutionContext, source: Source) -> bool:
    """Whether more than an article stands beside the head."""
    return source.last > head_index(source) or head_index(source) - source.first > 1


def _described(context: ResolutionContext, source: Source, kind: str) -> Resolution:
    named = _introduced(context, source) if kind == "unnamed" else None
    if named is not None:
        return Resolution(named, "office")
    text = description(context, source)
    if not text:
        return NOBODY
    name = Name(source.start, source.end, source.first, source.last, text, kind, True)
    return Resolution(context.add(Entity(kind, [name], offices=_offices(context, source, kind))), "described")


def _introduced(context: ResolutionContext, source: Source) -> int | None:
    """The only person in an office that a text's opening gives to "a federal judge", whom it names later."""
    opening = context.sentence_at(source.start) < _OPENING
    if not opening or source.plural or context.words[source.first].lower not in ("a", "an"):
        return None
    holders = [
        i
        for i in context.index.in_office((source.head,))
        if source.head in context.entities[i].heads and context.may_be_person(i)
    ]
    return holders[0] if len(holders) == 1 else None


def _offices(context: ResolutionContext, source: Source, kind: str) -> list[Office]:
    """What a source is, and whose: "spokeswoman" of the body that she speaks for."""
    owner = source.owner or source.people
    entity = None if owner is None else context.entity_of(owner)
    role = "" if kind == "document" else source.head
    affiliation = None if entity is None else context.entities[entity].name
    return [Office(role, source.head, affiliation, "body" if owner is None else level(owner))]

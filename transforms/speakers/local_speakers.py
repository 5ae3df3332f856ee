"""Speakers as values of linking: one document's, and the build's that they are joined into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from transforms.ids import normalise
from transforms.language import lexica
from transforms.language.name_forms import parts
from transforms.language.name_words import OFFICES, PARTICLES, PERSON_NOUNS

MAX_ROLES: Final = 20
"""Offices kept for each entity of a document: enough to count, bounded for a text of thousands."""

DESCRIBED: Final = ("document", "unnamed")
"""Kinds of source that have a description and no name: each is one only within its story."""

_ALONE: Final = {"unnamed": "unnamed ", "document": "the "}
"""Before a description that is one noun."""

_PASSING: Final = lexica.words("speakers", "passing_roles") | lexica.words("speakers", "kin")
_NOTHING: Final = frozenset[str]()
_NO_ROLES: Final = PERSON_NOUNS - OFFICES
_UNITED_STATES: Final = "united states "

BODIES: Final = ("organisation", "government", "group")
"""Kinds of speaker that hold no office: one said beside their name is somebody else's."""


class Local(NamedTuple):
    """An entity of one document: what it is called there, and what that document says of it.

    `affiliations` are whose each of the `roles` is, empty where that is not said; `key` is its id in the
    document; `story` the id of the document's story, or of the document where it is in none; `day` when the
    document was published.
    """

    key: str
    document_id: str
    story: str
    name: str
    kind: str | None
    gender: str | None = None
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    n_mentions: int = 1
    n_quotes: int = 1
    wikidata_id: str | None = None
    day: date | None = None

    @property
    def order(self) -> tuple[date, str, str]:
        """By publication, the undated last; then by document and id, so that any two have an order."""
        return self.day or date.max, self.document_id, self.key


@dataclass(slots=True)
class Speaker:
    """A speaker of the whole build, or whoever could be one: quoted in some document."""

    members: list[Local] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name that most documents give, a full one before a surname; then quotes, then the alphabet.

        A description of one word is called what it is: "unnamed officials", "the report".
        """
        name, kind = self._commonest_name, self.kind
        return name if " " in name else f"{_ALONE.get(kind or '', '')}{name}"

    @property
    def _commonest_name(self) -> str:
        documents = Counter(member.name for member in self.members)
        if len(documents) == 1:
            return self.members[0].name
        quotes: Counter[str] = Counter()
        for member in self.members:
            quotes[member.name] += member.n_quotes
        return min(documents, key=lambda n: (self._is_short(n), -documents[n], -quotes[n], -len(n), n))

    def _is_short(self, name: str) -> bool:
        return len(parts(name)) < 2

    @property
    def kind(self) -> str | None:
        """The kind that most documents give."""
        return commonest(member.kind for member in self.members if member.kind)

    @property
    def role(self) -> str | None:
        """The office that most documents state, as most call it; the longer of equals.

        What somebody is for the moment or for somebody else counts only where no office is stated.
        """
        stated = [role for role, _ in self._offices]
        lasting = [role for role in stated if _head(role) not in _PASSING] or stated
        head = commonest(map(_head, lasting))
        return _commonest_spelling([role for role in lasting if _head(role) == head])

    @property
    def affiliation(self) -> str | None:
        """Whose most documents say that office is; of who has none, the body or state stated most often."""
        head = _head(self.role or "")
        return commonest(owner for role, owner in self._offices if owner and _head(role) == head)

    @property
    def _offices(self) -> list[tuple[str, str]]:
        """(Role, owner) as the documents state them, each once a document; to be a man is no role."""
        return [
            office
            for member in self.members
            for office in dict.fromkeys(zip(member.roles, member.affiliations, strict=True))
            if _head(office[0]) not in _NO_ROLES
        ]

    @property
    def wikidata_id(self) -> str | None:
        """The item that the reference table gives."""
        return commonest(member.wikidata_id for member in self.members if member.wikidata_id)

    @property
    def is_quoted(self) -> bool:
        """Whether some document quotes it."""
        return any(member.n_quotes for member in self.members)

    @property
    def first(self) -> Local:
        """The entity of the document that named it first."""
        return min(self.members, key=lambda member: member.order)

    @property
    def stories(self) -> frozenset[str]:
        """The stories in which it is named."""
        return frozenset(member.story for member in self.members)


class Evidence(NamedTuple):
    """What texts say of somebody besides the name: mentions of one name agree in it, or are two people's."""

    heads: frozenset[str]
    owners: frozenset[str]
    genders: frozenset[str]

    def with_also(self, other: Evidence) -> Evidence:
        """This and what else is said."""
        return Evidence(self.heads | other.heads, self.owners | other.owners, self.genders | other.genders)


def evidence(members: Iterable[Local]) -> Evidence:
    """Last words of offices, affiliations, and genders."""
    given = list(members)
    heads = (_head(role) for one in given for role in one.roles if role)
    owners = (owner for one in given for owner in one.affiliations if owner)
    genders = (one.gender for one in given if one.gender)
    # Of most nothing is said: one empty set stands for all, each of which would take as much as a name.
    return Evidence(
        frozenset(heads) or _NOTHING, frozenset(owners) or _NOTHING, frozenset(genders) or _NOTHING
    )


def _head(role: str) -> str:
    return role.casefold().rpartition(" ")[2]


def _commonest_spelling(values: Sequence[str]) -> str | None:
    """The commonest value whatever its capitals, as it is mostly written; None where it is empty."""
    counts = Counter(value.casefold() for value in values)
    spelt = Counter(values)
    best = min(values, key=lambda v: (-counts[v.casefold()], -len(v), -spelt[v], v), default="")
    return best or None


def commonest(values: Iterable[str]) -> str | None:
    """The value that comes most often: of equals the longest, then the first in the alphabet."""
    given = list(values)
    if not given or given.count(given[0]) == len(given):
        return given[0] if given else None
    counts = Counter(given)
    return min(counts, key=lambda v: (-counts[v], -len(v), v))


def n_words(name: str) -> int:
    """Words of a person's name, without titles and particles."""
    return len([word for word in parts(name) if word.lower() not in PARTICLES])


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name as names are compared: case, dots, a leading article and how the U.S. are written aside."""
    words = normalise(name.replace(".", "")).removeprefix("the ")
    rest = words.removeprefix(_UNITED_STATES)
    return f"us {rest}" if rest != words else words

"""What a text says of a person beside the name: "NATO Secretary General X", "X, a professor at Yale"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import (
    DEFINITE,
    INDEFINITE,
    OFFICE_MODIFIERS,
    OFFICES,
    PERSON_NOUNS,
    TITLES,
)
from transforms.language.names import Name
from transforms.language.tagged_text import TaggedText
from transforms.language.words import Word

_REACH: Final = 12
_LINKS: Final = lexica.words("language", "office_links")
_SPEECH: Final = lexica.words("language", "speech_after_office")
_COPULAS: Final = lexica.words("language", "copulas")
_BEFORE_NO_OFFICE: Final = lexica.words("language", "before_no_office")
_INSIDE_NO_OFFICE: Final = _COPULAS | lexica.words("language", "inside_no_office")
_OPENERS: Final = DEFINITE | INDEFINITE | {"currently"}
_HEADS: Final = OFFICES | PERSON_NOUNS
_OFFICE_WORDS: Final = OFFICES | OFFICE_MODIFIERS | _LINKS
_LONGEST_GENITIVE: Final = 6
"""Words before the head of an office that may still belong to it: "the site's founder"."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the text states it: all its words, its head in lower case, whose it is, of which level."""

    role: str
    head: str
    affiliation: str | None
    level: str = "body"


def level(owner: Name) -> str:
    """What sort of owner a name is, of which two exclude each other: state, part of one, party or body."""
    if owner.people and owner.kind != "government":
        party = owner.entry is not None and "party" in owner.entry.nouns
        return "party" if party else "state"
    if owner.kind != "government":
        return "body"
    return "state" if owner.entry is not None and not owner.entry.part else "part"


def offices(tagged: TaggedText, name: Name) -> list[Office]:
    """Every office said beside a person's name, before and after it."""
    found = [
        _before(tagged, name),
        _before_comma(tagged, name),
        _after_comma(tagged, name),
        _after_copula(tagged, name),
    ]
    return [office for office in found if office is not None]


def _before(tagged: TaggedText, name: Name) -> Office | None:
    first = name.first
    if _is_linked(tagged, first):
        return None
    while first > 0 and name.first - first < _REACH and _belongs(tagged, first - 1):
        first -= 1
    owned = _after_owner(tagged, _after_link(tagged, first, name.first - 1), name.first - 1)
    return office_in(tagged, owned, name.first - 1, first) if owned < name.first else None


def _is_linked(tagged: TaggedText, first: int) -> bool:
    """Whether a name is only whose the office before it is: "the lawyer for Mrs. Lind"."""
    while first > 0 and tagged.words[first - 1].lower in TITLES:
        first -= 1
    return first > 0 and tagged.words[first - 1].lower in _LINKS


def _after_owner(tagged: TaggedText, first: int, last: int) -> int:
    """The word after the last possessive: "President Lind's Attorney General" is no president."""
    owners = [i for i in range(first, last + 1) if tagged.words[i].possessive]
    return owners[-1] + 1 if owners else first


def _after_link(tagged: TaggedText, first: int, last: int) -> int:
    """The word after the last link before an office: Lind of "the wife of President Lind" is that."""
    heads = [i for i in range(first, last + 1) if tagged.words[i].lower in _HEADS]
    links = [i for i in range(first, max(heads, default=first)) if tagged.words[i].lower in _LINKS]
    return links[-1] + 1 if links else first


def _belongs(tagged: TaggedText, index: int) -> bool:
    word = tagged.words[index]
    gap = tagged.gap(index)
    if gap not in (" ", "\u00a0", ". ", "-") or (gap == ". " and not _is_title(word)):
        return False
    named = tagged.by_word.get(index)
    if named is not None and named.kind == "person" and not named.possessive:
        return False
    return word.capitalised or word.lower in _OFFICE_WORDS


def _is_title(word: Word) -> bool:
    return word.lower in TITLES or len(word.text) == 1


def _before_comma(tagged: TaggedText, name: Name) -> Office | None:
    """ "The site's founder, Jack Herrick"."""
    head = name.first - 1
    if head < 0 or tagged.gap(head) != ", " or tagged.words[head].lower not in _HEADS:
        return None
    return office_in(tagged, _after_person(tagged, _phrase_start(tagged, head), head), head)


def _phrase_start(tagged: TaggedText, head: int) -> int:
    """The first word of the noun phrase that ends at `head`."""
    first = head
    while first > 0 and head - first < _LONGEST_GENITIVE and tagged.gap(first - 1) == " ":
        if _opens_no_office(tagged.words[first - 1]):
            break
        first -= 1
    return first


def _opens_no_office(word: Word) -> bool:
    return word.lower.endswith(("ed", "ing")) or word.lower in _BEFORE_NO_OFFICE


def _after_comma(tagged: TaggedText, name: Name) -> Office | None:
    """ "Alexander Grushko, Deputy Russian Foreign Minister"."""
    if not tagged.gap(name.last).startswith((", ", " (", " – ", " — ", " - ")):
        return None
    return _following(tagged, name.last + 1)


def _after_copula(tagged: TaggedText, name: Name) -> Office | None:
    """ "Noam Chomsky is a professor"."""
    index = name.last + 1
    if tagged.gap(name.last) not in (" ", ", ") or index + 1 >= len(tagged.words):
        return None
    if tagged.words[index].lower == "who":
        index += 1
    if tagged.words[index].lower not in _COPULAS or tagged.gap(index) != " ":
        return None
    return _following(tagged, index + 1)


def _following(tagged: TaggedText, first: int) -> Office | None:
    """The office stated from word `first` on, if its head comes soon and only modifiers stand before it."""
    last = first
    while last - first < _REACH and tagged.gap(last) in (" ", "-", "'s ", "\u00a0", " & "):
        last += 1
    last = min(last, len(tagged.words) - 1)
    indefinite = first < len(tagged.words) and tagged.words[first].lower in INDEFINITE
    if indefinite and any(word.lower in _SPEECH for word in tagged.words[first : last + 1]):
        # "... of Lind, an official said": he is none.
        return None
    first = _after_person(tagged, first, last)
    opens = first < len(tagged.words) and tagged.words[first].lower in _OPENERS
    for index in range(first + opens, min(last, first + opens + _LONGEST_GENITIVE) + 1):
        if tagged.words[index].lower in _HEADS:
            return office_in(tagged, first, last)
        if not _may_modify(tagged.words[index], opens=opens):
            return None
    return None


def _after_person(tagged: TaggedText, first: int, last: int) -> int:
    """The word after the last person's possessive: of "President Lind's adviser", he is no president."""
    owners = [i for i in range(first, last) if tagged.words[i].possessive and _is_person(tagged, i)]
    return owners[-1] + 1 if owners else first


def _is_person(tagged: TaggedText, index: int) -> bool:
    name = tagged.by_word.get(index)
    return name is not None and name.kind == "person"


def _may_modify(word: Word, *, opens: bool) -> bool:
    """Whether a word may stand before the head of an office; without an article, "wants" is rather a verb."""
    if not opens and word.text.islower() and word.lower.endswith("s") and word.lower not in _OFFICE_WORDS:
        return False
    if word.lower in _INSIDE_NO_OFFICE or word.lower.endswith("ing"):
        return False
    return word.capitalised or not word.lower.endswith("ed")


def office_in(tagged: TaggedText, first: int, last: int, start: int | None = None) -> Office | None:
    """The office stated by the words `first` to `last` (included), if they state one.

    Whose it is may stand from word `start` on.
    """
    last = min(last, len(tagged.words) - 1)
    head = _head(tagged, first, last)
    if head is None:
        return None
    role, plain = _role(tagged, first, head), tagged.words[head]
    owner = _owner(tagged, first if start is None else start, last, head)
    if owner is None:
        return Office(role or plain.text, plain.lower, None)
    affiliation = owner.entry.name if owner.entry else owner.text
    return Office(role or plain.text, plain.lower, affiliation, level(owner))


def _role(tagged: TaggedText, first: int, head: int) -> str:
    """The words of an office up to its head, without the states and bodies named among them."""
    start = head
    while start > first and _in_role(tagged, start - 1):
        start -= 1
    own = (i for i in range(start, head + 1) if i not in tagged.by_word or tagged.by_word[i].entry is None)
    return " ".join(tagged.words[i].text for i in own)


def _head(tagged: TaggedText, first: int, last: int) -> int | None:
    """The last word of the first row of office words: "General" of "the Secretary General in Brussels"."""
    for index in range(first, last + 1):
        if tagged.words[index].lower in _HEADS and not tagged.words[index].possessive:
            return _over_state(tagged, _end_of_row(tagged, index, last), last)
    return None


def _over_state(tagged: TaggedText, end: int, last: int) -> int:
    """The end of "Secretary of State" where an office word is followed by that."""
    words = tagged.words
    while end + 2 <= last and words[end + 1].text == "of" and words[end + 2].lower == "state":
        end += 2
    return end


def _end_of_row(tagged: TaggedText, index: int, last: int) -> int:
    """The last office word that modifiers and adjectives of states link to this one."""
    end = at = index
    while at < last and tagged.gap(at) in (" ", "-") and not tagged.words[at].possessive:
        at += 1
        lower, known = tagged.words[at].lower, tagged.by_word.get(at)
        if lower in _HEADS or lower == "emeritus":
            end = at
        elif lower not in OFFICE_MODIFIERS and not (known is not None and known.people):
            break
    return end


def _in_role(tagged: TaggedText, index: int) -> bool:
    lower = tagged.words[index].lower
    known = tagged.by_word.get(index)
    if tagged.gap(index) not in (" ", "-") or tagged.words[index].possessive:
        return False
    if known is not None and known.last > known.first and known.kind == "organisation":
        # The Committee of a "Judiciary Committee Chairman" is whose chairman he is.
        return False
    if lower == "of":
        return index > 0 and tagged.words[index - 1].lower in OFFICES
    return lower in OFFICES or lower in OFFICE_MODIFIERS or (known is not None and known.people)


def _owner(tagged: TaggedText, first: int, last: int, head: int) -> Name | None:
    """Whose office it is: the body or state named nearest before its head, else the first one after it."""
    inside = {id(n): n for i in range(first, last + 1) if (n := tagged.by_word.get(i)) is not None}
    bodies = [name for name in inside.values() if name.kind != "person" and name.kind is not None]
    ahead = [name for name in bodies if name.first < head]
    behind = [name for name in bodies if name.first > head and not _only_opens(tagged, name)]
    return ahead[-1] if ahead else behind[0] if behind else None


def _only_opens(tagged: TaggedText, name: Name) -> bool:
    """Whether a name only says whose body is named after it: "president of America's Hospital Alliance"."""
    after = tagged.by_word.get(name.last + 1)
    return name.possessive and after is not None and after.kind != "person"

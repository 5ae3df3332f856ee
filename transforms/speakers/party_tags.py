"""The party and the state that a text puts beside a politician: "(R-Texas)", "the Kentucky Republican"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from transforms.language import lexica
from transforms.language.gazetteer import Reference
from transforms.language.names import Name
from transforms.language.offices import level
from transforms.language.tagged_text import TaggedText

_TAG: Final = re.compile(
    r"(?:['’]s)?,?\s{0,2}\(?(?P<party>[DRI])(?:[-–—]|\.?, ?)(?P<state>[A-Z][A-Za-z.]*(?: [A-Z][a-z.]+)?)"
)
_PARTIES: Final = lexica.values("speakers", "party_letters")
_STATES: Final = lexica.values("speakers", "state_abbreviations")
_TAG_REACH: Final = 40
_REACH: Final = 6
_BEFORE_TIES: Final = lexica.words("speakers", "before_ties")


def ties(tagged: TaggedText, name: Name, reference: Reference) -> set[tuple[str, str]]:
    """(Level, published name) of each party and state beside the name of a person."""
    return {*_tagged(tagged, name, reference), *_beside(tagged, name)}


def _tagged(tagged: TaggedText, name: Name, reference: Reference) -> Iterator[tuple[str, str]]:
    match = _TAG.match(tagged.text, name.end, name.end + _TAG_REACH)
    if match is None:
        return
    party = reference.people(_PARTIES.get(match["party"], ""))
    if party is not None:
        yield "party", party.name
    short = match["state"].replace(".", "")
    for words in (short, short.split()[0]):
        state = reference.named(_STATES.get(words, words))
        if state is not None and state.part:
            yield "part", state.name
            return


def _beside(tagged: TaggedText, name: Name) -> Iterator[tuple[str, str]]:
    """Those of "a Texas Republican" after the comma and of "Texas Republican" before the name."""
    for found in (_after(tagged, name), _before(tagged, name)):
        if any(level(tie) == "party" for tie in found):
            for tie in found:
                if tie.entry is not None:
                    yield level(tie), tie.entry.name


def _after(tagged: TaggedText, name: Name) -> list[Name]:
    index, found = name.last + 1, list[Name]()
    if tagged.gap(name.last) not in (", ", " ("):
        return found
    while index < min(len(tagged.words), name.last + 1 + _REACH):
        known = tagged.by_word.get(index)
        if known is None and tagged.words[index].lower not in _BEFORE_TIES:
            break
        if known is not None and level(known) in ("party", "part"):
            found.append(known)
        if tagged.gap(index) not in (" ", "\u00a0"):
            break
        index += 1
    return found


def _before(tagged: TaggedText, name: Name) -> list[Name]:
    index, found = name.first - 1, list[Name]()
    while index >= 0 and name.first - index <= _REACH and tagged.gap(index) in (" ", ". ", "\u00a0"):
        known, word = tagged.by_word.get(index), tagged.words[index]
        if not word.capitalised or (known is not None and known.kind == "person"):
            break
        if known is not None and level(known) in ("party", "part"):
            found.append(known)
        index -= 1
    return found

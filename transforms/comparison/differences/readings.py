"""A difference as one line for people: what it is about, then what each outlet has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from transforms.comparison.differences.candidates import Candidate, Value

OWN_VOICE: Final = "in its own voice"
"""How a line shows that an outlet names nobody for what it says."""

_OPENINGS: Final = {
    "attribution": "who says “{}”",
    "attribution_dropped": "whether somebody is named for “{}”",
    "loaded_cue": "how “{}” is reported",
    "quotation_altered": "what is quoted about “{}”",
    "quotation_cut": "how much is quoted beside “{}”",
}
"""What the values of a type are values of, where what it is about is words of the text."""


class _Word(Protocol):
    @property
    def text(self) -> str: ...


def first_words(words: Iterable[_Word], most: int) -> str:
    """The first words of a passage, with an ellipsis where it goes on."""
    texts = [word.text for word in words]
    return " ".join(texts[:most]) + ("…" if len(texts) > most else "")


def attributed_to(speaker: str | None) -> str:
    """How a line shows whom an outlet names for what another one says in its own voice."""
    return f"attributed to {speaker or 'somebody'}"


def reading(candidate: Candidate, outlets: Mapping[str, str]) -> str:
    """The line, with each value once and the outlets of the documents that have it."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for value in candidate.values:
        outlet = outlets[value.document_id]
        if outlet not in by_text[_shown(value)]:
            by_text[_shown(value)].append(outlet)
    said = "; ".join(f"{shown} ({', '.join(having)})" for shown, having in by_text.items())
    about = " ".join(candidate.about.split())
    return f"{_OPENINGS.get(candidate.type, '{}').format(about)}: {said}"


def _shown(value: Value) -> str:
    return value.shown or f"“{' '.join(value.text.split())}”"

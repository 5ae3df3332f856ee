"""A difference as one line for people: what it is about, then what each outlet has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value
from transforms.language.similarity import is_content
from transforms.language.words import Word

OWN_VOICE: Final = "in its own voice"
"""How a line shows that an outlet names nobody for what it says."""

_FIRST: Final = 12
"""Words that show people which statement or passage it is."""
_OPENINGS: Final = {
    "attribution": "who says “{}”",
    "attribution_dropped": "whether somebody is named for “{}”",
    "loaded_cue": "how “{}” is reported",
    "quotation_altered": "what is quoted about “{}”",
    "quotation_cut": "how much is quoted beside “{}”",
}
"""What the values of a type are values of, where what it is about is words of the text."""


_MARKS: Final = str.maketrans("", "", '"“”„«»')


def first_words(words: Sequence[Word], text: str, most: int = _FIRST) -> str:
    """The first words of a passage as the text has them, with an ellipsis where it goes on.

    What goes on does not end in a word such as "and" or "of", and quotation marks are left out.
    """
    shown = list(words[:most])
    while len(words) > len(shown) > 1 and not is_content(shown[-1].lower):
        shown.pop()
    if not shown:
        return ""
    told = " ".join(text[shown[0].start : shown[-1].end].translate(_MARKS).split())
    return told + ("…" if len(words) > len(shown) else "")


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

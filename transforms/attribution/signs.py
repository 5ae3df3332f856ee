"""What the words of an attribution say of whether it is one: speech and thought against mere acts.

The tagger sees "signed a bill" and "signed a letter that says so" alike, and is as sure of both. What its cue
does, what is said of its holder, and how its content is put (a clause, an infinitive, a thing) tell them
apart; each is a sign, and what a sign weighs is fitted (models/attribution/tune_signs.py).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from transforms.attribution.cues import Cue
from transforms.attribution.nesting import RoleSpans
from transforms.language import lexica
from transforms.language.spans import straighten

ACTS: Final = lexica.words("attribution", "acts")
PERCEPTIONS: Final = lexica.words("attribution", "perceptions")
GLOSSES: Final = lexica.words("attribution", "glosses")
UNREALISED: Final = lexica.words("attribution", "unrealised")
ANYBODY: Final = lexica.words("attribution", "anybody")
FINITE: Final = lexica.words("attribution", "finite_auxiliaries")
ASKING: Final = lexica.words("attribution", "asking")

_KINDS: Final = (("act", ACTS), ("perception", PERCEPTIONS))
_THAT: Final = ("that", "if", "whether")
_WORD: Final = re.compile(r"[\w']+")
_LONG: Final = 12  # words of a content from which it is seldom a mere thing


def signs_of(text: str, spans: RoleSpans, cue: Cue, type_: str, nested: bool) -> tuple[str, ...]:
    """The names of the signs that an attribution shows; its type is one, unless nothing is quoted."""
    found = [*_of_holder(text, spans), *_of_cue(text, spans, cue)]
    if nested:
        found.append("nested")
    form = _form(text, spans) if type_ == "indirect" else type_
    return (*found, form, *_together(cue, form))


def _of_holder(text: str, spans: RoleSpans) -> Iterator[str]:
    words = [word for span in spans.source for word in _words(span.of(text))]
    if not words:
        yield "unsourced"
    elif words[-1] in ANYBODY and len(words) == 1:
        yield "anybody"


def _of_cue(text: str, spans: RoleSpans, cue: Cue) -> Iterator[str]:
    words = {word for span in spans.cue for word in _words(span.of(text))}
    if cue.negated:
        yield "negated"
    if words & UNREALISED:
        yield "unrealised"
    if words & GLOSSES:
        yield "gloss"


def _together(cue: Cue, form: str) -> Iterator[str]:
    """What the cue does, by itself and with a content of this form: "other", "other thing", "act thing"."""
    put = "quoted" if form in ("direct", "mixed") else form
    kinds = [cue.kind or "cueless", *(name for name, words in _KINDS if cue.lemma in words)]
    for kind in kinds:
        yield from (kind, f"{kind} {put}")


def _form(text: str, spans: RoleSpans) -> str:
    """How a content is put: "that ..." or a question, "to ...", a clause without an opener, or a thing."""
    words = [word for span in spans.content for word in _words(span.of(text))]
    first = words[0] if words else ""
    if first in _THAT:
        return "that"
    if first in ASKING:
        return "question"
    if first == "to":
        return "infinitive"
    if any(word in FINITE or word.endswith("n't") for word in words):
        return "clause"
    return "thing" if len(words) < _LONG else "long thing"


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(straighten(text).lower())

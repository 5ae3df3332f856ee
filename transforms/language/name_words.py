"""The words by which English texts name people, organisations, titles and offices, in lower case.

These are words of the language, not facts about the world (those are in the reference table).
"""

from typing import Final

from transforms.language import lexica

MALE_TITLES: Final = lexica.words("language", "male_titles")
FEMALE_TITLES: Final = lexica.words("language", "female_titles")
TITLES: Final = MALE_TITLES | FEMALE_TITLES | lexica.words("language", "neutral_titles")

MALE_NOUNS: Final = lexica.words("language", "male_nouns")
FEMALE_NOUNS: Final = lexica.words("language", "female_nouns")
PERSON_NOUNS: Final = MALE_NOUNS | FEMALE_NOUNS | lexica.words("language", "neutral_nouns")
"""Heads that can take up any one person, whatever their office."""

OFFICES: Final = lexica.words("language", "offices")
"""Heads of noun phrases that say what one person is or does."""

TITLE_OFFICES: Final = lexica.values("language", "title_offices")
"""The offices that a short title stands for: who is called "Sen." is a senator and a lawmaker."""

OFFICE_MODIFIERS: Final = lexica.words("language", "office_modifiers")
"""Words that stand between an affiliation and the head of an office."""

ORGANISATION_WORDS: Final = lexica.words("language", "organisation_words")
"""A capitalised name that holds one of these is an organisation, not a person."""

PARTICLES: Final = lexica.words("language", "particles")
"""Particles inside the names of persons: "Jaap de Hoop Scheffer"."""

_BEFORE_OFFICES: Final = lexica.words("language", "before_offices")

DEFINITE: Final = lexica.words("language", "definite")
INDEFINITE: Final = lexica.words("language", "indefinite")


def is_office_word(lower: str | None) -> bool:
    """Whether a word in lower case is the head of an office, also in the plural or in a compound."""
    if not lower:
        return False
    head = lower.partition("-")
    if lower in OFFICES or (head[1] and (head[0] in OFFICES or head[0] in _BEFORE_OFFICES)):
        return True
    return lower.endswith("s") and lower[:-1] in OFFICES

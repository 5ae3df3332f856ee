"""The words by which English texts take up people and organisations without their names, in lower case."""

from collections.abc import Mapping
from typing import Final

from transforms.language import lexica

GENDERED_PRONOUNS: Final[Mapping[str, str]] = lexica.values("speakers", "gendered_pronouns")
"""The pronouns that take up one person, each with the gender that it shows."""

PLURAL_PRONOUNS: Final = lexica.words("speakers", "plural_pronouns")
NEUTER_PRONOUNS: Final = lexica.words("speakers", "neuter_pronouns")
FIRST_SINGULAR: Final = lexica.words("speakers", "first_singular")
FIRST_PLURAL: Final = lexica.words("speakers", "first_plural")
SECOND_PERSON: Final = lexica.words("speakers", "second_person")
RELATIVES: Final = lexica.words("speakers", "relatives")
PRONOUNS: Final = (
    frozenset(GENDERED_PRONOUNS)
    | PLURAL_PRONOUNS
    | NEUTER_PRONOUNS
    | FIRST_SINGULAR
    | FIRST_PLURAL
    | SECOND_PERSON
    | RELATIVES
)

ORGANISATION_NOUNS: Final = lexica.words("speakers", "organisation_nouns")
"""Heads by which a text takes up an organisation that it has named."""

GOVERNMENT_NOUNS: Final = lexica.words("speakers", "government_nouns")
"""After a state's name or adjective, these mean its government."""

SPOKESPEOPLE: Final = lexica.words("speakers", "spokespeople")

DOCUMENT_NOUNS: Final = lexica.words("speakers", "document_nouns")
"""Heads for texts, recordings and figures that are cited as a source."""

ANONYMOUS: Final = lexica.words("speakers", "anonymous_heads")
"""Heads that cite one person who is to stay unnamed."""

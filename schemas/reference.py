"""Contract of the reference table in raw/reference: names that the world gives states and bodies."""

import dataframely as dy

from schemas.vocabularies import SPEAKER_KINDS

LIST_SEPARATOR = "|"
"""Between the entries of a cell that holds several."""

BASES = (
    "state",
    "observer",
    "partly recognised",
    "part of a state",
    "former state",
    "body",
    "usage",
)
"""Where a row comes from; raw/reference/README.md says what each word stands for."""

GENDERS = ("female", "male", "either")


class ReferenceEntities(dy.Schema):
    """A state or body that speaks in the news, and the words that stand for it."""

    name = dy.String(primary_key=True, min_length=1, description="The name under which it is published")
    kind = dy.Enum(list(SPEAKER_KINDS), description="What it is")
    aliases = dy.String(nullable=True, description="Other names, each of which always means it")
    demonyms = dy.String(nullable=True, description="Adjectives and nouns for its people: Russian, Dane")
    seats = dy.String(nullable=True, description="Capital, palace or street that stands for its government")
    nouns = dy.String(nullable=True, description="Common nouns by which texts take it up: alliance, bloc")
    wikidata_id = dy.String(nullable=True, regex="^Q[1-9][0-9]*$", description="Wikidata item, where certain")
    basis = dy.Enum(list(BASES), description="Where the row comes from")


class ReferenceFirstNames(dy.Schema):
    """A first name and the gender of those who mostly bear it."""

    name = dy.String(primary_key=True, min_length=1, description="The name as written in English text")
    gender = dy.Enum(list(GENDERS), description="female, male, or either where it says too little")

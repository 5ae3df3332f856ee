"""What the dataset says of itself, wherever it is described: names, terms, authors, sentences."""

from dataclasses import dataclass

NAME = "parallax"
TITLE = "Parallax: who said what, according to whom"
DESCRIPTION = (
    "Attributions found in news articles: every quote (direct, indirect or mixed) with its cue and its "
    "speaker, each tied by character offsets to a text whose SHA-256 is published. The articles themselves "
    "are not included."
)
KEYWORDS = ("news", "quotations", "attribution", "reported speech", "media research", "fact-checking")
CONTRIBUTOR = "The Parallax contributors"


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms under which something is published: a short name, a full one, and where to read them."""

    name: str
    title: str
    path: str


DATA_LICENCE = Licence(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0 International",
    "https://creativecommons.org/licenses/by/4.0/",
)

DATA_TERMS = f"""\
Two kinds of content are in this release, under two terms.

1. The annotations
   Everything that the Parallax project made: ids, offsets, types, classes, confidences, links between
   rows, speakers as resolved, descriptions and reports. They are licensed under
   {DATA_LICENCE.title} ({DATA_LICENCE.name}):
   {DATA_LICENCE.path}
   You may use, share and change them, also commercially, if you name Parallax and the version of the data,
   and say what you changed.

2. The words of others
   Headlines, quotations, cues, mentions and other stretches of text taken from articles remain the property
   of their authors and publishers. They are reproduced, short and with their origin, for quotation, research
   and criticism. The licence above does not cover them and grants no right in them: whoever uses them
   must have a right to do so under the law that applies. The table `documents` names the origin, the outlet
   and the terms of every article.

The data come as they are, without warranty of any kind. Attributions were found by software: check a quote
against its article before you rely on it.
"""

"""Contract of the working table `raw_files`, which is never published."""

import dataframely as dy

from schemas.columns import LANGUAGE_PATTERN, ORIGIN_PATTERN, one_of, sha256
from schemas.vocabularies import REJECT_REASONS


class RawFiles(dy.Schema):
    """An article of an origin as it came, with what its origin says of it: a file, or a part of one."""

    origin = dy.String(primary_key=True, regex=ORIGIN_PATTERN, description="The folder under raw/")
    locator = dy.String(primary_key=True, min_length=1, description="Name of the article within its origin")
    data = dy.Binary(
        nullable=True,
        description="The file's bytes, or the article's; null where they are gone or were not had",
    )
    charset = dy.String(nullable=True, description="What its server called its encoding, where it did")
    media_type = dy.String(min_length=3, description="Media type, which decides who reads the file")
    sha256 = sha256("SHA-256 of these bytes; of none, where there are none")
    outlet = dy.String(nullable=True, description="Name of the outlet, where its origin shows one")
    licence = dy.String(nullable=True, description="SPDX id of the terms, where there is one")
    language = dy.String(nullable=True, regex=LANGUAGE_PATTERN, description="BCP 47 tag of the language")
    is_translation = dy.Bool(nullable=True, description="Whether the text is a translation, where known")
    translated_from = dy.String(nullable=True, regex=LANGUAGE_PATTERN, description="BCP 47 tag, if shown")
    retrieved_at = dy.String(nullable=True, description="ISO 8601 day or moment of fetching, where known")
    published_at = dy.String(nullable=True, description="ISO 8601 day or moment of publication, where known")
    headline = dy.String(
        nullable=True, description="Its headline, where a column states it; the text then begins with it"
    )
    url = dy.String(nullable=True, description="Address of the article, where known")
    byline = dy.String(nullable=True, description="Its authors, where its origin names them")
    section = dy.String(nullable=True, description="Its section, where its origin names one")
    reject_reason = one_of(
        REJECT_REASONS, "Why there is no article to read, where it was not had", nullable=True
    )
    reject_detail = dy.String(nullable=True, description="The same in words")
    taken_down = dy.String(nullable=True, description="What `rejects` says of it, where it was taken down")

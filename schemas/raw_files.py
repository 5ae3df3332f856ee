"""Contract of the working table `raw_files`, which is never published."""

import dataframely as dy

from schemas.columns import LANGUAGE_PATTERN, ORIGIN_PATTERN, sha256


class RawFiles(dy.Schema):
    """A file of an origin as it came, with what its manifest says of it."""

    origin = dy.String(primary_key=True, regex=ORIGIN_PATTERN, description="The folder under raw/")
    locator = dy.String(primary_key=True, min_length=1, description="Name of the article within its origin")
    data = dy.Binary(nullable=True, description="The file's bytes; null where it was taken down and is gone")
    media_type = dy.String(min_length=3, description="Media type, which decides who reads the file")
    sha256 = sha256("SHA-256 of the file's bytes")
    outlet = dy.String(nullable=True, description="Name of the outlet, where its origin shows one")
    licence = dy.String(nullable=True, description="SPDX id of the terms, where there is one")
    language = dy.String(nullable=True, regex=LANGUAGE_PATTERN, description="BCP 47 tag of the language")
    is_translation = dy.Bool(nullable=True, description="Whether the text is a translation, where known")
    translated_from = dy.String(nullable=True, regex=LANGUAGE_PATTERN, description="BCP 47 tag, if shown")
    retrieved_at = dy.String(nullable=True, description="ISO 8601 day or moment of fetching, where known")
    published_at = dy.String(nullable=True, description="ISO 8601 day or moment of publication, where known")
    taken_down = dy.String(nullable=True, description="What `rejects` says of it, where it was taken down")

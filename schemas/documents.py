"""Contract of the table `documents`."""

import dataframely as dy
import polars as pl

from schemas.columns import LANGUAGE_PATTERN, ORIGIN_PATTERN, UNIT_CODE_POINTS, identifier, sha256


class Documents(dy.Schema):
    """An article as one outlet published it."""

    document_id = identifier("doc", "Stable id: hash of origin and locator", primary_key=True)
    origin = dy.String(
        regex=ORIGIN_PATTERN, description="Where the raw text came from: the folder under raw/"
    )
    locator = dy.String(
        min_length=1, description="Name of the article within its origin: its URL or its path"
    )
    outlet = dy.String(
        nullable=True, description="Name of the outlet, where the page or its origin shows one"
    )
    url = dy.String(
        nullable=True, description="Address of the article, where it is known or the page states it"
    )
    byline = dy.String(
        nullable=True,
        description="Its authors, as the page's metadata or its origin name them; never guessed",
    )
    section = dy.String(
        nullable=True, description="Its section, as the page's metadata or its origin name it; never guessed"
    )
    headline = dy.String(nullable=True, description="Title of the article, where one was found")
    published_on = dy.Date(
        nullable=True, description="Day of publication, where known; never guessed", metadata={"unit": "date"}
    )
    published_at = dy.Datetime(
        nullable=True,
        time_unit="us",
        time_zone="UTC",
        description="Moment of publication, where known to the minute; never guessed",
        metadata={"unit": "UTC"},
    )
    retrieved_at = dy.Datetime(
        nullable=True,
        time_unit="us",
        time_zone="UTC",
        description="Moment at which the raw file was fetched, where known",
        metadata={"unit": "UTC"},
    )
    language = dy.String(
        nullable=True, regex=LANGUAGE_PATTERN, description="Language of the text as a BCP 47 tag"
    )
    is_translation = dy.Bool(
        nullable=True, description="Whether the text is a translation; null where the text does not show it"
    )
    translated_from = dy.String(
        nullable=True,
        regex=LANGUAGE_PATTERN,
        description="Language translated from as a BCP 47 tag, if shown",
    )
    media_type = dy.String(
        min_length=3, description="Media type of the raw file", metadata={"unit": "RFC 6838"}
    )
    encoding = dy.String(min_length=1, description="Character encoding the raw file was decoded with")
    raw_sha256 = sha256("SHA-256 of the raw file's bytes")
    text_sha256 = sha256("SHA-256 of the text, encoded as UTF-8, that all offsets point into")
    n_chars = dy.Int64(min=1, description="Length of the text", metadata={"unit": UNIT_CODE_POINTS})
    n_words = dy.Int64(
        min=0, description="Words in headline, standfirst and body", metadata={"unit": "words"}
    )
    duplicate_of = identifier(
        "doc",
        "The document whose text this one repeats (wire copy), if any",
        references="documents.document_id",
        nullable=True,
    )
    licence = dy.String(description="Terms of the raw text: an SPDX id, or 'third-party'")

    @dy.rule()
    def not_its_own_duplicate(cls) -> pl.Expr:
        """A document does not repeat itself."""
        return pl.col("duplicate_of").is_null() | (pl.col("duplicate_of") != pl.col("document_id"))

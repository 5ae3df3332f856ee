"""The contract of raw/<origin>/origin.toml: where articles come from, in what format, and on what terms.

A person writes it, or `parallax origin add`; as with a manifest, every error is one line that names the file,
the key and the remedy. What came from there lies beside it in snapshots (schemas/snapshots.py). TOML has no
null: a key that is left out is one that nobody stated.
"""

from __future__ import annotations

import tomllib
from types import MappingProxyType
from typing import Annotated, Final
from urllib.parse import urldefrag, urljoin, urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from schemas.columns import ORIGIN_PATTERN
from schemas.origins import Language, ManifestError, Strict, Text, as_model
from schemas.vocabularies import Vocabulary

INPUT_FORMATS: Final[Vocabulary] = MappingProxyType(
    {
        "files": "a text or web page a file, in a folder that may grow",
        "jsonl": "a JSON object a line, each an article",
        "csv": "a table as text, each row an article",
        "parquet": "a table, each row an article",
        "warc": "an archive of the web, plain or compressed: each page in it is an article",
        "feed": "an RSS or Atom feed, and the pages that it links to",
    }
)
"""What `format` may be, each with its meaning."""

TABLE_FORMATS: Final = frozenset(("jsonl", "csv", "parquet"))
"""The formats whose articles are rows with named columns."""

WEB_SCHEMES: Final = frozenset(("http", "https"))
CONTACT_PATTERN: Final = "^[!-~]( ?[!-~])*$"
"""Plain characters on one line, for it goes into the head of every request."""

SECONDS_A_DAY: Final = 86_400


def _input_format(value: str) -> str:
    if value not in INPUT_FORMATS:
        raise ValueError(f"must be one of {', '.join(INPUT_FORMATS)}")
    return value


Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]


class StatedOutlet(Strict):
    """Who published the articles; left out where the pages or a column say so."""

    name: Text | None = None
    about: Text | None = None
    homepage: Text | None = None


class StatedLicence(Strict):
    """On what terms the articles are kept; `name` is an SPDX id, where there is a licence to name."""

    name: Text | None = None
    text: Text
    redistributable: bool


class StatedText(Strict):
    """What is true of every article, unless a column or page says otherwise of one."""

    language: Language
    is_translation: bool | None = None
    translated_from: Language | None = None

    @model_validator(mode="after")
    def _translation_is_consistent(self) -> StatedText:
        if self.translated_from is not None and self.is_translation is not True:
            raise ValueError("translated_from names a language, so is_translation must be true")
        return self


class Columns(Strict):
    """Which column of a table says what; `id` or `url` names the article, else its row's number does."""

    text: Text | None = None
    html: Text | None = None
    id: Text | None = None
    url: Text | None = None
    headline: Text | None = None
    published_at: Text | None = None
    outlet: Text | None = None
    byline: Text | None = None
    section: Text | None = None
    language: Text | None = None

    @property
    def named(self) -> dict[str, str]:
        """Fact -> column, of those that are named."""
        return {fact: column for fact, column in self.model_dump().items() if column is not None}


class Fetching(Strict):
    """How politely an address is asked: whom to write to, how often, for how long pages are asked again."""

    contact: Annotated[str, StringConstraints(pattern=CONTACT_PATTERN)] | None = None
    seconds_between_requests: Annotated[float, Field(ge=0, le=SECONDS_A_DAY)] = 2.0
    revisit_days: Annotated[int, Field(ge=0, le=366)] = 7
    most_pages: Annotated[int, Field(ge=1)] = 500


class OriginFile(Strict):
    """One origin whose articles are brought in by `parallax fetch`.

    `hosts` are those whose pages count, with what is below them; all, where none is named.
    """

    origin: Annotated[str, StringConstraints(pattern=ORIGIN_PATTERN)]
    address: Annotated[Text, Field(alias="from")]
    format: Annotated[str, AfterValidator(_input_format)]
    outlet: StatedOutlet = StatedOutlet()
    licence: StatedLicence
    text: StatedText
    hosts: tuple[Host, ...] = ()
    columns: Columns = Columns()
    fetch: Fetching = Fetching()

    @property
    def on_the_web(self) -> bool:
        """Whether the articles come from an address, and not from a file or folder."""
        return is_address(self.address)

    @model_validator(mode="after")
    def _columns_fit_the_format(self) -> OriginFile:
        named = self.columns.named
        if self.format not in TABLE_FORMATS:
            if named:
                raise ValueError(f"columns are for tables, which {self.format} is not")
        elif ("text" in named) == ("html" in named):
            raise ValueError("columns must name the column of the text, as text or as html, and only one")
        return self

    @model_validator(mode="after")
    def _hosts_fit_the_format(self) -> OriginFile:
        if self.hosts and self.format != "warc":
            raise ValueError(f"hosts are for archives of the web (warc), which {self.format} is not")
        return self

    def wants(self, address: str | None) -> bool:
        """Whether a page at `address` is one of this origin's; one without an address always is."""
        if not self.hosts or address is None:
            return True
        host = (urlsplit(address).hostname or "").lower()
        return any(host == wanted or host.endswith(f".{wanted}") for wanted in self.hosts)

    @model_validator(mode="after")
    def _address_fits_the_format(self) -> OriginFile:
        if self.format == "feed" and not self.on_the_web:
            raise ValueError("a feed has an address, which begins with https:// or http://")
        if self.format == "files" and self.on_the_web:
            raise ValueError("files come from a folder; for pages on the web, give the address of a feed")
        if self.on_the_web and self.fetch.contact is None:
            raise ValueError(
                "fetch.contact must say how the people of the site reach you: an e-mail or web address"
            )
        return self


def is_address(value: str) -> bool:
    """Whether `value` is an address on the web, and not a path."""
    return urlsplit(value).scheme.lower() in WEB_SCHEMES


def linked(base: str, link: str) -> str:
    """The address to which `link` leads from a page at `base`, without the place on the page."""
    return urldefrag(urljoin(base, link)).url


def parse_origin_file(data: bytes, where: str) -> OriginFile:
    """The origin in `data`, or a ManifestError of one line; `where` is the file's name in messages."""
    try:
        content = tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise ManifestError(f"{where}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = " ".join(str(error).split())
        raise ManifestError(f"{where}: is not valid TOML ({told}); correct it there") from error
    return as_model(OriginFile, content, where)

"""From an origin's articles, with what it says of all of them, to rows of the working table `raw_files`."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import dataframely as dy

from schemas.origin_files import OriginFile
from schemas.origins import Manifest, RawDocument
from schemas.raw_files import RawFiles
from transforms.ids import document_id
from transforms.reading.raw_articles import RawArticle
from transforms.reading.takedowns import Takedowns
from transforms.rows import table_of

_NO_TAKEDOWNS: Takedowns = MappingProxyType({})


def raw_files(
    manifest: Manifest, files: Mapping[str, bytes], takedowns: Takedowns = _NO_TAKEDOWNS
) -> dy.DataFrame[RawFiles]:
    """One row a file that the manifest lists; `files` maps a document's path to its bytes.

    Those of a document that was taken down may be missing; what is there must have been verified against the
    manifest.
    """
    return table_of(RawFiles, (_listed(manifest, entry, files, takedowns) for entry in manifest.documents))


def fetched_files(
    origin: OriginFile, articles: Iterable[RawArticle], takedowns: Takedowns = _NO_TAKEDOWNS
) -> dy.DataFrame[RawFiles]:
    """One row an article of an origin that has an origin.toml; what is stated of one goes before the rest."""
    return table_of(RawFiles, (_fetched(origin, article, takedowns) for article in articles))


def _listed(
    manifest: Manifest, entry: RawDocument, files: Mapping[str, bytes], takedowns: Takedowns
) -> dict[str, object]:
    takedown = takedowns.get(document_id(manifest.origin, entry.locator))
    return {
        "origin": manifest.origin,
        "locator": entry.locator,
        "data": files.get(entry.path) if takedown else files[entry.path],
        "charset": None,
        "media_type": entry.media_type,
        "sha256": entry.sha256,
        "outlet": manifest.outlet.name,
        "licence": manifest.licence.name,
        "language": entry.language,
        "is_translation": entry.is_translation,
        "translated_from": entry.translated_from,
        "retrieved_at": entry.retrieved_at,
        "published_at": entry.published_at,
        "headline": None,
        "url": None,
        "byline": None,
        "section": None,
        "reject_reason": None,
        "reject_detail": None,
        "taken_down": takedown.detail if takedown else None,
    }


def _fetched(origin: OriginFile, article: RawArticle, takedowns: Takedowns) -> dict[str, object]:
    takedown = takedowns.get(document_id(origin.origin, article.locator))
    return {
        "origin": origin.origin,
        "locator": article.locator,
        "data": article.data,
        "charset": article.charset,
        "media_type": article.media_type,
        "sha256": article.sha256,
        "outlet": article.outlet or origin.outlet.name,
        "licence": origin.licence.name,
        "language": article.language or origin.text.language,
        "is_translation": origin.text.is_translation,
        "translated_from": origin.text.translated_from,
        "retrieved_at": article.retrieved_at,
        "published_at": article.published_at,
        "headline": article.headline,
        "url": article.url,
        "byline": article.byline,
        "section": article.section,
        "reject_reason": article.reason,
        "reject_detail": article.detail,
        "taken_down": takedown.detail if takedown else None,
    }

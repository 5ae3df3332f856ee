"""From an origin's manifest and bytes to rows of the working table `raw_files`."""

from collections.abc import Mapping
from types import MappingProxyType

import dataframely as dy

from schemas.origins import Manifest, RawDocument
from schemas.raw_files import RawFiles
from transforms.ids import document_id
from transforms.reading.takedowns import Takedowns
from transforms.rows import table_of


def raw_files(
    manifest: Manifest, files: Mapping[str, bytes], takedowns: Takedowns = MappingProxyType({})
) -> dy.DataFrame[RawFiles]:
    """One row a file that the manifest lists; `files` maps a document's path to its bytes.

    Those of a document that was taken down may be missing; what is there must have been verified against the
    manifest.
    """
    return table_of(RawFiles, (_row(manifest, entry, files, takedowns) for entry in manifest.documents))


def _row(
    manifest: Manifest, entry: RawDocument, files: Mapping[str, bytes], takedowns: Takedowns
) -> dict[str, object]:
    takedown = takedowns.get(document_id(manifest.origin, entry.locator))
    return {
        "origin": manifest.origin,
        "locator": entry.locator,
        "data": files.get(entry.path) if takedown else files[entry.path],
        "media_type": entry.media_type,
        "sha256": entry.sha256,
        "outlet": manifest.outlet.name,
        "licence": manifest.licence.name,
        "language": entry.language,
        "is_translation": entry.is_translation,
        "translated_from": entry.translated_from,
        "retrieved_at": entry.retrieved_at,
        "published_at": entry.published_at,
        "taken_down": takedown.detail if takedown else None,
    }

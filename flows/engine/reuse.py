"""What a build need not find again: documents and stories of which earlier builds kept what they found.

A document is known by its text, its row and its zones; a group of stories by every row of its documents; both
together with the code, the models, the word lists and the libraries (flows/store/fingerprint.py). What was
rejected is never kept: it is tried anew. Tables are the same bytes whatever was known.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from flows.settings import Settings
from flows.store import files as storage
from flows.store import keys, upkeep
from flows.store.cache import CACHE, Cache
from flows.store.fingerprint import fingerprint
from transforms.results import StageResult
from transforms.tables import Tables

DOCUMENTS: Final = "documents"
STORIES: Final = "stories"
"""The kinds of results that are kept."""


@dataclass(frozen=True, slots=True)
class Known:
    """The cache as one build uses it.

    `keys` are those of the build's documents, by id; `found` those of them under which something was kept
    when it began. Where `fresh`, nothing that was kept is used.
    """

    folder: Path
    fingerprint: str
    keys: Mapping[str, str] = field(default_factory=dict)
    found: frozenset[str] = frozenset()
    fresh: bool = False

    @property
    def new(self) -> list[str]:
        """The documents of which nothing is known, in order."""
        return [document for document, key in self.keys.items() if key not in self.found]

    def documents(self, without: Collection[str] = ()) -> StageResult:
        """What is known of the build's documents, but for the tables named in `without`."""
        return Cache(self.folder).load(self.found, without)

    def keep(self, result: StageResult, documents: Iterable[str]) -> None:
        """Keep what was found in some documents, but for those of which something was rejected."""
        kept = keys.documents_without_failure(result, list(documents))
        Cache(self.folder).add_by_document(DOCUMENTS, result, {key: self.keys[key] for key in kept})

    def stories(self) -> frozenset[str]:
        """The keys of all groups of stories that are kept, whole."""
        packs = () if self.fresh else Cache(self.folder).packs
        return frozenset(key for pack in packs if pack.kind == STORIES and pack.is_whole for key in pack.keys)

    def note(self, stories: Collection[str]) -> None:
        """Note what this build used: its documents and groups of `stories`; what no newer one did goes."""
        upkeep.note_build(Cache(self.folder), [*self.keys.values(), *sorted(stories)])


def known_of(parts: Iterable[Tables], hashes: Mapping[str, str], settings: Settings) -> Known:
    """What the cache of the work folder has of some documents; `hashes` are those of models and lists.

    Of the parts in which the documents come, one is held at a time.
    """
    folder, decides = settings.work / CACHE, fingerprint(hashes)
    of_documents: dict[str, str] = {}
    for tables in parts:
        of_documents |= keys.keys_of_documents(tables, decides)
    found = frozenset[str]() if settings.fresh else Cache(folder).found(of_documents.values())
    return Known(folder, decides, of_documents, found, settings.fresh)


def keep_all(folders: Sequence[Path], known: Known) -> None:
    """Keep what was found in the analysed documents of some stage results on disk."""
    for folder in folders:
        result = storage.load(folder)
        known.keep(result, result.tables.analyses.get_column("document_id"))

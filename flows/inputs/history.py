"""What outlets changed in articles that they had published: each version beside the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.inputs.fetched import read_origin_file, versions
from flows.inputs.snapshots import snapshots
from transforms.reading.raw_articles import RawArticle
from transforms.reading.revisions import Edit, edits, same_article, text_of


@dataclass(frozen=True, slots=True)
class Revision:
    """An article that was changed, between the snapshots of two days."""

    locator: str
    before: str
    after: str
    edits: tuple[Edit, ...]


def revisions(folder: Path) -> Iterator[Revision]:
    """Every change of an article of the origin in `folder`, in the order of its snapshots. ManifestError."""
    origin = read_origin_file(folder)
    known: dict[str, tuple[str, RawArticle]] = {}
    for taken in snapshots(folder):
        for article in versions(taken, origin, {}):
            if article.data is None:
                continue
            if article.locator in known and not same_article(known[article.locator][1], article):
                before, old = known[article.locator]
                changed = tuple(edits(text_of(old), text_of(article)))
                yield Revision(article.locator, before, taken.folder.name, changed)
            known[article.locator] = (taken.folder.name, article)

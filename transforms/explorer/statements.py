"""Statements as pages show them: a cell for each article, with the words in which it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from transforms.explorer import addresses
from transforms.explorer.material import Material
from transforms.explorer.records import Article, Quote, Report, Statement
from transforms.explorer.rendering import page
from transforms.explorer.wording import Piece, marked

_ABSENT: Final = "not_reported"
_UNDECIDED: Final = "undecided"


class Cell(NamedTuple):
    """How one article has a statement: `pieces` are its words; none where it does not report it.

    `report` is None where `coverage` has no row: whether the article reports it is open.
    """

    article: Article
    report: Report | None
    pieces: tuple[Piece, ...]
    quote: Quote | None

    @property
    def how(self) -> str:
        """How it is reported, one of COVERAGES or "undecided"."""
        return self.report.how if self.report else _UNDECIDED


class Row(NamedTuple):
    """A statement across the articles of its story."""

    statement: Statement
    speaker: str | None
    n_outlets: int
    cells: tuple[Cell, ...]

    @property
    def absent(self) -> list[Cell]:
        """The articles that do not report it."""
        return [cell for cell in self.cells if cell.how == _ABSENT]

    @property
    def undecided(self) -> list[Cell]:
        """The articles in which it was not found, and of which nobody says that they leave it out."""
        return [cell for cell in self.cells if cell.how == _UNDECIDED]

    @property
    def present(self) -> list[Cell]:
        """The articles that report it."""
        return [cell for cell in self.cells if cell.how not in (_ABSENT, _UNDECIDED)]


def row(statement: Statement, documents: Sequence[str], material: Material) -> Row:
    """A statement with a cell for each of the documents, in their order."""
    reports = {report.document_id: report for report in material.reports[statement.statement_id]}
    cells = tuple(_cell(reports.get(document), document, reports, material) for document in documents)
    speaker = material.speakers.get(statement.speaker_id or "")
    return Row(
        statement, speaker.name if speaker else None, material.n_outlets(statement.statement_id), cells
    )


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """A page for each statement that two outlets or more have."""
    for statement in material.statements.values():
        documents = material.documents_of_story.get(statement.story_id, [])
        yield page(
            "statement",
            addresses.of(statement.statement_id),
            material.version,
            row=row(statement, documents, material),
            story=material.stories[statement.story_id],
            differences=[
                values
                for values in material.differences_of_story.get(statement.story_id, ())
                if values[0].statement_id == statement.statement_id
            ],
        )


def _cell(report: Report | None, document: str, reports: dict[str, Report], material: Material) -> Cell:
    others = [other.words for key, other in reports.items() if key != document and other.words]
    words = report.words if report else None
    quote = material.quotes.get(report.quote_id or "") if report else None
    return Cell(material.articles[document], report, tuple(marked(words, others)) if words else (), quote)

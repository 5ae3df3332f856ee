"""A story page: its articles as columns, its statements as rows, and below where the articles differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from transforms.explorer import addresses, charts
from transforms.explorer.charts import Bar
from transforms.explorer.differences import points
from transforms.explorer.material import Material
from transforms.explorer.records import Article, Story
from transforms.explorer.rendering import page
from transforms.explorer.statements import Row, row


class Column(NamedTuple):
    """An article of a story: how its shared statements stand in it, and how many only it has."""

    article: Article
    ways: Bar
    alone: int


def listed(material: Material) -> Iterator[tuple[str, bytes]]:
    """The list of stories."""
    yield page("stories", addresses.STORIES, material.version, stories=summaries(material))


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """A page for each story."""
    for story in material.stories.values():
        yield _page(story, material)


class Summary(NamedTuple):
    """A story in a list; `differences` and `conflicts` count those that are worth a look."""

    story: Story
    outlets: tuple[str, ...]
    statements: int
    differences: int
    conflicts: int


def summaries(material: Material) -> list[Summary]:
    """Every story: those with most articles first."""
    shown = material.heads.filter("shown_first")
    statements, differences, conflicts = (
        Counter(rows.get_column("story_id"))
        for rows in (material.shared, shown, shown.filter(verdict="conflict"))
    )
    return [
        Summary(
            story,
            tuple(
                dict.fromkeys(
                    material.articles[one].name for one in material.documents_of_story.get(story.story_id, ())
                )
            ),
            statements[story.story_id],
            differences[story.story_id],
            conflicts[story.story_id],
        )
        for story in material.stories.values()
    ]


def _page(story: Story, material: Material) -> tuple[str, bytes]:
    documents = material.documents_of_story.get(story.story_id, [])
    shared = material.statements_of_story.get(story.story_id, [])
    rows = [row(statement, documents, material) for statement in shared]
    found = points(material.differences_of_story.get(story.story_id, ()), material)
    columns = [_column(place, document, rows, material) for place, document in enumerate(documents)]
    return page(
        "story",
        addresses.of(story.story_id),
        material.version,
        story=story,
        columns=columns,
        kinds=charts.kinds(column.ways for column in columns),
        rows=rows,
        points=found,
    )


def _column(place: int, document: str, rows: list[Row], material: Material) -> Column:
    article = material.articles[document]
    ways = charts.by_way(article.name, (cell.report for one in rows if (cell := one.cells[place]).report))
    quotes = material.quotes_of_document.get(document, ())
    return Column(article, ways, sum(quote.n_outlets == 1 and not quote.is_nested for quote in quotes))

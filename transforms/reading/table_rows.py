"""From a row with named columns to the article that it holds."""

from collections.abc import Mapping

from schemas.origin_files import Columns
from transforms.ids import normalise
from transforms.reading.raw_articles import RawArticle, language_tag, line, moment, unreadable


def article_of(row: Mapping[str, object], place: str, columns: Columns) -> RawArticle:
    """The article in `row`, which stands at `place`; one that is malformed where there is no text.

    Its locator is what the column of `id` says, else that of `url`, else its place. A headline of its own
    stands above the text, as a page prints it, unless the text begins with it.
    """
    named = {fact: row.get(column) for fact, column in columns.named.items()}
    body = named.get("text") if columns.html is None else named.get("html")
    if not isinstance(body, str) or not body.strip():
        return unreadable(place, "malformed", f"{place}: {_no_text(row, columns)}")
    url = line(named.get("url"))
    headline = line(named.get("headline")) if columns.html is None else None
    return RawArticle(
        locator=line(named.get("id")) or url or place,
        place=place,
        data=_bytes(with_headline(body, headline)),
        media_type="text/plain" if columns.html is None else "text/html",
        charset="utf-8",
        headline=headline,
        url=url,
        outlet=line(named.get("outlet")),
        byline=line(named.get("byline")),
        section=line(named.get("section")),
        language=language_tag(named.get("language")),
        published_at=moment(named.get("published_at")),
    )


def _bytes(text: str) -> bytes:
    # Half a character, which JSON can hold, is told of when the text is read.
    return text.encode("utf-8", "surrogatepass")


def with_headline(text: str, headline: str | None) -> str:
    """`text` under its headline, as a page prints it, unless it begins with it."""
    if headline is None or normalise(text[: 2 * len(headline) + 8]).startswith(normalise(headline)):
        return text
    return f"{headline}\n\n{text}"


def _no_text(row: Mapping[str, object], columns: Columns) -> str:
    column = columns.html or columns.text or ""
    if column not in row:
        there = ", ".join(sorted(map(str, row))[:6]) or "none"
        return f"there is no {column!r} among its columns: {there}"
    value = row[column]
    return f"{column!r} is empty" if value is None or value == "" else f"{column!r} holds no text"

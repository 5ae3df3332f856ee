"""Where each page lies below report/: made of ids, so that an address stays while the thing has its id."""

from typing import Final

START: Final = "index.html"
STORIES: Final = "stories.html"
DIFFERENCES: Final = "differences.html"
QUOTES: Final = "quotes.html"
SPEAKERS: Final = "speakers.html"
ARTICLES: Final = "articles.html"
READING: Final = "reading.html"
QUALITY: Final = "../quality/report.html"
STYLE: Final = "style.css"
SEARCH: Final = "search.js"
NAMES: Final = "data/names.js"

_FOLDERS: Final = {
    "sto": "story",
    "sta": "statement",
    "dis": "difference",
    "spk": "speaker",
    "doc": "article",
}


def of(identifier: str) -> str:
    """The page of a story, statement, discrepancy, speaker or document."""
    return f"{_FOLDERS[identifier[:3]]}/{identifier}.html"


def of_quote(quote_id: str, document_id: str) -> str:
    """The place of a quote on its document's page."""
    return f"{of(document_id)}#{quote_id}"


def shard(number: int) -> str:
    """The file with the `number`-th part of the quotes, from 1."""
    return f"data/quotes-{number}.js"


def root(path: str) -> str:
    """How a page at `path` names the folder of the explorer."""
    return "../" * path.count("/")

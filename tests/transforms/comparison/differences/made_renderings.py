"""Made-up renderings of statements, each in a document of its own words."""

from tests.resources import analysed
from transforms.comparison.differences.quote_renderings import Rendering


def said(  # noqa: PLR0917
    document: str,
    text: str,
    speaker: str | None = "spk",
    kind: str = "direct",
    named: str | None = None,
    statement: str = "sta",
) -> Rendering:
    """A whole text as the rendering of a statement; `named`: the surname that its source has."""
    name = named and named.title()
    return Rendering(document, analysed(text), 0, len(text), statement, speaker, kind, named, name)

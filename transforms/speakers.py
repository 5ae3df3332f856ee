"""Speakers by surface name: the capitalised name in a source mention stands for the entity.

This is the plain first step: "NATO Secretary General Jens Stoltenberg" and "Stoltenberg" are two
speakers, and "he" is none. Null where a mention shows no name.
"""

import re
from collections.abc import Iterable

import polars as pl

from schemas.package import table
from transforms.ids import speaker_id

SURFACE_CONFIDENCE = 0.5
"""What a name taken from the mention alone is worth, until speakers are resolved."""

_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*)*")
_LOWER_CASE_LINKS = frozenset(("of", "the", "de", "la", "van", "von", "der", "al", "bin", "and", "for"))
_NO_NAME = frozenset(("he", "she", "it", "they", "we", "i", "you", "who", "the", "a", "an", "this", "that"))


def surface_name(source: str | None) -> str | None:
    """The longest run of capitalised words in a source mention, without a leading article; None if none."""
    runs = [_capitalised(match.group()) for match in _NAME.finditer(source or "")]
    return max((run for group in runs for run in group), key=len, default=None)


def _capitalised(words: str) -> list[str]:
    runs: list[list[str]] = [[]]
    for word in words.split():
        if (word[0].isupper() and word.casefold() not in _NO_NAME) or (
            runs[-1] and word in _LOWER_CASE_LINKS
        ):
            runs[-1].append(word)
        else:
            runs.append([])
    return [" ".join(_without_trailing_links(run)) for run in runs if run]


def _without_trailing_links(run: list[str]) -> list[str]:
    while run and run[-1] in _LOWER_CASE_LINKS:
        run = run[:-1]
    return [word.removesuffix("'s").removesuffix("’s") for word in run]


def rows(sources: Iterable[str | None]) -> pl.DataFrame:
    """The table `speakers`: one row for each different name among `sources`."""
    names = {speaker_id(name): name for name in sorted({n for n in map(surface_name, sources) if n})}
    made = [{"speaker_id": key, "name": name} for key, name in names.items()]
    return pl.DataFrame(made, schema=table("speakers").polars_schema)


def assign(quotes: pl.DataFrame) -> pl.DataFrame:
    """`quotes` with `speaker_id` and `speaker_confidence` taken from the name in `source`."""
    names = [surface_name(source) for source in quotes.get_column("source")]
    keys = pl.Series("speaker_id", [speaker_id(name) if name else None for name in names], pl.String)
    confidence = pl.when(keys.is_not_null()).then(SURFACE_CONFIDENCE).alias("speaker_confidence")
    return quotes.with_columns(keys).with_columns(confidence)

"""Names that look like one that is read, but are not it: whoever gave one expects the file to count."""

import unicodedata
from typing import Final

from rapidfuzz.distance import OSA

MANIFEST: Final = "manifest.json"
ORIGIN_FILE: Final = "origin.toml"
TAKEDOWNS: Final = "takedowns.json"
EXPECTED_ROWS: Final = "expected_rows.json"
READ_ME: Final = "README.md"

_READ: Final = (TAKEDOWNS, EXPECTED_ROWS, MANIFEST)
# Of words of eight letters and more, two slips of the hand leave nothing that is another word of the trade.
_MAX_EDITS: Final = 2


def meant(name: str) -> str | None:
    """The file that is read which somebody who wrote `name` most likely meant; None where it is like none.

    Letter case, suffixes, dots in front, numbers, separators and two edits more or less make no difference,
    nor do words around it: `.Takedowns.json.swp`, `take-down (2).txt` and `old manifest` are all like one.
    """
    parts = [_letters(part) for part in name.split(".")]
    return next(
        (read for read in _READ if any(_alike(part, _letters(read[: -len(".json")])) for part in parts)), None
    )


def hidden(name: str) -> bool:
    """Whether a name is one that folders do not show."""
    return name.startswith(".")


def _alike(part: str, word: str) -> bool:
    return word.removesuffix("s") in part or OSA.distance(part, word, score_cutoff=_MAX_EDITS) <= _MAX_EDITS


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalpha())

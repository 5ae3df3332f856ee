"""Which column of a table holds what, by its name: a proposal, which a person reads in origin.toml."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from transforms.language import lexica

_FACTS: Final[Mapping[str, str]] = lexica.values("reading", "column_names")
_SEPARATORS: Final = re.compile(r"[\s_.-]+")


def guessed_columns(names: Sequence[str]) -> dict[str, str]:
    """Fact -> column, for those of `names` that say what they hold; of several the one of the plainest name.

    Where there is a column of the text, none of HTML is proposed.
    """
    plain = {_SEPARATORS.sub("", name).casefold(): name for name in reversed(names)}
    found: dict[str, str] = {}
    for known, fact in _FACTS.items():
        if known in plain:
            found.setdefault(fact, plain[known])
    if "text" in found:
        found.pop("html", None)
    return found

"""The tokens of a text, in a time that grows with the text, whatever it holds.

spaCy's tokeniser looks once more at all that is left of a run without white space for each mark that it takes
off it: sixteen thousand brackets in a row take it twenty seconds. No word and no address of a news text is as
long as a run that is cut here; offsets stay, for nothing is put in or left out.
"""

import re
from collections.abc import Iterator
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

LONGEST_RUN: Final = 300
"""A run of so many characters without white space is given to the tokeniser whole."""

_PIECE: Final = 100
_LONG_RUN: Final = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


def tokenised(nlp: Language, text: str) -> Doc:
    """`text` as tokens; those of a longer run end where its pieces end, too."""
    pieces = list(_pieces(text))
    if len(pieces) == 1:
        return nlp.make_doc(text)
    return Doc.from_docs([nlp.make_doc(piece) for piece in pieces], ensure_whitespace=False) or Doc(nlp.vocab)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that together are all of it, cut only inside long runs."""
    at = 0
    for run in _LONG_RUN.finditer(text):
        for cut in range(run.start() + _PIECE, run.end(), _PIECE):
            yield text[at:cut]
            at = cut
    yield text[at:]

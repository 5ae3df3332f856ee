"""What a reporting word does: its lemma, and the class of that lemma.

Not a list to find attributions with (the hundred commonest cues cover half of them): the tagger finds
the cue, this only names it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from schemas.vocabularies import CUE_CLASSES
from transforms.language import lexica
from transforms.language.lemmas import Lemmatiser

OTHER: Final = "other"
"""The class of a cue that no list knows."""

NEUTRAL: Final = "neutral"
"""The class of a cue that reports without colouring, such as a colon."""

CLASS_OF_LEMMA: Final[Mapping[str, str]] = MappingProxyType(
    {
        lemma: kind
        for kind in CUE_CLASSES
        if kind != OTHER
        for lemma in lexica.words("attribution", f"{kind}_cues")
    }
)
CLASS_OF_PHRASE: Final[Mapping[str, str]] = lexica.values("attribution", "phrasal_cues")
CLASS_BEFORE: Final[Mapping[str, str]] = lexica.values("attribution", "completed_cues")
"""The class of a lemma before a content that starts with a certain word."""

FUNCTION_WORDS: Final = lexica.words("attribution", "function_words")
"""Words of a cue that never name it, and that have no other form."""
_LEMMA_OF_FORM: Final[Mapping[str, str]] = lexica.values("attribution", "lemma_exceptions")
_OF_CUES: Final = ("VERB", "NOUN")
_EVERY_CLASS: Final = (*_OF_CUES, "ADV", "ADJ")


def lemma_of(word: str, lemmatise: Lemmatiser) -> str:
    """The lemma of a word as it stands in a cue, in lower case and without a possessive or clitic 's.

    Of all that it may be a form of, what the lists know goes first ("hoping": "hope", not "hop"), and before
    that the word as it stands ("concerned", "feeling").
    """
    form = word.lower().removesuffix("'s") or "'s"
    if form in FUNCTION_WORDS:
        return form
    if form in _LEMMA_OF_FORM:
        return _LEMMA_OF_FORM[form]
    candidates = (form, *(lemma for each in _OF_CUES for lemma in lemmatise(form, each)))
    known = (lemma for lemma in candidates if lemma in CLASS_OF_LEMMA)
    return next(known, None) or lemmatise(form, *_EVERY_CLASS)[0]

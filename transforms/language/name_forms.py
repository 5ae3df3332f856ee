"""Whether two names can be one person's or one body's, however they are spelt.

Spelling: names that went through another script come back as "Gruschko" or "Grushko"; `fold` writes the
sounds of the usual romanisations one way. No string distance: "Bush" and "Busch" may be one, "Rice" and
"Price" are not.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import PARTICLES, TITLES

_SUFFIXES: Final = lexica.words("language", "name_suffixes")

# In this order: longer spellings first. Each pair is one sound and its plainest spelling.
_SOUNDS: Final = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[^a-z]", ""),
        (r"schtsch|shch|chtch|szcz|stsch", "sh"),
        (r"tsch|tch|cz|č", "ch"),
        (r"sch|sz|š", "sh"),
        (r"dsch|dzh|dj", "j"),
        (r"zh|ž", "z"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck", "k"),
        (r"x", "ks"),
        (r"q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"^(?:ye|je|ie)", "e"),
        (r"(?:iy|yy|ij|yj|ii|y|j)$", "i"),
        (r"ff$", "v"),
        (r"[yj]", "i"),
        (r"ai|ei", "ei"),
        (r"ie|ee|ii", "i"),
        (r"(.)\1+", r"\1"),
        (r"tz|ts", "ts"),
        (r"o(?=v$)", "e"),
    )
)

_NICKNAME: Final = re.compile(r"[\"“”‘(][^\"“”’)]*[\"“”’)]")

_SHORT_FORMS: Final = tuple(
    frozenset((name, *forms.split())) for name, forms in lexica.values("language", "first_name_forms").items()
)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One spelling for the usual romanisations of a name; letters a-z only, empty where it has none."""
    plain = unicodedata.normalize(
        "NFKD", word.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    folded = (
        "".join(ch for ch in plain if not unicodedata.combining(ch)) if plain.isascii() is False else plain
    )
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded or word.casefold()


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles, suffixes and a nickname in quotation marks."""
    plain = _NICKNAME.sub(" ", name)
    found = [word.strip(".,'’") for word in plain.split()]
    kept = [word for word in found if word and word.lower() not in TITLES | _SUFFIXES]
    return tuple(kept or found)


def shown(name: str) -> str:
    """A person's name as it is published: without titles before it and what stands in quotation marks."""
    words = _NICKNAME.sub(" ", name).split()
    while len(words) > 1 and words[0].lower().strip(".") in TITLES:
        words = words[1:]
    return " ".join(words).strip(" ,'’")


def surname(name: str) -> str:
    """The last word of a person's name, with the particles before it: "de Hoop Scheffer" gives "Scheffer"."""
    return parts(name)[-1] if parts(name) else name


def same_word(left: str, right: str) -> bool:
    """Whether two words of names are spellings of one."""
    if left.casefold() == right.casefold():
        return True
    return fold(left) == fold(right)


def nearly_same_word(left: str, right: str) -> bool:
    """Whether two words differ by at most one letter after `fold`: a slip, if all else agrees."""
    one, other = fold(left), fold(right)
    if min(len(one), len(other)) < 5:
        return one == other
    return _distance_at_most_one(one, other)


def _distance_at_most_one(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one[0] != other[0]:
        return False
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[first + (len(one) == len(other)) :] == other[first + 1 :]


def _same_first(left: str, right: str) -> bool:
    one, other = left.rstrip(".").casefold(), right.rstrip(".").casefold()
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return same_word(left, right) or any(one in group and other in group for group in _SHORT_FORMS)


def same_person(left: str, right: str) -> bool:
    """Whether two names of at least a surname each can be one person's.

    A surname alone fits every first name; two full names fit where surnames and first names do. Middle
    names count only where both have one. Symmetric, but not transitive: "Clinton" fits two people.
    """
    one, other = _without_particles(left), _without_particles(right)
    if not one or not other:
        return False
    if not same_word(one[-1], other[-1]):
        return _slip(one, other) or _double_surname(one, other)
    if len(one) == 1 or len(other) == 1:
        return True
    if not _same_first(one[0], other[0]):
        return False
    middle = list(zip(one[1:-1], other[1:-1], strict=False))
    return all(_same_first(a, b) for a, b in middle) if len(one) == len(other) else True


def keys(name: str) -> frozenset[tuple[str, ...]]:
    """By what names that can be one person's are found: any two of which `same_person` is true share a key.

    The surname; for two surnames the first two words; for a slip the first word with the surname's initial
    and length, and the length after it.
    """
    words = [fold(word) for word in _without_particles(name)]
    if not words:
        return frozenset()
    slips = {(words[0], words[-1][0], str(len(words[-1]) + more)) for more in (0, 1)}
    return frozenset({(words[-1],), tuple(words[:2])} | slips)


def _slip(one: Sequence[str], other: Sequence[str]) -> bool:
    """A slip in the surname is believed where the first names, written out, are the same."""
    if len(one) < 2 or len(other) < 2 or len(one[0].rstrip(".")) < 3:
        return False
    return same_word(one[0], other[0]) and nearly_same_word(one[-1], other[-1])


def _double_surname(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "'Sherlock' can be short for "Sherlock Smith", and "Hoop Scheffer" for "Jaap de Hoop Scheffer"."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(long) < 3:
        return False
    return all(same_word(a, b) for a, b in zip(short, long, strict=False))


def _without_particles(name: str) -> tuple[str, ...]:
    return tuple(word for word in parts(name) if word.lower() not in PARTICLES) or parts(name)

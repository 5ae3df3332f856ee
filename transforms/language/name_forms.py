"""Whether two names can be one person's or one body's, however they are spelt.

Spelling: names that went through another script come back as "Gruschko" or "Grushko"; `fold` writes the
sounds of the usual romanisations one way. Sounds, not string distance: "Bush" and "Busch" may be one, "Rice"
and "Price" are not.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

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

_SHORTEST_WITH_TYPO: Final = 5
"""In words with fewer letters, another letter makes another name."""

_LETTERS_A_SLIP: Final = 4
"""Letters of a word, as it is written, for each that may differ."""

_NICKNAME: Final = re.compile(r"[\"“”‘(][^\"“”’)]*[\"“”’)]")

_FIRST_NAME_FORMS: Final = tuple(
    frozenset((name, *forms.split())) for name, forms in lexica.values("language", "first_name_forms").items()
)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One spelling for the usual romanisations of a name; letters a-z only, empty where it has none."""
    plain = unicodedata.normalize(
        "NFKD", word.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    folded = "".join(ch for ch in plain if not unicodedata.combining(ch))
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded or word.casefold()


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles before it, suffixes and a nickname in quotation marks."""
    found = [word for each in _NICKNAME.sub(" ", name).split() if (word := each.strip(".,'’"))]
    first, last = 0, len(found)
    while last - first > 1 and found[first].lower() in TITLES:
        first += 1
    # The King of Peter King is a surname.
    while last - first > 1 and found[last - 1].lower() in _SUFFIXES:
        last -= 1
    return tuple(found[first:last])


def display_name(name: str) -> str:
    """A person's name as it is published: without titles before it and what stands in quotation marks."""
    words = _NICKNAME.sub(" ", name).split()
    while len(words) > 1 and words[0].lower().strip(".") in TITLES:
        words = words[1:]
    return " ".join(words).strip(" ,'’")


def surname(name: str) -> str:
    """The last word of a person's name: "de Hoop Scheffer" gives "Scheffer"."""
    return parts(name)[-1] if parts(name) else name


def same_word(left: str, right: str) -> bool:
    """Whether two words of names are spellings of one."""
    if left.casefold() == right.casefold():
        return True
    return fold(left) == fold(right)


def nearly_same_word(left: str, right: str) -> bool:
    """Whether two words differ by one letter after `fold`, not the first: a typo, if all else agrees.

    Written out they differ by no more than a quarter, too: `fold` brings Murphy and Murray near each other.
    """
    one, other = fold(left), fold(right)
    if min(len(one), len(other)) < _SHORTEST_WITH_TYPO:
        return one == other
    as_written = OSA.distance(left.casefold(), right.casefold()) <= len(left) // _LETTERS_A_SLIP
    return one[0] == other[0] and as_written and Levenshtein.distance(one, other, score_cutoff=1) <= 1


@lru_cache(maxsize=65536)
def first_name_groups(word: str) -> tuple[int, ...]:
    """Numbers of the groups of first names, short and long, that a word is in: "Chuck" is in Charles'."""
    lower = word.rstrip(".").casefold()
    return tuple(number for number, group in enumerate(_FIRST_NAME_FORMS) if lower in group)


def _same_first(left: str, right: str) -> bool:
    one, other = left.rstrip(".").casefold(), right.rstrip(".").casefold()
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return same_word(left, right) or any(one in group and other in group for group in _FIRST_NAME_FORMS)


def same_person(left: str, right: str) -> bool:
    """Whether two names of at least a surname each can be one person's.

    A surname alone fits every first name; two full names fit where surnames and first names do. Middle
    names count only where both have one. Symmetric, but not transitive: "Clinton" fits two people.
    """
    one, other = _without_particles(left), _without_particles(right)
    if not one or not other:
        return False
    if not same_word(one[-1], other[-1]):
        return _typo_in_surname(one, other) or _double_surname(one, other)
    return len(one) == 1 or len(other) == 1 or _same_first_names(one, other)


def _same_first_names(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether first names fit and, where names have as many words, those in the middle."""
    last = -1 if len(one) == len(other) else 1
    return all(_same_first(a, b) for a, b in zip(one[:last], other[:last], strict=True))


def blocking_keys(name: str) -> frozenset[tuple[str, ...]]:
    """Keys for the blocks in which names are compared: two names of which `same_person` is true share one.

    The surname; for two surnames the first two words; for a typo the first word with the surname's initial
    and length, and the length after it.
    """
    words = [fold(word) for word in _without_particles(name)]
    if not words:
        return frozenset()
    typos = {(words[0], words[-1][0], str(len(words[-1]) + more)) for more in (0, 1)}
    return frozenset({(words[-1],), tuple(words[:2])} | typos)


def _typo_in_surname(one: Sequence[str], other: Sequence[str]) -> bool:
    """A typo in the surname is believed where the first names, written out, are the same."""
    if len(one) < 2 or len(other) < 2 or len(one[0].rstrip(".")) < 3:
        return False
    return same_word(one[0], other[0]) and nearly_same_word(one[-1], other[-1])


def _double_surname(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "Anna Lind" can be short for "Anna Lind Holm": of two surnames, the second is left out."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(long) < 3:
        return False
    return all(same_word(a, b) for a, b in zip(short, long, strict=False))


def _without_particles(name: str) -> tuple[str, ...]:
    return tuple(word for word in parts(name) if word.lower() not in PARTICLES) or parts(name)

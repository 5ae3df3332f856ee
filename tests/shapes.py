"""Texts made to be costly: one shape repeated until it is long, from quotation marks to one long word.

A shape is what a news text may hold a little of, without the rest of the text. Whatever reads them must take
about twice as long for twice the text, or say that it does not read them.
"""

from collections.abc import Callable, Mapping
from itertools import count, product
from types import MappingProxyType
from typing import Final

Unit = Callable[[int], str]
"""What is repeated, given how often it was before."""

_SYLLABLES: Final = ("ba", "de", "fo", "gu", "li", "mo", "nu", "pa", "re", "so")
_NAMES: Final = [f"{a}{b}{c}n".capitalize() for a, b, c in product(_SYLLABLES, repeat=3)]
_NUMBER_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS: Final = ("January", "March", "May", "July", "August", "October", "December")
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OFFICES: Final = ("President", "Prime Minister", "Foreign Minister", "Deputy Governor", "Chief Judge")


def _name(number: int) -> str:
    return _NAMES[number * 7 % len(_NAMES)]


def _person(number: int) -> str:
    return f"{_NAMES[number * 3 % len(_NAMES)]} {_NAMES[number * 11 % len(_NAMES)]}"


def _of(words: tuple[str, ...]) -> Unit:
    return lambda number: words[number % len(words)]


def _same(text: str) -> Unit:
    return lambda _: text


SHAPES: Final[Mapping[str, Unit]] = MappingProxyType(
    {
        "prose": lambda i: f"The council of {_name(i)} met on Monday and talked about {i} boats.\n\n",
        "direct quotes": lambda i: f'"I saw boat {i}," said {_person(i)}. ',
        "indirect quotes": lambda i: f"{_person(i)} said that boat {i} had sunk. ",
        "quotes in lines": lambda i: f"“We lost {i} boats,” {_person(i)} said on Monday.\n\n",
        "unclosed quotes": lambda i: f"“We lost {i} boats. ",
        "closing marks": lambda i: f"we lost {i}” ",
        "marks alone": _same('" '),
        "straight marks": _same('"'),
        "marks in marks": _of(("“‘", "“‘", "a ")),
        "nested marks": _same("“He said ‘she said “they said ‘no’ again” then’ so” "),
        "said that said": lambda i: f"{_person(i)} said that ",
        "said": _same("said "),
        "said lines": _same("he said\n"),
        "according to": _same("according to "),
        "pronouns": _of(("He said she said. ", "They said it was his. ", "She told him so. ")),
        "speech turns": lambda i: f"{_person(i)}: Yes, it was {i}.\n",
        "questions": lambda i: f"Q: Why {i}?\nA: Because.\n",
        "names": lambda i: f"{_person(i)}, ",
        "one name": _same("Anna Lind "),
        "run of names": lambda i: f"{_name(i)} ",
        "initials": _of(("J. ", "K. ", "L. ", "M. ")),
        "initials together": _of(("J.", "K.", "L.")),
        "titles": lambda i: f"{_OFFICES[i % 5]} ",
        "titled people": lambda i: f"{_OFFICES[i % 5]} {_person(i)} said so. ",
        "of the of": _same("the mayor of the town of "),
        "numbers": lambda i: f"{i * 37 % 1000} ",
        "digits": _same("1"),
        "digits and commas": _same("1,234,"),
        "digits and points": _same("1.23"),
        "digits and hyphens": lambda i: f"{1900 + i % 100}-",
        "digits and colons": _same("10:30:"),
        "digits and slashes": _same("1/2/"),
        "counts": lambda i: f"{i * 37 % 1000} boats and {i * 11 % 100} crews sank. ",
        "number words": _of(_NUMBER_WORDS),
        "number words apart": lambda i: f"{_NUMBER_WORDS[i % 10]} ",
        "one and": _same("one and "),
        "one hundred and": _same("one hundred and "),
        "hyphened number words": _same("twenty-one-"),
        "a million": _same("a million "),
        "half": _same("and a half "),
        "fractions": _same("4-1/2 two thirds of one in ten "),
        "money": lambda i: f"$5 million to ${i % 90 + 6} million, ",
        "percentages": lambda i: f"{i % 100}% to {i % 7} per cent, ",
        "measures": lambda i: f"{i % 100} km or {i % 7} tonnes, ",
        "ordinals": _of(("first ", "second ", "3rd ", "21st ")),
        "ages": lambda i: f"aged {i % 90}, a {i % 90}-year-old, ",
        "scores": lambda i: f"{i % 9}-{i % 7}, ",
        "comparators": _same("more than about at least some "),
        "between": _same("between 5 and "),
        "dates": lambda i: f"{i % 28 + 1} {_MONTHS[i % 7]} {1950 + i % 70}, ",
        "American dates": lambda i: f"{_MONTHS[i % 7]} {i % 28 + 1}, {1950 + i % 70}, ",
        "months": lambda i: f"{_MONTHS[i % 7]} ",
        "days": lambda i: f"on {_DAYS[i % 7]} ",
        "relative dates": _same("last week two days ago yesterday next year "),
        "decades": _same("the early 1990s and mid-1980s "),
        "years": lambda i: f"{1900 + i % 120} to ",
        "times": _same("at 5 p.m. and 10:30 a.m. "),
        "opening brackets": _same("("),
        "brackets": lambda i: f"(a{i}) [b] {{c}} ",
        "brackets in brackets": _of(("(", "(", "a", ")", ")")),
        "ellipses": _same("… "),
        "dots": _same("."),
        "spaced dots": _same(". "),
        "dashes": _same("-"),
        "long dashes": _same("a — b – "),
        "apostrophes": _same("'"),
        "possessives": lambda i: f"{_name(i)}'s ",
        "contractions": _same("he'd've can't y'all'd "),
        "hyphens": _same("a-"),
        "commas": _same("a, "),
        "colons": _same("a: "),
        "semicolons": _same("it rained; "),
        "slashes": _same("and/or/"),
        "underscores": _same("_"),
        "stars": _same("* * *\n"),
        "exclamation": _same("No! "),
        "question marks": _same("?"),
        "signs": _of(("$", "%", "€", "#", "&")),
        "short lines": _of(("a\n", "b\n", "c\n")),
        "short paragraphs": lambda i: f"{_name(i)}\n\n",
        "sentences of a word": lambda i: f"{_name(i)}. ",
        "blank lines": _same("a\n\n\n\n\n\n\n\n"),
        "spaces": _same("a                "),
        "tabs": _same("a\t\t"),
        "carriage returns": _same("a\r\n"),
        "odd spaces": _same("a\u00a0\u200b\u2009"),
        "one long sentence": _same("and it rained "),
        "one long line": lambda i: f"The council of {_name(i)} met. ",
        "one long word": _same("a"),
        "one long name": _same("Ann"),
        "capitals": lambda i: f"THE MAYOR OF {_name(i).upper()} SAID {i} BOATS SANK. ",
        "no capitals": lambda i: f"the mayor of {_name(i).lower()} said {i} boats sank. ",
        "title case": lambda i: f"The Mayor Of {_name(i)} Said Boats Sank ",
        "headings": lambda i: f"What {_name(i)} Said\n\n",
        "list lines": lambda i: f"- {_name(i)} lost {i} boats\n",
        "numbered lines": lambda i: f"{i}. {_name(i)} lost a boat\n",
        "bullets": _same("• "),
        "tables": lambda i: f"{_name(i)} | {i} | {i * 7 % 100}% |\n",
        "datelines": lambda i: f"{_name(i).upper()} (AP) — It rained on Monday.\n\n",
        "bylines": lambda i: f"By {_person(i)}\n",
        "boilerplate": _same("Read more: Share this article\n\nSign up for our newsletter\n\n"),
        "comments": _same("Comments (5)\n\nIt rained on Monday, he said.\n\n"),
        "addresses": lambda i: f"https://example.org/{i}?a=b&c=d ",
        "one address": _same("a.b/"),
        "mails": lambda i: f"a{i}@example.org ",
        "tags": lambda i: f"#{_name(i)} @{_name(i)} ",
        "Cyrillic": _same("Мэр сказал, что лодки утонули. "),
        "Chinese": _same("市长说船沉了。"),
        "Arabic": _same("قال العمدة إن القوارب غرقت. "),
        "combining marks": _same("e\u0301\u0302\u0303"),
        "emoji": _same("😀👍🏽 "),
        "soft hyphens": _same("a\u00ad"),
        "negations": _same("not no never "),
        "modals": _same("he may could would should "),
        "subordinate clauses": _same("because it rained although it may have rained if "),
        "passives": _same("boats were said to have been seen by "),
        "claims": lambda i: f"Boat {i} killed {i % 90} people and cost ${i} million in {_MONTHS[i % 7]}. ",
        "near copies": lambda i: f"The mayor of the town said on Monday that {i} boats had sunk.\n\n",
        "copies": _same("The mayor of the town said on Monday that ten boats had sunk.\n\n"),
    }
)
"""The shapes of plain text, by name."""

PAGES: Final[Mapping[str, Unit]] = MappingProxyType(
    {
        "tags after tags": _same("<b>x</b><i>y</i>"),
        "opened tags": _same("<div>"),
        "closed tags": _same("</div>"),
        "paragraphs": lambda i: f"<p>The mayor said on Monday that {i} boats had sunk in the storm.</p>\n",
        "links": lambda i: f'<a href="/{i}">boat {i}</a> ',
        "lists": lambda i: f"<ul><li>boat {i}</li></ul>",
        "tables": lambda i: f"<table><tr><td>{i}</td></tr></table>",
        "entities": _same("&amp;&lt;"),
        "breaks": _same("It rained.<br>"),
        "angles": _same("<"),
        "comments": _same("<!-- a -->"),
        "attributes": lambda i: f'<p a{i}="b" class="c">x</p>',
        "one tag": lambda i: f'a{i}="b" ',
    }
)
"""The shapes of web pages, by name."""


def text_of(shape: str, characters: int) -> str:
    """A text of a shape of SHAPES, of at least so many characters."""
    return _repeated(SHAPES[shape], characters)


def page_of(shape: str, characters: int) -> str:
    """A web page of a shape of PAGES, of at least so many characters."""
    opened = "<html><body><article><p " if shape == "one tag" else "<html><body><article>"
    return f"{opened}{_repeated(PAGES[shape], characters)}</article></body></html>"


def _repeated(unit: Unit, characters: int) -> str:
    parts, length = [], 0
    for number in count():
        parts.append(unit(number))
        length += len(parts[-1])
        if length >= characters:
            return "".join(parts)
    raise AssertionError  # count() has no end

"""The words of numbers, units and dates, each written once; patterns and values are built from them."""

from collections.abc import Mapping
from typing import Final

ONES: Final[Mapping[str, int]] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
TENS: Final[Mapping[str, int]] = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES: Final[Mapping[str, float]] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
SCALE_LETTERS: Final[Mapping[str, float]] = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
"""Only where money is counted: elsewhere "5m" are metres."""

ORDINALS: Final[Mapping[str, int]] = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
FRACTIONS: Final[Mapping[str, int]] = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
}

BEFORE_NUMBER: Final[Mapping[str, str]] = {
    "more than": "more_than",
    "greater than": "more_than",
    "larger than": "more_than",
    "higher than": "more_than",
    "longer than": "more_than",
    "in excess of": "more_than",
    "upwards of": "more_than",
    "upward of": "more_than",
    "exceeding": "more_than",
    "over": "more_than",
    "above": "more_than",
    "less than": "less_than",
    "fewer than": "less_than",
    "smaller than": "less_than",
    "lower than": "less_than",
    "shorter than": "less_than",
    "under": "less_than",
    "below": "less_than",
    "at least": "at_least",
    "no fewer than": "at_least",
    "no less than": "at_least",
    "not less than": "at_least",
    "a minimum of": "at_least",
    "at most": "at_most",
    "at the most": "at_most",
    "no more than": "at_most",
    "not more than": "at_most",
    "as many as": "at_most",
    "as much as": "at_most",
    "up to": "at_most",
    "a maximum of": "at_most",
    "about": "about",
    "around": "about",
    "approximately": "about",
    "approx.": "about",
    "roughly": "about",
    "circa": "about",
    "some": "about",
    "an estimated": "about",
    "estimated": "about",
    "close to": "about",
    "in the region of": "about",
    "probably": "about",
    "almost": "almost",
    "nearly": "almost",
    "just under": "almost",
    "just short of": "almost",
    "just below": "almost",
    "approaching": "almost",
}
"""What a number's comparator is after these words; "just over" and the like are read as "over"."""

AFTER_NUMBER: Final[Mapping[str, str]] = {
    "or more": "at_least",
    "or so": "about",
    "or less": "at_most",
    "or fewer": "at_most",
    "at least": "at_least",
    "at most": "at_most",
}

BEFORE_DATE: Final[Mapping[str, str]] = {
    "since": "at_least",
    "after": "more_than",
    "before": "less_than",
    "prior to": "less_than",
    "until": "at_most",
    "till": "at_most",
    "by": "at_most",
    "around": "about",
    "about": "about",
    "circa": "about",
}
NEAR_DATE: Final[Mapping[str, str]] = {"mid": "about", "early": "about", "late": "about"}
"""Before a month, season or year: "mid-December" is about December, and in it."""

TIME_WORDS: Final[Mapping[str, str]] = {
    "second": "second",
    "sec": "second",
    "minute": "minute",
    "min": "minute",
    "hour": "hour",
    "hr": "hour",
    "day": "day",
    "night": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "season": "season",
    "year": "year",
    "yr": "year",
    "decade": "decade",
    "century": "century",
    "centurie": "century",
}
"""Singular form, without the plural's s, to unit; a fortnight is told as a unit of its own length below."""

MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"),
            ("February", "Feb"),
            ("March", "Mar"),
            ("April", "Apr"),
            ("May",),
            ("June", "Jun"),
            ("July", "Jul"),
            ("August", "Aug"),
            ("September", "Sept", "Sep"),
            ("October", "Oct"),
            ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS: Final[Mapping[str, int]] = {
    name: number
    for number, name in enumerate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), start=1)
}
SEASONS: Final[Mapping[str, int]] = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""Their numbers in ISO 8601-2."""

CURRENCY_SIGNS: Final[Mapping[str, str]] = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "dollar",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "₺": "TRY",
    "₪": "ILS",
    "₩": "KRW",
    "¥": "¥",
}
"""A sign that several currencies share stands for itself: which dollar it is, the text must say."""

CURRENCY_WORDS: Final[Mapping[str, str]] = {
    "u.s. dollar": "USD",
    "us dollar": "USD",
    "american dollar": "USD",
    "canadian dollar": "CAD",
    "australian dollar": "AUD",
    "dollar": "dollar",
    "euro": "EUR",
    "pounds sterling": "GBP",
    "british pound": "GBP",
    "ruble": "RUB",
    "rouble": "RUB",
    "yuan": "CNY",
    "renminbi": "CNY",
    "yen": "JPY",
    "hryvnia": "UAH",
    "swiss franc": "CHF",
    "zloty": "PLN",
    "rupee": "rupee",
    "shekel": "ILS",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "rub": "RUB",
    "chf": "CHF",
    "jpy": "JPY",
    "cny": "CNY",
}

NAMED_BY_NUMBER: Final = frozenset(
    "article category region chapter page pages paragraph section part act amendment resolution rule title "
    "order flight route highway "
    "channel room number no nos line lines platform gate unit stage phase level grade article figure table "
    "volume version boeing airbus covid studio building block district ward precinct pier camp "
    "apollo soyuz type model mark group".split()
)
"""A number after one of these names a thing and counts nothing."""

NOT_COUNTED_WITH_ONE: Final = frozenset("thing day hand side way time point reason".split())
"""After "one" these seldom count: "one thing is clear", "one day"."""

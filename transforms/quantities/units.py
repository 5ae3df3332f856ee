"""What a number counts, as the parse shows it: the noun it belongs to, or that it counts nothing."""

import re
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from transforms.language import lexica
from transforms.quantities.values import Amount

NAMED_BY_NUMBER: Final = lexica.words("quantities", "named_by_number")
NOT_COUNTED_WITH_ONE: Final = lexica.words("quantities", "not_counted_with_one")

_NOUNS: Final = frozenset(("NOUN", "PROPN"))
_FARTHEST: Final = 6  # tokens between a number and its noun
_ONE: Final = re.compile(r"(?:\w+ )*one", re.IGNORECASE)


def token_at(doc: Doc, offset: int) -> Token | None:
    """The token that holds the character at `offset`, if any."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def with_noun(amount: Amount, text: str, doc: Doc) -> Amount | None:
    """The count or ordinal with the noun it counts as its unit; None where it counts nothing."""
    token = token_at(doc, amount.number_end - 1)
    if token is None or _names(token):
        return None
    noun = _noun(token)
    if amount.kind == "ordinal":
        return _with_unit(amount, token, noun) if noun is not None and noun.pos_ == "NOUN" else None
    if _ONE.fullmatch(text[amount.start : amount.number_end]):
        return _one(amount, token, noun)
    return amount if noun is None else _with_unit(amount, token, noun)


def _one(amount: Amount, token: Token, noun: Token | None) -> Amount | None:
    """ "one" is a number before a noun that it counts, and else a pronoun."""
    if noun is None or noun.pos_ != "NOUN" or noun.lemma_.lower() in NOT_COUNTED_WITH_ONE:
        return None
    return _with_unit(amount, token, noun)


def _names(token: Token) -> bool:
    """Whether the number names a thing: "Article 5", "flight 103", "Group of Seven"."""
    if token.i == token.sent.start:
        return False
    before = token.nbor(-1)
    if before.lower_.rstrip(".") in NAMED_BY_NUMBER and before.dep_ != "ROOT":
        return True
    if before.lower_ == "of" and token.text[:1].isupper():
        return True
    right = token.i + 1 < len(token.doc) and token.head.i > token.i
    return before.pos_ == "PROPN" and not right and before.i == token.head.i


def _noun(token: Token) -> Token | None:
    """The noun to the right that the number belongs to, or that follows it with "of"."""
    counted = [noun for link in token.children if link.lower_ == "of" for noun in link.children]
    if token.pos_ == "NOUN" and counted:
        return counted[0] if counted[0].pos_ in _NOUNS else None
    head = token
    while head.dep_ in ("nummod", "quantmod", "amod", "compound", "npadvmod") and head.head.i != head.i:
        head = head.head
        if head.pos_ in _NOUNS and head.i > token.i and head.dep_ not in ("compound", "nmod"):
            break
    if head.i <= token.i and token.i + 1 < len(token.doc) and token.nbor().tag_ in ("NNS", "NNPS"):
        head = token.nbor()  # "between 5 and 10 ships": the parse joins the numbers first
    near = token.i < head.i <= token.i + _FARTHEST and head.sent.start == token.sent.start
    return head if near and head.pos_ in _NOUNS else None


def _with_unit(amount: Amount, token: Token, noun: Token) -> Amount:
    unit = noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.text
    between = token.doc[token.i + 1 : noun.i]
    apart = any(word.is_space or (word.pos_ in ("NUM", "PUNCT") and word.text != "-") for word in between)
    end = amount.end if apart else max(amount.end, noun.idx + len(noun))
    return replace(amount, unit=unit, end=end)


def counts_things(doc: Doc, start: int, end: int) -> bool:
    """Whether four digits that could be a year count a plural noun right after them: "2000 soldiers"."""
    token = token_at(doc, start)
    if token is None or token.idx + len(token) != end or token.dep_ != "nummod":
        return False
    dated = token.i > 0 and (token.nbor(-1).dep_ in ("prep", "det", "poss") or token.nbor(-1).pos_ == "ADP")
    return token.head.i == token.i + 1 and token.head.tag_ == "NNS" and not dated

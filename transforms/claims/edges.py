"""Where a clause begins and ends: without the words and marks that only tie it to others."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from transforms.claims.predicates import CONDITIONS, MOMENTS

_LEADING: Final = frozenset(("advmod", "cc", "punct"))
_BEFORE_A_NOUN: Final = frozenset(("amod", "compound", "det", "nmod", "nummod", "poss", "quantmod"))
_OPENING: Final = 4
"""Words among which a clause's opener stands: "but only just because"."""


def trimmed(tokens: Sequence[Token], predicate: Token) -> list[Token]:
    """Without white space, and without punctuation, conjunctions and "that" or "because" at either end."""
    kept = [token for token in tokens if not token.is_space]
    opener = next((n for n, token in enumerate(kept[:_OPENING]) if _opens(token, predicate)), -1)
    if opener >= 0 and kept[opener].lower_ in MOMENTS:
        kept = kept[opener + 1 :]  # "just a day after the port closed"
    elif all(token.dep_ in _LEADING for token in kept[: max(opener, 0)]):
        kept = kept[opener + 1 :]
    kept = unended(kept)
    while kept and (kept[0].dep_ in ("cc", "punct") or kept[0].is_punct) and not is_paired(kept, kept[0]):
        kept.pop(0)
    return kept


def unended(tokens: list[Token]) -> list[Token]:
    """Without punctuation, conjunctions and words that wait for others at the end.

    A mark that closes what is opened inside stays, unless other words stand before it: “We go and … ”.
    """
    own = frozenset(token.i for token in tokens)
    while tokens and (_stands_off(tokens) or (_waits(tokens[-1], own) and not is_paired(tokens, tokens[-1]))):
        tokens.pop()
    return tokens


def _stands_off(tokens: Sequence[Token]) -> bool:
    """Whether the last is a quotation mark behind words that are not among the tokens."""
    return len(tokens) > 1 and tokens[-1].is_quote and tokens[-2].i + 1 < tokens[-1].i


def _waits(token: Token, own: frozenset[int]) -> bool:
    """Whether a last word is mere punctuation, or ties to words that are not part of the clause."""
    if token.is_punct or token.dep_ == "cc":
        return True
    if token.dep_ == "pcomp" and token.pos_ == "ADP":
        return any(child.i not in own for child in (*token.children, *token.head.children))  # "because of"
    if token.dep_ in ("prep", "agent"):
        return any(child.i not in own for child in token.children if not child.is_space)
    if token.dep_ in _BEFORE_A_NOUN:
        return token.head.i > token.i and token.head.i not in own
    if any(child.dep_ == "dobj" and child.i > token.i and child.i not in own for child in token.children):
        return True  # "effectively introducing" what others say
    return token.dep_ in ("aux", "mark") and token.head.i not in own


def is_paired(tokens: Sequence[Token], mark: Token) -> bool:
    """Whether the mark is one of a pair, both of which stand among the tokens."""
    if mark.is_bracket:
        return sum(token.is_bracket for token in tokens) % 2 == 0
    return mark.is_quote and sum(token.is_quote for token in tokens) % 2 == 0


def _opens(token: Token, predicate: Token) -> bool:
    """Whether the word only ties its clause to another; a condition belongs to its clause."""
    ties = token.dep_ == "mark" or (token.tag_ == "WRB" and predicate.dep_ == "advcl")
    return ties and token.head.i == predicate.i and token.lower_ not in CONDITIONS

"""Stable ids: a prefix and 16 hex digits of a SHA-256 over the fewest raw facts that make the thing itself.

An id depends on nothing but those facts: no counter, no row order, no clock. Two runs on two machines give
the same ids. The facts are hashed with their lengths, so ("ab", "c") and ("a", "bc") never meet.
With 64 bits, a table of ten million rows has two equal ids with a chance of about three in a million.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Hashable, Sequence

from transforms.language.spans import straighten

_HEX_DIGITS = 16


def stable_id(prefix: str, *facts: str) -> str:
    """`prefix`, an underscore and 16 hex digits that stand for exactly this list of facts."""
    digest = hashlib.sha256()
    for fact in facts:
        data = fact.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return f"{prefix}_{digest.hexdigest()[:_HEX_DIGITS]}"


def normalise(content: str) -> str:
    """`content` as it counts for an id: what a typesetter may change does not.

    In this order: straight quotes and plain spaces, NFKC (full-width letters, ligatures), case folding,
    NFKC again (folding may undo it), runs of white space as one space, none at the ends.
    """
    folded = unicodedata.normalize("NFKC", straighten(content)).casefold()
    return " ".join(straighten(unicodedata.normalize("NFKC", folded)).split())


def ordinals(keys: Sequence[Hashable]) -> list[int]:
    """For each key, how many equal ones stand before it: 0 for the first, 1 for its first repetition."""
    seen: dict[Hashable, int] = {}
    result = []
    for key in keys:
        result.append(seen.get(key, 0))
        seen[key] = result[-1] + 1
    return result


def text_sha256(text: str) -> str:
    """The SHA-256, in 64 hex digits, of a text as UTF-8: what offsets are checked against."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(origin: str, locator: str) -> str:
    """A document is its origin (folder name) and its stable name there, whatever its text is today."""
    return stable_id("doc", origin, locator)


def quote_id(document: str, content: str, ordinal: int) -> str:
    """A quote is its document, its normalised content, and its place among equal contents there.

    `content` is the text of all content spans in order, joined by one space.
    """
    return stable_id("quo", document, normalise(content), str(ordinal))


def claim_id(document: str, text: str, ordinal: int) -> str:
    """A claim is its document, its normalised text, and its place among equal texts there."""
    return stable_id("clm", document, normalise(text), str(ordinal))


def document_speaker_id(document: str, name: str, ordinal: int) -> str:
    """An entity of a document is that document, its normalised name, its place among equal names there."""
    return stable_id("spk", document, normalise(name), str(ordinal))


def speaker_id(name: str, *apart: str) -> str:
    """A speaker is a normalised name; what is learned later about its kind or role leaves the id alone.

    `apart` tells it from who bore the name before: the entity under which a document first names it, or, for
    a source without a name, its story.
    """
    return stable_id("spk", normalise(name), *apart)


def reject_id(*facts: str | None) -> str:
    """A reject is its stage, reason, place and detail; a missing fact counts as empty."""
    return stable_id("rej", *(fact or "" for fact in facts))


def story_id(first_document: str) -> str:
    """A story is its first document (the smallest by publication date, then id)."""
    return stable_id("sto", first_document)


def statement_id(first_quote: str, part: int) -> str:
    """A statement is its first quote (the smallest by the story's order) and the part that renders it."""
    return stable_id("sta", first_quote, str(part))


def discrepancy_id(statement: str, kind: str, slot: str) -> str:
    """A discrepancy is the statement or story it is about, its type, and what of it differs."""
    return stable_id("dis", statement, kind, normalise(slot))

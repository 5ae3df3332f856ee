"""Documents that repeat one another's text, word for word."""

from collections.abc import Iterable

from transforms.ids import normalise


def duplicates(ids_and_texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For every document that repeats another's text (normalised as in ids): the smallest id that has it.

    The order of the input does not matter. A text without any word repeats nothing.
    """
    keys = {document: normalise(text) for document, text in ids_and_texts}
    first: dict[str, str] = {}
    for document, key in sorted(keys.items()):
        if key:
            first.setdefault(key, document)
    return {doc: first[key] for doc, key in sorted(keys.items()) if key and first[key] != doc}

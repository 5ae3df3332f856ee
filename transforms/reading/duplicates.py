"""Documents that repeat one another's text, word for word."""

from collections.abc import Iterable

from transforms.ids import normalise


def text_key(text: str) -> str:
    """A text as it counts when texts are compared (normalised as in ids): two of one key are the same text.

    Empty where the text holds no word; such a text repeats nothing.
    """
    return normalise(text)


def duplicates(ids_and_keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For every document whose text has the `text_key` of another's: the smallest id that has it.

    The order of the input does not matter.
    """
    keys = dict(ids_and_keys)
    first: dict[str, str] = {}
    for document, key in sorted(keys.items()):
        if key:
            first.setdefault(key, document)
    return {doc: first[key] for doc, key in sorted(keys.items()) if key and first[key] != doc}

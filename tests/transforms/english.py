"""The shipped lemmatiser, loaded when a test first asks for a lemma."""

from flows.store.resources import load_resources


def lemmatise(word: str, *word_classes: str) -> tuple[str, ...]:
    """Meets `Lemmatiser`."""
    return load_resources().lemmatiser(word, *word_classes)

"""Pronouns of which something is said are mentions too, wherever it is known whom they mean."""

from tests.transforms.speakers.world import Quoted, resolved


def meant(text: str, *quoted: Quoted) -> list[tuple[str, str]]:
    """Each pronoun that is resolved, and the name of whom it means."""
    found = resolved(text, *quoted)
    return [
        (one.span.of(text), found.entities[one.entity].name)
        for one in found.pronouns
        if one.entity is not None
    ]


def test_a_subject_takes_up_whoever_was_named() -> None:
    text = "Mara Ilves opened the port in May. In June she closed it again. It was old."
    assert meant(text) == [("she", "Mara Ilves")]


def test_a_source_is_resolved_with_its_quote_alone() -> None:
    text = "Mara Ilves opened the port. She said that it was old."
    assert meant(text, ("She", "it was old")) == []


def test_nobody_in_quotation_marks_is_whoever_is_quoted() -> None:
    text = "Mara Ilves met the press. “She will close the port,” Mara Ilves said."
    assert meant(text, ("Mara Ilves", "“She will close the port,”", "Mara Ilves said")) == []


def test_a_pronoun_without_anybody_before_it_is_left_out() -> None:
    assert meant("He opened the port.") == []

"""Polarity and modality of an event: the words that govern it, from the inside out."""

import pytest

from tests.transforms.claims.world import word
from transforms.claims.events import status


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("They did not meet.", "meet"),
        ("They never met.", "met"),
        ("They no longer meet.", "meet"),
        ("Nobody has met.", "met"),
        ("No agreement was reached.", "reached"),
        ("Neither side met the other.", "met"),
        ("They have yet to meet.", "meet"),
        ("They failed to meet.", "meet"),
        ("They refused to meet.", "meet"),
        ("The storm prevented them from meeting.", "meeting"),
        ("They left without meeting.", "meeting"),
        ("Instead of meeting, they left.", "meeting"),
        ("They did not begin to meet.", "meet"),
        ("They are not expected to meet.", "meet"),
        ("They did not want to meet.", "meet"),
        ("They did not reach a decision.", "decision"),
        ("The police averted a strike.", "strike"),
        ("They would not be surprised.", "surprised"),
    ],
)
def test_what_is_said_not_to_be(text: str, event: str) -> None:
    assert status(word(text, event)).negative


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("They met.", "met"),
        ("They did not fail to meet.", "meet"),
        ("Not only did they meet, they talked.", "talked"),
        ("They began to meet.", "meet"),
        ("They did not discuss the decision.", "decision"),
        ("They rejected the report.", "report"),
    ],
)
def test_what_is_not(text: str, event: str) -> None:
    assert not status(word(text, event)).negative


@pytest.mark.parametrize(
    ("text", "event", "modality"),
    [
        ("They met.", "met", "asserted"),
        ("They could meet.", "meet", "possible"),
        ("Perhaps they met.", "met", "possible"),
        ("They hope to meet.", "meet", "possible"),
        ("They should meet.", "meet", "necessary"),
        ("They have to meet.", "meet", "necessary"),
        ("If they meet, she leaves.", "meet", "conditional"),
        ("They would meet.", "meet", "conditional"),
    ],
)
def test_how_firmly(text: str, event: str, modality: str) -> None:
    assert status(word(text, event)).modality == modality

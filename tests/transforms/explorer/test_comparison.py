"""The charts of the start page say in a sentence what they show, and nothing where there is too little."""

from __future__ import annotations

import polars as pl

from tests.transforms.explorer.world import frames, material
from transforms.explorer.comparison import colouring, leaving_out, quoting
from transforms.explorer.material import Material


def repeated(times: int) -> Material:
    """The made-up quotes so often that shares can be told of."""
    copies = [
        frames()["attributions"].with_columns(quote_id=pl.col("quote_id") + f"-{number}")
        for number in range(times)
    ]
    return material(frames={**frames(), "attributions": pl.concat(copies)})


def test_who_lets_speakers_use_their_own_words_most_and_least() -> None:
    told = quoting(repeated(3)).message
    assert "use their own words in 3 of 3 quotes, bay-radio in 0 of 3" in told


def test_how_outlets_introduce_the_same_speaker() -> None:
    found = colouring(repeated(3))
    assert found.message == "Introducing Mara Ilves, bay-radio colours 3 of 3 cues, The Lowford Post 0 of 3"
    ((speaker, outlets),) = found.rows
    assert speaker.name == "Mara Ilves"
    assert [one.cues for one in outlets] == [(("said", "neutral", 3),), (("insisted", "assert", 3),)]


def test_people_come_before_bodies() -> None:
    """Everything is said once by each speaker, so that only their kinds tell them apart."""
    quotes, speakers = frames()["attributions"], frames()["speakers"]
    said = quotes.drop("speaker_id").join(speakers.select("speaker_id"), how="cross").select(quotes.columns)
    said = said.with_columns(quote_id=pl.col("quote_id") + pl.col("speaker_id"))
    found = colouring(material(frames={**frames(), "attributions": said}))
    assert [speaker.kind for speaker, _ in found.rows] == ["person", "organisation"]


def test_what_is_told_of_few_is_no_sentence_about_an_outlet() -> None:
    for found in (quoting(material()), colouring(material()), leaving_out(material())):
        assert not [name for name in ("Lowford", "bay-radio", "Mara") if name in found.message]


def test_who_leaves_out_most_comes_first() -> None:
    bars = leaving_out(material()).rows
    assert [one.count("not_reported") for one in bars] == [1, 0, 0]
    assert [one.total for one in bars] == [1, 1, 1]

"""Quotations in schema.org's words: each with its article and its speaker, and nothing that is not known."""

import json
import re
from typing import Any

import polars as pl

from tests.frames import valid_frames
from tests.tables import scans
from tests.worlds import frames_of, unit
from transforms.release.quotations import quotations
from transforms.tables import Frames

FRAMES = frames_of([unit(0), unit(1)])


def graph_of(frames: Frames) -> list[dict[str, Any]]:
    return list(quotations(scans(frames))["@graph"])


GRAPH = graph_of(FRAMES)
IRI = "urn:parallax:"


def of_type(kind: str) -> dict[str, dict[str, object]]:
    return {one["@id"].removeprefix(IRI): one for one in GRAPH if one["@type"] == kind}


def test_every_quote_is_part_of_an_article_and_spoken_by_a_speaker_of_the_same_document() -> None:
    quotes = of_type("Quotation")
    assert set(quotes) == set(FRAMES["quotes"]["quote_id"])
    for row in FRAMES["quotes"].iter_rows(named=True):
        quote = quotes[row["quote_id"]]
        assert quote["text"] == row["content"] and quote["additionalType"] == row["type"]
        assert quote["isPartOf"] == {"@id": IRI + row["document_id"]}
        assert quote["spokenByCharacter"] == {"@id": IRI + row["speaker_id"]}
    assert set(FRAMES["documents"]["document_id"]) == set(of_type("NewsArticle"))
    assert set(FRAMES["speakers"]["speaker_id"]) == set(of_type("Person"))


def test_what_is_not_known_has_no_key() -> None:
    def values(one: object) -> list[object]:
        return (
            [one] if not isinstance(one, dict) else [part for value in one.values() for part in values(value)]
        )

    for frames in (FRAMES, valid_frames()):
        assert None not in [value for one in graph_of(frames) for value in values(one)]
    unknown = FRAMES["quotes"].with_columns(speaker_id=pl.lit(None, pl.String))
    graph = graph_of(FRAMES | {"quotes": unknown})
    assert not any("spokenByCharacter" in one for one in graph)


def test_it_is_json_and_says_the_article_s_outlet_day_and_headline() -> None:
    graph = json.loads(json.dumps(graph_of(valid_frames())))
    (article,) = [one for one in graph if one.get("publisher", {}).get("name") == "The Lowford Post"]
    assert article["headline"] == "Harbour ferry to stop in March"
    assert article["datePublished"] == "2026-02-03T17:05:00+00:00"
    assert article["url"] == valid_frames()["documents"].drop_nulls("url").item(0, "url")


def test_every_id_is_a_whole_iri_that_all_readers_take_for_the_same() -> None:
    ids = re.findall(r'"@id": "([^"]*)"', json.dumps(GRAPH))
    assert len(ids) > len(GRAPH)
    assert all(
        re.fullmatch(r"urn:parallax:[a-z]{3}_[0-9a-f]{16}|http://www\.wikidata\.org/.+", one) for one in ids
    )
    assert set(quotations(scans(FRAMES))["@context"]) == {"@vocab"}


def test_a_text_that_says_it_is_cited_for_it_speaks_through_nobody() -> None:
    speakers = FRAMES["speakers"].with_columns(kind=pl.lit("document"))
    graph = graph_of(FRAMES | {"speakers": speakers})
    quotes = [one for one in graph if one["@type"] == "Quotation"]
    works = {one["@id"] for one in graph if one["@type"] == "CreativeWork"}
    assert quotes and all(one["citation"]["@id"] in works for one in quotes)
    assert not any("spokenByCharacter" in one for one in quotes)

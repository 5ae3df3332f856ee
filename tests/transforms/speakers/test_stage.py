"""Speakers as rows: each document's as it names them, then the build's, with every id in its final form."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from schemas.speaker_mentions import SpeakerMentions
from schemas.zones import Zones
from tests.resources import Given, shipped
from tests.transforms.speakers.world import NAMING, Quoted, attributed, attribution
from transforms.attribution.values import Attribution
from transforms.ids import document_speaker_id, speaker_id
from transforms.language.analysis import AnalysedDocument
from transforms.language.spans import Span, overlaps
from transforms.rows import table_of
from transforms.speakers.linking_stage import LINKING, link_speakers
from transforms.speakers.stage import SPEAKERS, name_speakers
from transforms.speakers.values import DocumentSpeakers
from transforms.stage import run_all
from transforms.tables import Tables

TEXT = "Mayor Anna Lind said it would rain. She said it would stop. Somebody said no."
FOUND = (("Mayor Anna Lind", "it would rain"), ("She", "it would stop"), ("Somebody", "no."))
KEY = f"doc_{0:016x}"


def quoted(*documents: tuple[str | Quoted, ...]) -> Tables:
    """Analysed texts, each with its quotes, whose speakers nobody has named yet."""
    made = [(str(text), [attribution(str(text), *one) for one in found]) for text, *found in documents]
    return attributed(*made)


def named(*documents: tuple[str | Quoted, ...]) -> Tables:
    """The same with the speakers that each document names."""
    return SPEAKERS(quoted(*documents), NAMING).tables


def test_every_mention_is_a_row_that_holds_its_contract() -> None:
    tables = named((TEXT, *FOUND))
    SpeakerMentions.validate(tables.speaker_mentions)
    mentions = tables.speaker_mentions.sort("start").to_dicts()
    assert [(row["text"], row["form"], row["speaker_id"] is None) for row in mentions] == [
        ("Mayor Anna Lind", "name", False),
        ("She", "pronoun", False),
        ("Somebody", "epithet", True),
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in mentions)


def test_quotes_get_their_speaker_and_how_sure_it_is_and_nothing_else_changes() -> None:
    before, after = quoted((TEXT, *FOUND)), named((TEXT, *FOUND))
    speaker = document_speaker_id(KEY, "Anna Lind", 0)
    assert after.quotes.sort("start").get_column("speaker_id").to_list() == [speaker, speaker, None]
    assert (
        after.quotes["speaker_confidence"].is_null().to_list()
        == after.quotes["speaker_id"].is_null().to_list()
    )
    told = ("speaker_id", "speaker_confidence")
    assert after.quotes.drop(told).equals(before.quotes.drop(told))


def test_a_document_s_speakers_are_counted_once_each() -> None:
    (row,) = named((TEXT, *FOUND)).document_speakers.filter(pl.col("name") == "Anna Lind").to_dicts()
    assert (row["document_id"], row["speaker_id"]) == (KEY, document_speaker_id(KEY, "Anna Lind", 0))
    assert (row["roles"], row["n_mentions"], row["n_quotes"]) == (["Mayor"], 1, 2)


def test_those_whom_a_document_names_and_does_not_quote_are_kept_for_linking() -> None:
    tables = named(("Anna Lind met Karl Holm. Lind was late for the talks.",))
    rows = tables.document_speakers.select("name", "n_mentions", "n_quotes").sort("name").rows()
    assert rows == [("Anna Lind", 2, 0), ("Karl Holm", 1, 0)]
    assert tables.speaker_mentions.sort("start")["text"].to_list() == ["Anna Lind", "Karl Holm", "Lind"]


def test_no_mention_stands_in_boilerplate() -> None:
    hole = Span(0, 20)
    zone = {"document_id": KEY, "start": hole.start, "end": hole.end, "kind": "boilerplate"}
    tables = quoted((TEXT, *FOUND)).with_frames({"zones": table_of(Zones, [zone])})
    mentions = SPEAKERS(tables, NAMING).tables.speaker_mentions.to_dicts()
    assert mentions and not any(overlaps(Span(row["start"], row["end"]), (hole,)) for row in mentions)


def test_a_document_without_quotes_has_no_speakers_and_is_counted() -> None:
    result = SPEAKERS(quoted(("Anna Lind smiled.",)), NAMING)
    tables = LINKING(result.tables, NAMING).tables
    assert tables.speaker_mentions.is_empty() and tables.speakers.is_empty()
    (count,) = result.counts
    assert (count.stage, count.received, count.kept) == ("speakers", 1, 1)


def linked(*documents: tuple[str, str, str]) -> Tables:
    """The linked tables of documents given as (text, source, content)."""
    given = quoted(*((text, (source, content)) for text, source, content in documents))
    return run_all((SPEAKERS, LINKING), given, NAMING).tables


VARIANTS = (
    (
        "Foreign Minister Dmitri Gruschko of Moldova said no.",
        "Foreign Minister Dmitri Gruschko of Moldova",
        "no.",
    ),
    ("Moldovan Foreign Minister Dmitry Grushko said no.", "Moldovan Foreign Minister Dmitry Grushko", "no."),
    ("Dmitry Grushko, the foreign minister, said no.", "Dmitry Grushko", "no."),
)


def test_spellings_of_one_name_are_one_speaker_whatever_the_order() -> None:
    for order in (VARIANTS, VARIANTS[::-1]):
        tables = linked(*order)
        assert tables.speakers.get_column("name").to_list() == ["Dmitry Grushko"]
        assert set(tables.quotes.get_column("speaker_id")) == {speaker_id("Dmitry Grushko")}
        assert set(tables.speaker_mentions.get_column("speaker_id")) == {speaker_id("Dmitry Grushko")}


def test_the_office_and_whose_it_is_are_kept_as_the_texts_state_them() -> None:
    row = linked(*VARIANTS).speakers.row(0, named=True)
    assert (row["kind"], row["role"], row["affiliation"]) == ("person", "Foreign Minister", "Moldova")


def test_a_speaker_is_marked_in_every_document_that_names_it_quoted_there_or_not() -> None:
    quoting = (TEXT, *FOUND)
    tables = run_all(
        (SPEAKERS, LINKING),
        quoted(quoting, ("Anna Lind met Karl Holm. Lind was late for the talks.",)),
        NAMING,
    ).tables
    SpeakerMentions.validate(tables.speaker_mentions)
    other = tables.speaker_mentions.filter(pl.col("document_id") != KEY).sort("start")
    assert other["text"].to_list() == ["Anna Lind", "Lind"]
    assert set(other["speaker_id"]) == {speaker_id("Anna Lind")}


def test_who_relays_a_quote_is_the_speaker_of_the_quote_around_it() -> None:
    text = "The Veldmouth Herald said Anna Lind had warned of rain. She said she hoped it would stop."
    outer = attribution(text, "The Veldmouth Herald", "Anna Lind had warned of rain")
    inner = replace(attribution(text, "Anna Lind", "of rain"), nested_in=0)
    hoped = attribution(text, "She", "she hoped it would stop")
    own = replace(attribution(text, "she hoped", "it would stop"), nested_in=2)
    own = replace(own, source=(Span(text.index("she hoped"), text.index(" hoped it")),))
    tables = run_all((SPEAKERS, LINKING), attributed((text, [outer, inner, hoped, own])), NAMING).tables
    relayed = dict(tables.quotes.select("content", "relay_id").iter_rows())
    assert relayed == {
        "Anna Lind had warned of rain": None,
        "of rain": speaker_id("Veldmouth Herald"),
        "she hoped it would stop": None,
        "it would stop": None,
    }


def test_a_speaker_of_the_reference_table_carries_its_wikidata_item() -> None:
    row = linked(("Oslo said no.", "Oslo", "no.")).speakers.row(0, named=True)
    assert (row["name"], row["kind"], row["wikidata_id"]) == ("Norway", "government", "Q20")


def test_the_order_of_rows_changes_nothing() -> None:
    tables = named(*((text, (source, content)) for text, source, content in VARIANTS))
    turned = tables.with_frames({"document_speakers": tables.document_speakers.reverse()})
    one, other = (link_speakers(each, NAMING).tables for each in (tables, turned))
    assert one.speakers.equals(other.speakers) and one.quotes.equals(other.quotes)


def test_no_documents_no_speakers() -> None:
    assert run_all((SPEAKERS, LINKING), Tables(), NAMING).tables.speakers.is_empty()


class Deep:
    """A resolver that one of the texts is too much for."""

    name = "deep 1"

    def __call__(self, document: AnalysedDocument, attributions: Sequence[Attribution]) -> DocumentSpeakers:
        if "comet" in document.text:
            raise RecursionError("too deep")
        return shipped().resolver(document, attributions)


def test_a_document_whose_speakers_cannot_be_named_keeps_its_quotes_and_is_named_among_the_rejects() -> None:
    comet = ("A comet fell, Karl Holm said.", ("Karl Holm", "A comet fell"))
    outcome = name_speakers(
        quoted(comet, (TEXT, *FOUND)), Given(analyser=shipped().analyser, resolver=Deep())
    )
    (reject,) = outcome.tables.rejects.to_dicts()
    assert reject["document_id"] == KEY
    assert reject["detail"] == "the naming of speakers raised RecursionError: too deep"
    assert outcome.tables.quotes.filter(document_id=KEY)["speaker_id"].to_list() == [None]
    assert outcome.tables.quotes["speaker_id"].drop_nulls().len() == 2
    (count,) = outcome.counts
    assert (count.stage, count.received, count.kept, count.rejected) == ("speakers", 2, 1, 1)
    (failure,) = outcome.failures
    assert "RecursionError: too deep" in failure.traceback

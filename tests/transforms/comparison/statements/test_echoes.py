"""Echoes: what an outlet says in its own voice and another attributes. First any articles, then the five."""

import re
from collections.abc import Mapping
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.package import table
from schemas.statement_echoes import StatementEchoes
from schemas.vocabularies import STAGES
from tests.resources import Given, shipped, with_analyses
from tests.transforms import golden_articles
from tests.transforms.plain_analyser import PlainAnalyser
from tests.transforms.words_encoder import WordsEncoder
from transforms import ids
from transforms.comparison.statements.echoes import ECHOES, find_echoes
from transforms.comparison.statements.stage import STATEMENTS
from transforms.stage import run_all
from transforms.tables import Tables

# A made-up article: a quote is written [speaker: content], its cue or source [=cue: words] behind it, and a
# line that starts with # is a headline. The encoder knows words and no meaning.

_MARKED = re.compile(r"\[(?P<who>[^:\]]*): (?P<words>[^\]]*)\]")
LOSS = "The port cannot carry the loss for another year"
QUOTED = f"[Ilves: {LOSS}], she said."
FOUND = {"type": "indirect", "cue_modifiers": [], "negated": False, "confidence": 1.0, "method": "by hand"}
PLAIN = Given(analyser=PlainAnalyser(), encoder=WordsEncoder())
BEFORE = "[Ilves: Talks with both unions went well this morning], she said."


def doc(name: str) -> str:
    return ids.document_id("paper", name)


Rows = dict[str, list[dict[str, object]]]


def _article(name: str, marked: str) -> Rows:
    """The rows of one article."""
    text, at, quote = "", 0, {}
    made: Rows = {"quotes": [], "quote_spans": []}
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        place = {"document_id": doc(name), "start": len(text), "end": len(text) + len(match["words"])}
        role = match["who"].removeprefix("=") if match["who"].startswith("=") else "content"
        if role == "content":
            quote = {"quote_id": ids.quote_id(doc(name), match["words"], len(text))}
            speaker = ids.speaker_id(match["who"]) if match["who"] else None
            made["quotes"].append(place | quote | FOUND | {"speaker_id": speaker})
        made["quote_spans"].append(place | quote | {"role": role, "ordinal": 0})
        text, at = text + match["words"], match.end()
    text += marked[at:]
    document = {"document_id": doc(name), "language": "en", "is_translation": False}
    zones = [_zone(name, line) for line in re.finditer(r".+", text)]
    return made | {
        "texts": [{"document_id": doc(name), "text": text}],
        "documents": [document],
        "zones": zones,
    }


def _zone(name: str, line: re.Match[str]) -> dict[str, object]:
    kind = "headline" if line.group().startswith("#") else "body"
    return {"document_id": doc(name), "kind": kind, "start": line.start(), "end": line.end()}


def world(*articles: str, stories: str = "", **changes: Mapping[str, object]) -> Tables:
    """Articles a, b, c ... of one story, or of those that `stories` names by one letter each.

    `changes` replace values of their rows in `documents`.
    """
    names = "abcdefgh"[: len(articles)]
    made = [_article(name, marked) for name, marked in zip(names, articles, strict=True)]
    for name, one in zip(names, made, strict=True):
        one["documents"][0] |= changes.get(name, {})
    frames = {
        part: pl.DataFrame([row for one in made for row in one[part]], table(part).polars_schema)
        for part in ("texts", "documents", "zones", "quotes", "quote_spans")
    }
    rows = [
        {"document_id": doc(name), "story_id": ids.story_id(story)}
        for name, story in zip(names, stories or "s" * len(names), strict=True)
    ]
    frames["story_documents"] = pl.DataFrame(rows, table("story_documents").polars_schema)
    analysed = with_analyses(Tables().with_frames(frames), PLAIN.analyser)
    return STATEMENTS(analysed, PLAIN).tables


def echoes(tables: Tables, encoder: WordsEncoder | None = None) -> pl.DataFrame:
    """What is found, with whatever must hold of it held."""
    given = Given(analyser=PlainAnalyser(), encoder=encoder or WordsEncoder())
    outcome = find_echoes(tables, given)
    found = outcome.tables.statement_echoes
    (count,) = outcome.counts
    assert count.stage in STAGES and count.balanced and count.kept >= found.height
    StatementEchoes.validate(found)
    return found.sort("document_id", "start")


def texts_of(tables: Tables) -> list[str]:
    return echoes(tables)["text"].to_list()


def test_a_sentence_after_the_speaker_s_words_that_another_article_attributes_is_an_echo() -> None:
    tables = world(QUOTED, f"{BEFORE} {LOSS}.")
    (row,) = echoes(tables).to_dicts()
    said = tables.statement_quotes.filter(document_id=doc("a")).row(0, named=True)
    after = tables.quotes.filter(document_id=doc("b")).row(0, named=True)
    assert (row["document_id"], row["text"]) == (doc("b"), f"{LOSS}.")
    assert (row["statement_id"], row["quote_id"]) == (said["statement_id"], after["quote_id"])
    assert (row["similarity"], row["change"]) == (1.0, "verbatim")


SENTENCES = (LOSS, "The night ferry stops running in March", "Eleven crew members move to the day line")
PIECES = st.builds(
    lambda sentence, form: form.format(sentence),
    st.sampled_from(SENTENCES),
    st.sampled_from(
        ("{}.", "“{}.”", "[Ilves: {}], she said.", "{}, too.", "[Orav: “{}.”]", "[: {}]."),
    ),
)
ARTICLES = st.lists(st.lists(PIECES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3).map(
    "\n".join
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=3))
def test_of_any_articles(articles: list[str]) -> None:
    """Slices of the text that no quote touches, of a statement that another article prints."""
    tables = world(*articles)
    found = echoes(tables)
    texts = dict(tables.texts.select("document_id", "text").iter_rows())
    speakers = dict(tables.quotes.select("quote_id", "speaker_id").iter_rows())
    whose = dict(tables.statements.select("statement_id", "speaker_id").iter_rows())
    spans = tables.quote_spans.rows_by_key("document_id", named=True)
    for row in found.iter_rows(named=True):
        document, start, end = row["document_id"], row["start"], row["end"]
        assert texts[document][start:end] == row["text"]
        assert not any(one["start"] < end and start < one["end"] for one in spans[document])
        if row["quote_id"] is not None:
            assert speakers[row["quote_id"]] == whose[row["statement_id"]] is not None
        printed = tables.statement_quotes.filter(statement_id=row["statement_id"])
        assert set(printed["document_id"]) - {document}
    for one, other in pairwise(found.iter_rows(named=True)):
        assert one["document_id"] != other["document_id"] or one["end"] <= other["start"]


def test_the_order_of_rows_does_not_matter() -> None:
    two = f"[Orav: Trains will run], he said, while {BEFORE} {LOSS}."
    tables = world(QUOTED, f"{BEFORE} {LOSS}. It cannot carry the loss for another year.", two)
    turned = tables.with_frames({name: frame.reverse() for name, frame in tables.frames().items()})
    assert echoes(tables).height == 3
    assert echoes(tables).equals(echoes(turned))


# Whose words they are

NONE = {
    "its own attribution": f"{BEFORE} {QUOTED}",
    "its own attribution, of which only the cue stands there": f"{BEFORE} {LOSS}, [=cue: as was said].",
    "something else": f"{BEFORE} The night ferry stops running in March.",
    "other words in quotation marks": f"{BEFORE} “For a year the port cannot, its loss is such, carry on.”",
    "other words in the first person": f"{BEFORE} I fear the port will be unable to bear such losses.",
}


@pytest.mark.parametrize("marked", NONE.values(), ids=NONE.keys())
def test_no_echo(marked: str) -> None:
    assert texts_of(world(QUOTED, marked)) == []


ANYWHERE = {
    "another paragraph": f"{BEFORE}\n{LOSS}.",
    "before the speaker's words": f"{LOSS}. {BEFORE}",
    "after another speaker's words": f"{BEFORE} [Orav: Trains will run], he said. {LOSS}.",
    "after words of nobody in particular": f"{BEFORE} [: Trains will run], it was said. {LOSS}.",
    "no quotes at all": f"{LOSS}. Trains run.",
    "a headline": f"#{LOSS}.\n{BEFORE}",
}


@pytest.mark.parametrize("marked", ANYWHERE.values(), ids=ANYWHERE.keys())
def test_a_sentence_is_an_echo_wherever_it_stands(marked: str) -> None:
    (row,) = echoes(world(QUOTED, marked)).to_dicts()
    assert (row["text"].strip("#"), row["quote_id"]) == (f"{LOSS}.", None)


def test_words_in_quotation_marks_whose_attribution_was_missed_are_an_echo_where_another_prints_them() -> (
    None
):
    assert texts_of(world(QUOTED, f"{BEFORE}\n“{LOSS}.”")) == [f"“{LOSS}.”"]


def test_a_sentence_that_holds_a_quote_and_much_more_is_no_echo() -> None:
    said = "[Ilves: The port cannot carry its loss], she said."
    longer = "The port and eleven crews seek fresh tenants, fuel and a bridge for the winter ferry line"
    assert texts_of(world(said, f"{BEFORE} {longer}.")) == []


def test_the_speaker_goes_on_over_sentences_that_are_no_echo() -> None:
    assert texts_of(world(QUOTED, f"{BEFORE} Trains will run. {LOSS}.")) == [f"{LOSS}."]


def test_a_sentence_right_after_a_quote_that_ends_with_its_full_stop_is_read() -> None:
    said = "Ilves said: [Ilves: “Talks with both unions went well this morning.”]"
    assert texts_of(world(QUOTED, f"{said} {LOSS}.")) == [f"{LOSS}."]


def test_half_a_sentence_may_be_the_echo() -> None:
    marked = f"{BEFORE} {LOSS}, but the night ferry stops running in March."
    assert texts_of(world(QUOTED, marked)) == [f"{LOSS},"]


def test_the_marks_around_a_sentence_belong_to_it() -> None:
    assert texts_of(world(QUOTED, f"{BEFORE} ({LOSS}.) Trains run.")) == [f"({LOSS}.)"]


# Where the other article is


def test_a_story_of_one_article_has_none() -> None:
    assert texts_of(world(f"{QUOTED}\n{BEFORE} {LOSS}.")) == []


def test_what_only_the_same_article_attributes_is_no_echo() -> None:
    assert texts_of(world(f"{QUOTED}\n{BEFORE} {LOSS}.", BEFORE)) == []


def test_an_article_of_another_story_counts_for_nothing() -> None:
    articles = (QUOTED, f"{BEFORE} {LOSS}.", BEFORE)
    assert texts_of(world(*articles, stories="xyy")) == []
    assert texts_of(world(*articles, stories="yyx")) == [f"{LOSS}."]


def test_a_copy_neither_echoes_nor_is_echoed_by_its_original() -> None:
    marked = f"{BEFORE} {LOSS}."
    once = echoes(world(QUOTED, marked, marked, c={"duplicate_of": doc("b")}))
    assert once["document_id"].to_list() == [doc("b")]
    whole = f"{QUOTED}\n{marked}"
    assert texts_of(world(whole, whole, BEFORE, b={"duplicate_of": doc("a")})) == []


def test_what_a_copy_attributes_its_original_does_too() -> None:
    tables = world(QUOTED, f"{BEFORE} {LOSS}.", QUOTED, a={"duplicate_of": doc("c")})
    assert texts_of(tables) == [f"{LOSS}."]


def test_many_quotes_of_its_own_do_not_hide_another_article_s() -> None:
    """More of them than are compared word by word, each nearer by its sentence vector."""
    own = "\n".join(
        f"[Ilves: {LOSS} {word}], she said." for word in "so as it is with you and me by our own".split()
    )
    other = "[Ilves: For another year is the loss what our port here cannot carry], she said."
    found = echoes(world(other, f"{own}\n{QUOTED}\n{QUOTED}\n{BEFORE} {LOSS}."))
    assert found["text"].to_list() == [f"{LOSS}."]


# How it differs


@pytest.mark.parametrize(
    ("echo", "change"),
    [
        ("The port cannot carry the loss", "truncated"),
        (f"{LOSS}, the year that nobody here will ever quite forget again", "merged"),
        ("For another year the loss cannot the port carry", "reworded"),
    ],
)
def test_an_echo_is_held_against_the_statement_s_representative(echo: str, change: str) -> None:
    found = echoes(world(QUOTED, f"{BEFORE} {echo}."))
    assert found["change"].to_list() == [change]


@pytest.mark.parametrize("other", [{"is_translation": True}, {"language": "et"}])
def test_other_words_of_an_article_in_another_language_are_translated(other: Mapping[str, object]) -> None:
    marked = f"{BEFORE} For another year the loss cannot the port carry."
    assert echoes(world(QUOTED, marked, b=other))["change"].to_list() == ["translated"]
    assert echoes(world(QUOTED, marked, a=other, b=other))["change"].to_list() == ["reworded"]


def test_it_is_the_representative_s_language_that_counts_not_that_of_the_nearest_quote() -> None:
    said = "For another year the loss cannot the port carry"
    translated = {"is_translation": True}
    articles = (f"[Ilves: {LOSS}, surely], she said.", f"{BEFORE} {said}.", f"[Ilves: {said}], she said.")
    assert echoes(world(*articles, b=translated, c=translated))["change"].to_list() == ["translated"]
    assert echoes(world(*articles))["change"].to_list() == ["reworded"]


# What it costs, and where there is nothing


def test_where_nothing_can_be_an_echo_no_vector_is_made() -> None:
    encoder = WordsEncoder()
    lonely = "[Orav: Trains will run], he said. The night ferry stops in March."
    assert echoes(world(QUOTED, lonely), encoder).is_empty()
    assert encoder.calls == 0


def test_a_document_that_could_not_be_analysed_has_none_and_costs_the_others_nothing() -> None:
    tables = world(QUOTED, f"{BEFORE} {LOSS}.", f"{BEFORE} {LOSS}.")
    analyses = tables.analyses.filter(pl.col("document_id") != doc("c"))
    assert echoes(tables)["document_id"].to_list() == sorted((doc("b"), doc("c")))
    assert echoes(tables.with_frames({"analyses": analyses}))["document_id"].to_list() == [doc("b")]


def test_no_rows_no_echoes_but_the_table_stays_typed() -> None:
    assert echoes(Tables()).schema == table("statement_echoes").polars_schema


# The five articles, with golden quotes

GERMAN = "site-34/nato-clearly-rejects-security-guarantees.txt"
CUELESS = (
    "The alliance is open to further negotiations",
    "The discussion was not easy, but that is precisely",
)


def _without_cueless(tables: Tables) -> Tables:
    """The golden quotes but for the two that no cue marks: what an extractor that wants cues would find."""
    kept = tables.quotes.filter(~pl.any_horizontal(pl.col("content").str.starts_with(c) for c in CUELESS))
    assert tables.quotes.height - kept.height == len(CUELESS)
    spans = tables.quote_spans.join(kept, on="quote_id", how="semi")
    return tables.with_frames({"quotes": kept, "quote_spans": spans})


def _golden(tables: Tables) -> tuple[Tables, list[tuple[str, str]]]:
    """The echoes and the statements that they render, in words."""
    placed = run_all((STATEMENTS, ECHOES), golden_articles.one_story(tables), shipped()).tables
    told = placed.statement_echoes.join(
        placed.statements.select("statement_id", said="text"), on="statement_id"
    )
    return placed, told.select("text", "said").rows()


def test_what_no_cue_marks_is_an_echo_of_what_another_outlet_quotes() -> None:
    """The other one, "open to further negotiations", is too unlike "open to dialogue with it"."""
    tables, told = _golden(_without_cueless(golden_articles.quotes()))
    assert told == [("The discussion was not easy,", "The talks were not easy")]
    (row,) = tables.statement_echoes.to_dicts()
    assert row["document_id"] == golden_articles.paths()[GERMAN]
    after = tables.quotes.filter(quote_id=row["quote_id"]).row(0, named=True)
    assert after["content"].startswith("It is a positive sign")


def test_where_they_are_quotes_nothing_is_left_to_echo() -> None:
    assert _golden(golden_articles.quotes())[1] == []

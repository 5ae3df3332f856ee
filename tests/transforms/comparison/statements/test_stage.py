"""Statements: which quotes render one utterance. First the five articles, then what must hold of any."""

from collections import defaultdict

import polars as pl
import pytest

from schemas.package import table
from schemas.statement_quotes import StatementQuotes
from schemas.statements import Statements
from tests.resources import Given, shipped, with_analyses
from tests.transforms import golden_articles
from tests.transforms.plain_analyser import PlainAnalyser
from tests.transforms.words_encoder import WordsEncoder
from transforms import ids
from transforms.comparison.statements.stage import STATEMENTS, find_statements
from transforms.tables import Tables


@pytest.fixture(scope="module")
def golden() -> Tables:
    return STATEMENTS(golden_articles.one_story(golden_articles.quotes()), shipped()).tables


def _labels(tables: Tables) -> dict[str, list[tuple[str | None, str]]]:
    """By statement: the golden label and the document of each member."""
    paths = golden_articles.paths()
    places = [
        (paths[line["path"]], one["start"], one["statement"])
        for line in golden_articles.lines("statements/quotes.jsonl")
        for one in line["renders"]
    ]
    found: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for row in tables.statement_quotes.iter_rows(named=True):
        inside = [
            label
            for doc, at, label in places
            if doc == row["document_id"] and row["start"] <= at < row["end"]
        ]
        found[row["statement_id"]].append((inside[0] if inside else None, row["document_id"]))
    return found


def test_the_golden_labels_meet_parts_one_to_one(golden: Tables) -> None:
    met = [label for members in _labels(golden).values() for label, _ in members if label]
    asked = [o for line in golden_articles.lines("statements/quotes.jsonl") for o in line["renders"]]
    assert len(met) == len(asked)


def test_no_two_utterances_are_merged(golden: Tables) -> None:
    for members in _labels(golden).values():
        if len(members) > 1:
            assert len({label for label, _ in members}) == 1 and members[0][0] is not None


def test_eight_statements_run_across_articles(golden: Tables) -> None:
    across = {m[0][0] for m in _labels(golden).values() if len({document for _, document in m}) > 1}
    assert across >= {
        "differences",
        "positive sign",
        "talks not easy",
        "open to talks",
        "principles",
        "veto",
        "guarantees demanded",
        "right to choose",
    }


def test_a_paraphrase_joins_its_own_quotation_in_one_article(golden: Tables) -> None:
    within = {m[0][0] for m in _labels(golden).values() if len(m) > len({document for _, document in m})}
    assert within >= {"threat is Ukraine", "satisfactory answers", "differences"}


def test_four_outlets_print_the_differences_and_one_says_it_twice(golden: Tables) -> None:
    row = golden.statements.filter(pl.col("n_documents") == 4).row(0, named=True)
    assert (row["n_quotes"], row["n_distinct"]) == (5, 4)
    assert "differences between NATO allies and Russia" in row["text"]


# What must hold of any quotes, with an encoder that knows words and no meaning.

SAID = "We cannot carry the loss for another year"
FOUND = {"cue_modifiers": [], "negated": False, "confidence": 1.0, "method": "by hand"}


def _world(*quotes: tuple[str, str, str | None]) -> Tables:
    """Quotes as (document, content, speaker); each document's text is its contents, a line each."""
    lines: dict[str, list[str]] = {}
    for document, content, _ in quotes:
        lines.setdefault(document, []).append(content)
    texts = {document: "\n".join(contents) + "\nNo more." for document, contents in lines.items()}
    rows, spans, used = [], [], dict.fromkeys(texts, 0)
    for document, content, speaker in quotes:
        doc = ids.document_id("paper", document)
        start = texts[document].index(content, used[document])
        used[document] = start + len(content)
        key = ids.quote_id(doc, content, start)
        place = {"document_id": doc, "quote_id": key, "start": start, "end": start + len(content)}
        person = {"speaker_id": ids.speaker_id(speaker)} if speaker else {}
        rows.append(place | person | FOUND | {"type": "direct", "content": content})
        spans.append(place | {"role": "content", "ordinal": 0, "text": content})
    documents = [
        {"document_id": ids.document_id("paper", d), "language": "en", "is_translation": None} for d in texts
    ]
    story = ids.story_id("a")
    made = {
        "quotes": rows,
        "quote_spans": spans,
        "documents": documents,
        "texts": [{"document_id": ids.document_id("paper", d), "text": t} for d, t in texts.items()],
        "story_documents": [{"document_id": ids.document_id("paper", d), "story_id": story} for d in texts],
    }
    frames = {name: pl.DataFrame(part, table(name).polars_schema) for name, part in made.items()}
    return with_analyses(Tables().with_frames(frames), PlainAnalyser())


def _build(tables: Tables, encoder: WordsEncoder | None = None) -> Tables:
    given = Given(analyser=PlainAnalyser(), encoder=encoder or WordsEncoder())
    outcome = find_statements(tables, given)
    assert all(count.balanced for count in outcome.counts)
    Statements.validate(outcome.tables.statements)
    members = StatementQuotes.validate(outcome.tables.statement_quotes)
    assert set(members["quote_id"]) == set(tables.quotes["quote_id"])
    assert members.filter("is_representative").height == outcome.tables.statements.height
    return outcome.tables


def test_the_same_words_are_one_statement_whoever_is_named_as_their_speaker() -> None:
    tables = _world(("a", SAID, "Ilves"), ("b", SAID, "Ilves"), ("c", SAID, "Orav"), ("d", SAID, None))
    made = _build(tables)
    assert made.statements.select("n_quotes", "speaker_id").rows() == [(4, ids.speaker_id("Ilves"))]


def test_its_speaker_is_whom_most_documents_name_and_it_is_shown_in_a_quote_of_theirs() -> None:
    longer = SAID + " as we have told the union"
    tables = _world(("a", longer, "Orav"), ("a", longer, "Orav"), ("b", SAID, "Ilves"), ("c", SAID, "Ilves"))
    (row,) = _build(tables).statements.to_dicts()
    assert (row["speaker_id"], row["text"]) == (ids.speaker_id("Ilves"), SAID)


def test_a_slogan_of_few_words_is_one_statement_for_each_who_says_it() -> None:
    tables = _world(
        ("a", "Make Ferries Run Again", "Ilves"),
        ("b", "Make Ferries Run Again", "Ilves"),
        ("c", "Make Ferries Run Again", "Orav"),
    )
    assert sorted(_build(tables).statements["n_quotes"]) == [1, 2]


def test_a_cut_quotation_with_brackets_joins_under_another_speaker() -> None:
    cut = "“[We] cannot carry the loss for another … [year]”"
    made = _build(_world(("a", SAID + " than this one", "Ilves"), ("b", cut, "Orav")))
    assert made.statements.get_column("n_documents").to_list() == [2]


def test_a_quotation_in_a_quotation_is_a_statement_of_its_own() -> None:
    tables = _nested("b", _world(("a", SAID, "Orav"), ("b", f"The chair told us that {SAID}", "Ilves")))
    made = _build(tables)
    speakers = {ids.speaker_id(name): name for name in ("Ilves", "Orav")}
    found = [(speakers[row["speaker_id"]], row["n_documents"]) for row in made.statements.to_dicts()]
    assert sorted(found) == [("Ilves", 1), ("Orav", 2)]


def _nested(document: str, tables: Tables) -> Tables:
    """The same with a quotation of Orav's inside what a document quotes."""
    outer = tables.quotes.row(
        by_predicate=pl.col("document_id") == ids.document_id("paper", document), named=True
    )
    start = outer["start"] + outer["content"].index(SAID)
    place = {"document_id": outer["document_id"], "start": start, "end": start + len(SAID)}
    place["quote_id"] = ids.quote_id(outer["document_id"], SAID, 1)
    inner = place | FOUND | {"type": "direct", "content": SAID, "speaker_id": ids.speaker_id("Orav")}
    span = place | {"role": "content", "ordinal": 0, "text": SAID}
    rows = {"quotes": inner | {"nested_in": outer["quote_id"]}, "quote_spans": span}
    return tables.with_frames(
        {
            name: pl.concat([tables.frame(name), pl.DataFrame([row], table(name).polars_schema)])
            for name, row in rows.items()
        }
    )


def test_few_words_without_a_speaker_join_only_in_the_same_words() -> None:
    said = "Trains will run"
    tables = _world(("a", said, None), ("b", said, None), ("c", said + " again", None), ("d", said, "Ilves"))
    assert sorted(_build(tables).statements["n_quotes"]) == [1, 1, 2]


def test_a_shortened_quote_is_told_as_such() -> None:
    made = _build(_world(("a", SAID, "Ilves"), ("b", "cannot carry the loss for another", "Ilves")))
    kinds = made.statement_quotes.select("is_representative", "change").rows()
    assert sorted(kinds) == [(False, "truncated"), (True, "verbatim")]


def test_two_sentences_of_one_quote_are_two_statements() -> None:
    made = _build(_world(("a", f"{SAID}. The union must decide by summer.", "Ilves"), ("b", SAID, "Ilves")))
    assert sorted(made.statements["n_documents"]) == [1, 2]


def test_the_order_of_rows_does_not_matter() -> None:
    tables = _world(
        ("a", SAID, "Ilves"),
        ("b", "cannot carry the loss another year", "Ilves"),
        ("c", "Trains will run", "Ilves"),
    )
    turned = tables.with_frames({name: frame.reverse() for name, frame in tables.frames().items()})
    one, other = _build(tables), _build(turned)
    for name, frame in one.frames().items():
        assert frame.sort(pl.all()).equals(other.frame(name).sort(pl.all()))


def test_a_lonely_quote_costs_no_vector() -> None:
    encoder = WordsEncoder()
    _build(_world(("a", SAID, "Ilves"), ("a", "Trains will run", "Orav")), encoder)
    assert encoder.calls == 0


def test_a_thousand_copies_are_one_statement() -> None:
    made = _build(_world(*((f"d{i}", SAID, "Ilves") for i in range(1000)), ("e", "Trains will run", "Ilves")))
    assert sorted(made.statements["n_quotes"]) == [1, 1000]


def test_no_quotes_no_statements_but_the_tables_stay_typed() -> None:
    made = _build(Tables())
    assert made.statements.height == made.statement_quotes.height == 0


def test_quotes_of_documents_without_a_story_are_a_mistake_of_the_caller() -> None:
    tables = _world(("a", SAID, None)).without("story_documents")
    with pytest.raises(ValueError, match="1 documents with quotes have no story"):
        _build(tables)


def test_quotes_of_a_document_that_could_not_be_analysed_render_nothing_and_are_counted() -> None:
    tables = _world(("a", SAID, "Ilves"), ("b", SAID, "Ilves"), ("b", "Trains will run", "Orav"))
    analyses = tables.analyses.filter(document_id=ids.document_id("paper", "a"))
    given = Given(analyser=PlainAnalyser(), encoder=WordsEncoder())
    outcome = find_statements(tables.with_frames({"analyses": analyses}), given)
    assert set(outcome.tables.statement_quotes["document_id"]) == {ids.document_id("paper", "a")}
    (count,) = outcome.counts
    assert (count.received, count.kept, count.rejected) == (3, 1, 2)

"""Coverage: a made-up hearing in two or three outlets, one of which may say nothing of a statement."""

from typing import Any

import polars as pl
import pytest

from schemas.coverage import Coverage
from schemas.package import table
from tests.resources import Given, Reader, shipped, with_analyses
from transforms.comparison.coverage import find_coverage
from transforms.tables import Tables

GIVEN = Given(analyser=Reader(), comparison_weights=shipped().comparison_weights)
ABOUT = "The hearing in Lowford went on, as Mara Ilves and Dmitry Orlov told the Harbour Board."
SILENT = "Mara Ilves came late. Dmitry Orlov poured coffee. Then people of Lowford sang songs."
ELSEWHERE = "Rain fell on the fields of Kelby while John Carter waited for Susan Reed in Marsden."
RELAY = "spk_" + "0" * 16
STORY, STATEMENT = "sto_" + "0" * 16, "sta_" + "0" * 16


def _id(prefix: str, number: int) -> str:
    return f"{prefix}_{number:016x}"


def _tables(
    texts: list[str],
    quotes: list[tuple[int, str]],
    echoes: tuple[int, ...] = (),
    outlets: list[str] | None = None,
    copies: dict[int, int] | None = None,
) -> Tables:
    """Documents of one story; `quotes`: (document, type) of the renderings of its one statement."""
    rows: dict[str, list[dict[str, Any]]] = {
        "texts": [{"document_id": _id("doc", n), "text": text} for n, text in enumerate(texts)],
        "documents": [
            {
                "document_id": _id("doc", n),
                "origin": "lowford-post",
                "outlet": outlets[n] if outlets else f"Outlet {n}",
                "duplicate_of": _id("doc", copies[n]) if copies and n in copies else None,
            }
            for n in range(len(texts))
        ],
        "story_documents": [{"document_id": _id("doc", n), "story_id": STORY} for n in range(len(texts))],
        "statements": [{"statement_id": STATEMENT, "story_id": STORY}],
        "quotes": [
            {"quote_id": _id("quo", k), "document_id": _id("doc", n), "type": kind, "source": "Ilves"}
            | {"cue": "said", "cue_lemma": "say", "cue_class": "neutral", "relay_id": RELAY}
            for k, (n, kind) in enumerate(quotes)
        ],
        "statement_quotes": [
            {"quote_id": _id("quo", k), "part": 0, "statement_id": STATEMENT, "document_id": _id("doc", n)}
            | {"start": k, "end": k + 5, "similarity": 0.9}
            for k, (n, _) in enumerate(quotes)
        ],
        "statement_echoes": [
            {
                "document_id": _id("doc", n),
                "start": 7,
                "end": 12,
                "text": texts[n][7:12],
                "statement_id": STATEMENT,
                "similarity": 0.5,
            }
            for n in echoes
        ],
    }
    frames = {name: pl.DataFrame(part, table(name).polars_schema) for name, part in rows.items()}
    return with_analyses(Tables().with_frames(frames))


def _coverage(tables: Tables) -> list[dict[str, Any]]:
    found = Coverage.validate(find_coverage(tables, GIVEN).tables.coverage)
    return found.sort("document_id").to_dicts()


def _how(tables: Tables) -> list[str]:
    return [row["how"] for row in _coverage(tables)]


@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect"])
def test_each_outlet_s_way_of_reporting_has_a_row_with_its_cue_and_source(kind: str) -> None:
    first, second = _coverage(_tables([ABOUT, ABOUT], [(0, "direct"), (1, kind)]))
    assert (first["how"], second["how"]) == ("direct", kind)
    told = {
        key: second[key]
        for key in ("cue", "cue_lemma", "cue_class", "source", "relay_id", "quote_id", "start", "end")
    }
    assert told == {
        "cue": "said",
        "cue_lemma": "say",
        "cue_class": "neutral",
        "source": "Ilves",
        "relay_id": RELAY,
        "quote_id": _id("quo", 1),
        "start": 1,
        "end": 6,
    }


def test_an_echo_is_the_outlets_own_voice_and_rests_on_no_quote() -> None:
    _, echo = _coverage(_tables([ABOUT, ABOUT], [(0, "direct")], echoes=(1,)))
    assert (echo["how"], echo["quote_id"], echo["cue"], echo["start"], echo["end"]) == (
        "own_voice",
        None,
        None,
        7,
        12,
    )


def test_an_echo_in_quotation_marks_is_somebodys_and_not_the_outlets_own_voice() -> None:
    marked = ABOUT.replace("ring in", "“is” in", 1)
    assert _how(_tables([ABOUT, marked], [(0, "direct")], echoes=(1,))) == ["direct", "unattributed"]


def test_where_a_document_reports_it_twice_the_more_direct_report_counts() -> None:
    rows = _coverage(_tables([ABOUT, ABOUT], [(0, "indirect"), (0, "direct"), (1, "mixed")], echoes=(1,)))
    assert [(row["how"], row["quote_id"]) for row in rows] == [
        ("direct", _id("quo", 1)),
        ("mixed", _id("quo", 2)),
    ]


def test_a_document_about_the_same_matter_that_says_nothing_of_it_leaves_it_out() -> None:
    last = _coverage(_tables([ABOUT, ABOUT, SILENT], [(0, "direct"), (1, "direct")]))[-1]
    assert (last["how"], last["quote_id"], last["start"]) == ("not_reported", None, None)


def test_a_document_of_which_a_sentence_may_tell_it_is_not_said_to_leave_it_out() -> None:
    assert _how(_tables([ABOUT] * 3, [(0, "direct"), (1, "direct")])) == ["direct", "direct"]


def test_the_silence_of_a_document_about_another_matter_tells_nothing() -> None:
    assert _how(_tables([ABOUT, ABOUT, ELSEWHERE], [(0, "direct"), (1, "direct")])) == ["direct", "direct"]


def test_a_statement_of_one_outlet_or_of_one_text_has_no_rows() -> None:
    both = [(0, "direct"), (1, "direct")]
    assert _coverage(_tables([ABOUT, ABOUT], [(0, "direct")])) == []
    assert _coverage(_tables([ABOUT, ABOUT], both, outlets=["One", "One"])) == []
    assert _coverage(_tables([ABOUT, ABOUT], both, copies={1: 0})) == []


def test_a_copy_leaves_nothing_out_that_its_original_reports() -> None:
    rows = _coverage(_tables([ABOUT] * 3, [(0, "direct"), (1, "direct")], copies={2: 0}))
    assert [row["document_id"] for row in rows] == [_id("doc", 0), _id("doc", 1)]


def test_the_order_of_rows_does_not_matter() -> None:
    tables = _tables([ABOUT] * 3, [(0, "indirect"), (0, "direct"), (1, "direct")], echoes=(1,))
    turned = tables.with_frames({name: frame.reverse() for name, frame in tables.frames().items()})
    assert _coverage(turned) == _coverage(tables)


def test_no_tables_have_no_rows() -> None:
    assert _coverage(Tables()) == []

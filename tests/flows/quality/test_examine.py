"""Data quality: a valid build passes every check, every check is seen to fail, and a crash is no failure."""

import io
import json
import socket
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from flows.quality import run as quality_run
from flows.quality.examine import Report, examine, run, since, worse_than
from flows.quality.report import failures_table, headline, plain, to_html, to_json, to_junit, to_markdown
from flows.quality.run import Example, Result
from schemas.derivations import verdicts
from schemas.derivations.checks import STATUSES, Check
from schemas.derivations.expectations import EXAMINED, derive
from schemas.package import TABLES
from schemas.vocabularies import SEVERITIES
from tests.flows.quality.proofs import OF_WHOLE_TABLES, Proof, row_proofs
from tests.frames import FERRY, valid_frames
from tests.worlds import Unit, frames_of, unit, unit_of_row
from transforms.comparison.stage import COMPARED
from transforms.results import StageCount

PROOFS = row_proofs()
STAGE_COUNTS = (StageCount("ingest", "files", 8, 7, 1),)
HEIGHTS = {name: frame.height for name, frame in valid_frames().items()}
Tables = dict[str, pl.DataFrame]
Fallen = dict[str, dict[str, int]]


# A valid build


@pytest.fixture(scope="module")
def good() -> Report:
    return examine(valid_frames(), STAGE_COUNTS, expected=HEIGHTS)


def test_a_valid_build_passes_every_check(good: Report) -> None:
    assert [result.check.id for result in good.problems] == []
    assert [result.check for result in good.results] == list(derive())
    assert not good.blocked
    assert good.counts["passed"] == len(derive())


def test_every_check_of_a_filled_table_examined_every_row_that_has_a_value(good: Report) -> None:
    """A check that looked at nothing has proved nothing."""
    assert good.rows["quotes"] == 5
    assert good.result("quotes.content.not_null").rows_examined == 5
    assert good.result("quotes.speaker_id.pattern").rows_examined == 4
    assert good.result("quotes.row_count").observed == 5


def test_nothing_is_written_nobody_is_called_and_the_report_is_the_same_again(
    good: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.chdir(tmp_path)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, forbidden)
    again = examine(valid_frames(), STAGE_COUNTS, expected=HEIGHTS)
    assert list(tmp_path.iterdir()) == []
    for form in (to_json, to_markdown, to_html, to_junit):
        assert form(again) == form(good)


# Every check can fail


@pytest.fixture(scope="module")
def fallen() -> Fallen:
    """For each proof, the checks that failed on its unit and on how many rows; unit 0 is left whole."""
    units = [unit(number) for number in range(len(PROOFS) + 1)]
    for proof, broken in zip(PROOFS, units[1:], strict=True):
        proof.edit(broken)
    results = run(derive(), frames_of(units), EXAMINED, examples=10_000)
    found: Fallen = {"": {}} | {proof.check.id: {} for proof in PROOFS}
    for result in results:
        assert result.status != "crashed", f"{result.check.id}: {result.error}"
        if result.status == "failed" and result.check.kind not in OF_WHOLE_TABLES:
            _count(result, units, found)
    return found


def _count(result: Result, units: list[Unit], found: Fallen) -> None:
    owners = unit_of_row(units, result.check.table)
    assert len(result.examples) == result.rows_failed
    for example in result.examples:
        assert example.row is not None
        number = owners[example.row]
        counts = found[PROOFS[number - 1].check.id if number else ""]
        counts[result.check.id] = counts.get(result.check.id, 0) + 1


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.check.id)
def test_a_broken_unit_fails_its_check_and_only_what_must_follow(proof: Proof, fallen: Fallen) -> None:
    assert fallen[proof.check.id] == proof.breaks


def test_the_whole_unit_among_the_broken_ones_fails_nothing(fallen: Fallen) -> None:
    assert fallen[""] == {}


def _columns_reversed_and_a_reject_lost(frames: Tables) -> Tables:
    reversed_ = {name: frame.select(reversed(frame.columns)) for name, frame in frames.items()}
    return reversed_ | {"rejects": reversed_["rejects"].head(-1)}


def _types_changed_and_nulls(frames: Tables) -> Tables:
    """One column a table gets a type that its checks can still work with; rates of nulls go to one."""
    names = [c for check in derive() if check.kind == "null_rate" for c in check.columns]
    quotes = frames["quotes"].with_columns(pl.lit(None, pl.String).alias(name) for name in names)
    frames = frames | {"quotes": quotes}
    columns = {
        "documents": ("n_words", pl.Int32),
        "zones": ("start", pl.Int32),
        "quotes": ("confidence", pl.Float32),
        "quote_spans": ("ordinal", pl.Int32),
        "speakers": ("role", pl.Categorical()),
        "speaker_mentions": ("form", pl.Categorical()),
        "claims": ("entities", pl.List(pl.Categorical())),
        "quantities": ("kind", pl.Categorical()),
        "stories": ("n_documents", pl.Int32),
        "story_documents": ("similarity", pl.Float32),
        "statements": ("n_quotes", pl.Int32),
        "statement_quotes": ("part", pl.Int32),
        "statement_echoes": ("start", pl.Int32),
        "discrepancies": ("n_values", pl.Int32),
        "discrepancy_values": ("start", pl.Int32),
        "rejects": ("origin", pl.Categorical()),
        "changes": ("change", pl.Categorical()),
        "stage_counts": ("kept", pl.Int32),
        "expected_rows": ("rows", pl.Int32),
    }
    changed = {name: frames[name].with_columns(pl.col(c).cast(t)) for name, (c, t) in columns.items()}
    return frames | changed


def _emptied(frames: Tables) -> Tables:
    return {name: frame.clear() for name, frame in frames.items()}


def _mostly_silent(frames: Tables) -> Tables:
    """Two of three documents lose their quotes."""
    kept = frames["documents"].get_column("document_id").head(1).implode()
    quotes = frames["quotes"].filter(pl.col("document_id").is_in(kept))
    spans = frames["quote_spans"].filter(pl.col("document_id").is_in(kept))
    mentions = frames["speaker_mentions"].filter(pl.col("document_id").is_in(kept))
    speakers = frames["speakers"].join(quotes, on="speaker_id", how="semi")
    claims = frames["claims"].filter(pl.col("document_id").is_in(kept))
    quantities = frames["quantities"].filter(pl.col("document_id").is_in(kept))
    left = {"quotes": quotes, "quote_spans": spans, "speakers": speakers, "speaker_mentions": mentions}
    compared = {name: frames[name].clear() for name in COMPARED}
    return frames | left | {"claims": claims, "quantities": quantities} | compared


def _ids_of(*kinds: str) -> set[str]:
    return {check.id for check in derive() if check.kind in kinds}


WHOLE_TABLES: list[tuple[Callable[[Tables], Tables], set[str]]] = [
    (_columns_reversed_and_a_reject_lost, _ids_of("columns", "all_listed")),
    (_types_changed_and_nulls, _ids_of("types", "null_rate") - {"texts.types"}),
    (_emptied, _ids_of("row_count")),
    (_mostly_silent, _ids_of("share")),
]


@pytest.mark.parametrize(("damage", "expected"), WHOLE_TABLES)
def test_a_damaged_table_fails_its_check_and_no_other(
    damage: Callable[[Tables], Tables], expected: set[str]
) -> None:
    results = run(derive(), damage(frames_of([unit(number) for number in range(3)])), EXAMINED)
    assert {result.check.id for result in results if result.status != "passed"} == expected


def _only(frames: Tables, *tables: str) -> dict[str, Result]:
    """The results of the checks of these tables alone, by check id."""
    checks = [check for check in derive() if check.table in tables]
    return {result.check.id: result for result in run(checks, frames, EXAMINED)}


def test_a_text_of_the_wrong_type_fails_its_check() -> None:
    """On its own, because whatever needs the text then crashes."""
    frames = frames_of([unit(0)])
    frames["texts"] = frames["texts"].with_columns(pl.col("text").cast(pl.Binary))
    results = _only(frames, "texts", "quote_spans")
    assert [key for key, result in results.items() if result.status == "failed"] == ["texts.types"]
    assert results["quote_spans.span_text"].status == "crashed"


def test_every_check_has_its_proof() -> None:
    proved = {proof.check.id for proof in PROOFS} | {"texts.types"}
    assert proved.union(*(expected for _, expected in WHOLE_TABLES)) == {check.id for check in derive()}


# What blocks


def _result(status: str, kind: str = "not_null", **more: object) -> Result:
    check = Check("quotes.cue.test", "quotes", kind, "cue of quotes is as it should be", ("cue",))
    return Result(check, status, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("result", "blocked", "outcome"),
    [
        (_result("passed"), False, "passed"),
        (_result("failed"), True, "failed"),
        (_result("crashed"), True, "crashed"),
        (_result("failed", "null_rate"), False, "warned"),
        (_result("crashed", "null_rate"), True, "crashed"),
    ],
)
def test_critical_failures_and_any_crash_block(result: Result, blocked: bool, outcome: str) -> None:
    assert Report((result,)).blocked is blocked
    assert result.outcome == outcome
    assert result.status in STATUSES
    assert result.check.severity in SEVERITIES


def test_a_report_without_checks_blocks() -> None:
    assert Report(()).blocked


# Crashed is not failed


def test_a_verdict_that_raises_is_reported_as_crashed(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> pl.Series:
        raise ZeroDivisionError("made to fail")

    monkeypatch.setitem(verdicts.VERDICTS, "span_text", explode)  # type: ignore[arg-type]
    results = _only(valid_frames(), "quote_spans")
    crashed = results.pop("quote_spans.span_text")
    assert (crashed.status, crashed.error) == ("crashed", "ZeroDivisionError: made to fail")
    assert {result.status for result in results.values()} == {"passed"}


def test_a_check_on_a_column_that_is_not_there_is_reported_as_crashed() -> None:
    frames = valid_frames()
    frames["quotes"] = frames["quotes"].drop("method")
    results = _only(frames, "quotes")
    outcomes = {key: result.outcome for key, result in results.items() if result.status != "passed"}
    assert outcomes == {
        "quotes.columns": "failed",
        "quotes.method.not_null": "crashed",
        "quotes.method.min_length": "crashed",
    }
    assert "method" in str(results["quotes.method.not_null"].error)


def test_a_table_that_is_not_there_crashes_its_checks() -> None:
    frames = valid_frames()
    del frames["speakers"]
    results = _only(frames, "speakers")
    assert results.pop("speakers.columns").status == "failed"
    assert {result.status for result in results.values()} == {"crashed"}


def test_a_check_that_saw_fewer_rows_than_there_are_is_reported_as_crashed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = quality_run._batch
    monkeypatch.setattr(
        quality_run, "_batch", lambda context, name, frame: whole(context, name, frame.head(1))
    )
    result = _only(valid_frames(), "quotes")["quotes.content.not_null"]
    assert (result.status, result.error) == ("crashed", "only 1 of 5 rows were examined")


def test_a_batch_that_cannot_be_validated_crashes_its_checks_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = quality_run._batch

    def refuse(context: object, name: str, frame: pl.DataFrame) -> object:
        if name == "zones":
            raise MemoryError("no room")
        return whole(context, name, frame)  # type: ignore[arg-type]

    monkeypatch.setattr(quality_run, "_batch", refuse)
    results = _only(valid_frames(), "zones", "texts").values()
    assert {r.check.table for r in results if r.status == "crashed"} == {"zones"}
    assert {r.error for r in results if r.status == "crashed"} == {"MemoryError: no room"}


# Tables that are knowingly absent


def test_checks_that_need_an_absent_table_are_listed_as_left_out() -> None:
    """A published release has neither texts nor counts."""
    frames = valid_frames()
    del frames["texts"]
    report = examine(frames, (), absent=("texts", "stage_counts"))
    left_out = {check.id for check in report.left_out}
    assert not report.blocked
    assert {"quote_spans.span_text", "texts.key", "rejects.all_listed", "stage_counts.row_count"} <= left_out
    assert len(report.results) + len(left_out) == len(derive())
    assert f"{len(left_out)} left out" in headline(report)
    assert json.loads(to_json(report))["left_out"] == [check.id for check in report.left_out]


def test_a_build_without_tallies_has_accounted_for_nothing() -> None:
    report = examine({}, (), absent=[table.name for table in TABLES])
    assert [result.check.id for result in report.problems] == ["stage_counts.row_count"]


# Warnings that get worse


@pytest.mark.parametrize(
    ("before", "now", "worse"),
    [
        (_result("passed", "null_rate", observed=0.1), _result("failed", "null_rate", observed=0.6), True),
        (_result("failed", "null_rate", observed=0.6), _result("failed", "null_rate", observed=0.7), True),
        (_result("failed", "null_rate", observed=0.6), _result("failed", "null_rate", observed=0.6), False),
        (_result("failed", "null_rate", observed=0.6), _result("failed", "null_rate", observed=0.5), False),
        (_result("failed", "null_rate", observed=0.6), _result("passed", "null_rate", observed=0.1), False),
    ],
)
def test_a_warning_is_worse_if_it_is_new_or_hits_a_larger_share(
    before: Result, now: Result, worse: bool
) -> None:
    assert worse_than(to_json(Report((before,))), Report((now,))) == ((now,) if worse else ())


def test_a_warning_of_a_check_that_the_last_release_did_not_have_is_worse() -> None:
    other = Result(Check("a.b", "a", "null_rate", "something else"), "passed")
    now = _result("failed", "null_rate", observed=0.6)
    assert worse_than(to_json(Report((other,))), Report((now,))) == (now,)


def test_a_warning_that_became_worse_is_shown_as_such_in_every_form() -> None:
    before = Report((_result("failed", "null_rate", observed=0.6),))
    now = Report((_result("failed", "null_rate", observed=0.7, rows_examined=10, rows_failed=7),))
    marked = since(to_json(before), "2026.11.1", now)
    assert [result.check.id for result in marked.grown] == ["quotes.cue.test"]
    assert headline(marked).endswith("1 worse than in 2026.11.1.")
    for form in (to_markdown, to_html, to_junit):
        assert "warned, worse than in 2026.11.1" in form(marked)
        assert "worse than" not in form(now)
    content = json.loads(to_json(marked))
    assert (content["previous"], content["checks"][0]["worse"]) == ("2026.11.1", True)
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(failures_table(marked))
    assert "worse than in 2026.11.1" in console.export_text()


def test_a_warning_that_stayed_as_it_was_is_not_marked() -> None:
    report = Report((_result("failed", "null_rate", observed=0.6),))
    assert since(to_json(report), "2026.11.1", report).grown == ()


# Row counts that a person expects


def test_a_table_with_other_rows_than_expected_is_a_warning_that_names_it() -> None:
    report = examine(valid_frames(), STAGE_COUNTS, expected=HEIGHTS | {"quotes": 6})
    (met,) = report.problems
    assert (met.check.id, met.outcome) == ("expected_rows.met", "warned")
    assert [example.key for example in met.examples] == [{"table": "quotes"}]


def test_where_nobody_said_what_to_expect_the_check_is_left_out_and_named() -> None:
    report = examine({}, (), absent=[table.name for table in TABLES])
    assert "expected_rows.met" in {check.id for check in report.left_out}


def test_a_previous_report_without_checks_is_an_error() -> None:
    with pytest.raises(ValueError, match="holds no checks"):
        worse_than('{"checks": []}', Report(()))


# The report, in every form

_HOSTILE = (
    '=cmd()|<script src="http://evil.example/x.js">\x1b[31m\u202eevil\u2066 `code` [link](www.a.b) @you\n|'
)


@pytest.fixture(scope="module")
def bad() -> Report:
    """A critical failure on hostile cells, a warning and a crash."""
    frames = valid_frames()
    name = pl.lit(_HOSTILE)
    frames["speakers"] = frames["speakers"].with_columns(name=pl.lit("Ann"), kind=name)
    frames["documents"] = frames["documents"].drop("n_words")
    return examine(frames, (StageCount("ingest", "files", 3, 2, 1),), expected=HEIGHTS)


def test_the_json_holds_every_check_with_its_observed_value_and_exact_examples(bad: Report) -> None:
    content = json.loads(to_json(bad))
    assert [entry["id"] for entry in content["checks"]] == [check.id for check in derive()]
    assert content["summary"] == {"blocked": True, **bad.counts, "left_out": 0}
    entry = next(e for e in content["checks"] if e["id"] == "speakers.kind.in_vocabulary")
    assert (entry["status"], entry["observed"], entry["rows_failed"]) == ("failed", 1.0, 2)
    assert entry["examples"][0]["values"]["kind"] == _HOSTILE
    assert set(entry["examples"][0]["key"]) == {"speaker_id"}


def test_no_form_of_the_report_holds_an_unreleased_text() -> None:
    frames = valid_frames()
    frames["texts"] = frames["texts"].with_columns(document_id=pl.lit("doc_wrong"))
    report = Report(tuple(_only(frames, "texts").values()))
    assert report.result("texts.document_id.pattern").examples
    for form in (to_json, to_markdown, to_html, to_junit):
        assert FERRY.splitlines()[1] not in form(report)


def test_the_markdown_shows_what_did_not_pass_first_and_cannot_be_misled_by_a_cell(bad: Report) -> None:
    text = to_markdown(bad)
    assert text.index("Blocked: ") < text.index("## What did not pass") < text.index("## texts")
    row = next(line for line in text.splitlines() if line.startswith("| `speakers.kind.in_vocabulary`"))
    assert row.replace("\\|", "").count("|") == 6
    for dangerous in ("<script", "http://", " `code`", "[link]", "www.a", "@you", "\x1b", "\u202e", "\u2066"):
        assert dangerous not in text


class _Page(HTMLParser):
    """Collects what a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        fetching = {"src", "href", "action", "data", "poster", "srcset"}
        self.outside += [f"{tag} {name}" for name, _ in attrs if name in fetching or name.startswith("on")]


def test_the_page_refers_to_nothing_outside_and_runs_nothing(bad: Report) -> None:
    page = to_html(bad)
    parser = _Page()
    parser.feed(page)
    assert parser.outside == []
    assert not {"script", "link", "img", "iframe", "object", "embed", "form"} & set(parser.tags)
    assert not any(word in page for word in ("url(", "@import", "\x1b", "\u202e", "\u2066"))
    assert "&lt;script src=&#34;" in page


def test_the_page_names_every_check_and_shows_failures_first(bad: Report) -> None:
    page = to_html(bad)
    assert all(check.id in page for check in derive())
    assert page.index("What did not pass") < page.index("Every check")
    assert '<html lang="en">' in page
    assert "prefers-color-scheme: dark" in page


def test_the_junit_file_tells_failures_errors_and_warnings_apart(bad: Report) -> None:
    root = ET.fromstring(to_junit(bad))
    assert len(root.findall(".//testcase")) == len(derive())
    found = {
        kind: [case.get("name") for case in root.findall(".//testcase") if case.find(kind) is not None]
        for kind in ("failure", "error", "skipped")
    }
    assert found == {
        "failure": ["documents.columns", "speakers.kind.in_vocabulary"],
        "error": ["documents.n_words.not_null", "documents.n_words.range"],
        "skipped": ["stage_counts.few_rejects"],
    }


def test_the_terminal_table_names_check_rows_and_three_examples_at_most(bad: Report) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(failures_table(bad))
    text = console.export_text()
    for result in bad.problems:
        assert result.check.id in text
        assert len(result.examples) <= 3
    assert "\x1b[31m" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("a\x1b[31mb\u202ec\u200dd", "a\ufffd[31mb\ufffdc\ufffdd"),
        ("x" * 100, "x" * 79 + "…"),
    ],
)
def test_a_value_is_shown_on_one_line_without_controls(value: object, shown: str) -> None:
    assert plain(value) == shown


def test_an_example_names_its_row_key_and_values() -> None:
    example = Example(4, {"quote_id": "quo_1"}, {"cue": "said"})
    shown = to_markdown(Report((_result("failed", examples=(example,), rows_examined=9, rows_failed=1),)))
    assert "row 4 (quote\\_id quo\\_1): cue = said" in shown
    assert "1 of 9 rows fail" in shown

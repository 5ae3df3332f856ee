"""What is published: every committed release is whole, and the newest is what raw/ gives today."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.inputs import lists, origins
from flows.inputs.names import EXPECTED_ROWS
from flows.inputs.reading import read_origin
from flows.publishing import releases
from flows.publishing.publish import publish
from flows.publishing.validate import problems
from flows.publishing.verify import verify
from schemas.derivations.versioning import Schemas, differences, due, of_contract, of_package, raised
from schemas.expected_rows import Expectation, newest, parse_expected
from schemas.package import RELEASED, SCHEMA_VERSION, SCHEMA_VERSIONS
from schemas.partitions import parts
from tests.flows.release import REPORTS, TODAY
from tests.resources import shipped
from tests.snippets import run_python, run_sql, snippets
from tests.tables import scans
from transforms.pipeline import assemble, read, read_closely
from transforms.release.changes import KEYS, same
from transforms.release.descriptor import DATABASE, BuildInfo
from transforms.tables import Frames, Tables

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
RAW = ROOT / "raw"
NEWEST = DIST / str(releases.read_latest(DIST)["path"])


@pytest.mark.parametrize("version", releases.versions(DIST))
def test_every_release_is_whole(version: str) -> None:
    assert verify(DIST / version) == []


def test_every_span_of_the_newest_release_is_a_slice_of_its_article() -> None:
    assert problems(NEWEST, RAW) == []


def test_latest_names_the_newest_release_and_its_schema() -> None:
    latest = releases.read_latest(DIST)
    assert latest["version"] == releases.published(DIST)[-1]
    assert latest["schema_version"] == SCHEMA_VERSION


def described(version: str) -> tuple[str, Schemas]:
    """A release's schema version and schema."""
    package = json.loads((DIST / version / "datapackage.json").read_bytes())
    return package["schemaVersion"], of_package(package)


SCHEMAS = [(version, *described(version)) for version in releases.published(DIST)]
SCHEMAS.append(("the contract", SCHEMA_VERSION, of_contract()))


@pytest.mark.parametrize(("before", "after"), pairwise(SCHEMAS), ids=lambda one: one[0])
def test_the_schema_version_rose_as_what_changed_asks_for(
    before: tuple[str, str, Schemas], after: tuple[str, str, Schemas]
) -> None:
    """Where it fails for the contract, put what is due last in SCHEMA_VERSIONS in schemas/package.py."""
    changes = differences(before[2], after[2])
    assert after[1] == raised(before[1], due(changes)), [str(change) for change in changes]


def test_every_schema_version_was_released_but_perhaps_the_last() -> None:
    released = list(dict.fromkeys(version for _, version, _ in SCHEMAS[:-1]))
    assert [*dict.fromkeys([*released, SCHEMA_VERSION])] == list(SCHEMA_VERSIONS)


@pytest.fixture(scope="module")
def rebuilt() -> Frames:
    """Every table, made from raw/ by the same functions that the flows call."""
    made, takedowns = [], lists.read_takedowns(RAW)
    for folder in origins.find_origins(RAW):
        documents = read(Tables(raw_files=read_origin(folder, takedowns)), shipped())
        made += [documents, read_closely(documents.tables, shipped())]
    return assemble(made, shipped()).tables.frames()


def test_the_newest_release_is_what_raw_gives_with_the_same_ids(rebuilt: Frames) -> None:
    paths = releases.parquet_in(NEWEST)
    published = {one.name: releases.scanned(NEWEST, parts(one.name, paths)) for one in RELEASED}
    comparison = same(published, scans({name: rebuilt[name] for name in published}))
    assert comparison, comparison.message


EXPECTED = parse_expected((RAW / EXPECTED_ROWS).read_bytes(), EXPECTED_ROWS)


def rows_of(version: str) -> dict[str, int]:
    """How many rows each table of a release has, but for the one that compares releases."""
    rows = json.loads((DIST / version / "build.json").read_bytes())["rows"]
    return {name: count for name, count in rows.items() if name in KEYS}


def test_raw_gives_as_many_rows_as_somebody_said_it_would(rebuilt: Frames) -> None:
    """Where it fails and the change is meant, add an entry to raw/expected_rows.json that says why."""
    assert {name: rebuilt[name].height for name in KEYS} == newest(EXPECTED)


def test_counts_that_are_others_than_those_of_the_newest_release_have_a_note_of_their_own() -> None:
    if newest(EXPECTED) != rows_of(NEWEST.name):
        assert EXPECTED[-1].since == NEWEST.name


@pytest.mark.parametrize(("entry", "after"), pairwise(EXPECTED))
def test_what_was_expected_before_is_what_was_released_then(entry: Expectation, after: Expectation) -> None:
    assert after.since is not None and entry.rows == rows_of(after.since)


def test_the_quality_report_lists_every_check_with_what_was_observed() -> None:
    report = json.loads((NEWEST / "quality" / "report.json").read_bytes())
    assert report["checks"]
    assert all("observed" in check for check in report["checks"])


README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("snippet", snippets(README, "python"))
def test_the_readme_s_snippets_run_as_printed_and_print_rows(snippet: str) -> None:
    printed = run_python(snippet, ROOT)
    assert re.search(r"shape: \([1-9]|rows|say|quo_", printed), printed


@pytest.fixture(scope="module")
def made_today(rebuilt: Frames, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of what raw/ gives today."""
    dist = tmp_path_factory.mktemp("dist")
    return publish(scans(rebuilt), REPORTS, BuildInfo(), dist, None, TODAY).folder


def test_the_questions_on_the_card_have_answers(made_today: Path) -> None:
    queries = snippets((made_today / "README.md").read_text(encoding="utf-8"), "sql")
    assert len(queries) > 10
    unanswered = [query for query in queries if not run_sql(query, made_today, DATABASE)]
    assert unanswered == []


Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def answers(made_today: Path) -> dict[str, Rows]:
    """The first three words of each question on the card -> what its query gives."""
    card = (made_today / "README.md").read_text(encoding="utf-8")
    asked = re.findall(r"\*\*((?:[\w']+ ){2}\w+)[^\n]*\*\*\n\n```sql\n(.*?)```", card, re.DOTALL)
    return {question: run_sql(query, made_today, DATABASE) for question, query in asked}


def outlets_of_statements(answers: dict[str, Rows]) -> dict[object, list[object]]:
    """Statement -> the outlets that have it, in order."""
    found: dict[object, list[object]] = {}
    for _, statement, outlet, *_ in answers["How does each"]:
        found.setdefault(statement, []).append(outlet)
    return found


def test_what_several_outlets_have_stands_together_and_what_one_has_stands_alone(
    answers: dict[str, Rows],
) -> None:
    shared = outlets_of_statements(answers)
    assert all(count == len(set(shared[statement])) > 1 for count, statement, *_ in answers["How does each"])
    in_rows = [statement for _, statement, *_ in answers["How does each"]]
    assert in_rows == [statement for statement, outlets in shared.items() for _ in outlets]
    words = {row[-1] for row in answers["How does each"]}
    assert words.isdisjoint(content for *_, content in answers["What does only"])


def test_a_speaker_s_words_stand_beside_each_other_outlet_by_outlet(answers: dict[str, Rows]) -> None:
    rows = answers["Everything that one"]
    assert len({outlet for outlet, *_ in rows}) > 2
    assert rows[0][0] != rows[1][0] and not set(str(rows[0][4]).split()).isdisjoint(str(rows[1][4]).split())


def test_counts_go_from_most_to_least_and_sides_stand_together(answers: dict[str, Rows]) -> None:
    counts = [int(str(count)) for _, _, count in answers["Who quotes whom"]]
    assert counts == sorted(counts, reverse=True) and counts[0] > 1
    sides = [side for side, *_ in answers["With which verbs"]]
    assert [side for side, after in pairwise([*sides, None]) if side != after] == list(dict.fromkeys(sides))
    assert all(verbs for *_, verbs in answers["With which verbs"])
    assert not {row[2] for row in answers["Whose words are"]} & {"neutral", "other", "think"}


def test_a_value_and_a_number_stand_in_their_sentence(answers: dict[str, Rows]) -> None:
    for *_, value, sentence, _ in answers["Where did the"]:
        assert str(value) in str(sentence)
    points = {(kind, about): set[object]() for kind, _, about, *_ in answers["Where did the"]}
    for kind, _, about, _, value, *_ in answers["Where did the"]:
        points[kind, about].add(value)
    assert all(len(values) > 1 for values in points.values())
    assert all(str(row[3]) in str(row[-1]) for row in answers["Every number with"])


def test_the_card_s_snippets_run_as_printed(made_today: Path) -> None:
    codes = snippets((made_today / "README.md").read_text(encoding="utf-8"), "python")
    assert len(codes) >= 5
    assert all(run_python(code, made_today) for code in codes)


def test_what_describes_the_data_is_no_larger_than_they_are(made_today: Path) -> None:
    data = sum(path.stat().st_size for path in made_today.glob("*.csv"))
    assert (made_today / "datapackage.json").stat().st_size < data / 2


def test_the_version_of_the_data_is_in_every_parquet_file(made_today: Path) -> None:
    for path in made_today.glob("*.parquet"):
        assert pq.read_metadata(path).metadata[b"parallax.data_version"] == made_today.name.encode()

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
from schemas.package import SCHEMA_VERSION, SCHEMA_VERSIONS
from tests.flows.release import REPORTS, TODAY
from tests.resources import shipped
from tests.snippets import run_python, run_sql, snippets
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
    parts, takedowns = [], lists.read_takedowns(RAW)
    for folder in origins.find_origins(RAW):
        documents = read(Tables(raw_files=read_origin(folder, takedowns)), shipped())
        parts += [documents, read_closely(documents.tables, shipped())]
    return assemble(parts, shipped()).tables.frames()


def test_the_newest_release_is_what_raw_gives_with_the_same_ids(rebuilt: Frames) -> None:
    published = releases.read_tables(NEWEST)
    comparison = same(published, {name: rebuilt[name] for name in published})
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
    return publish(rebuilt, REPORTS, BuildInfo(), dist, None, TODAY).folder


def test_the_questions_on_the_card_have_answers(made_today: Path) -> None:
    queries = snippets((made_today / "README.md").read_text(encoding="utf-8"), "sql")
    assert len(queries) > 10
    unanswered = [query for query in queries if not run_sql(query, made_today, DATABASE)]
    assert unanswered == []


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

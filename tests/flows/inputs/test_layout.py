"""What lies in raw/ in a form in which it is not read stops the build with one line that says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.inputs.layout import look_over, not_read
from schemas.origins import ManifestError
from tests.flows import odd_files
from tests.flows.raw import ARTICLE, write_origin
from tests.limits import within


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE})
    (tmp_path / "outside").mkdir()
    return tmp_path / "raw"


def refused(raw: Path) -> str:
    with within(5), pytest.raises(ManifestError) as caught:
        look_over(raw)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_read_and_an_origin_may_lie_there(raw: Path) -> None:
    for name in ("takedowns.json", "expected_rows.json", "README.md"):
        (raw / name).touch()
    (raw / "reference").mkdir()
    (raw / "reference" / "entities.csv").touch()
    look_over(raw)
    assert list(not_read(raw)) == []


@pytest.mark.parametrize("name", ["takedowns.json", "expected_rows.json"])
@pytest.mark.parametrize("odd", odd_files.ODD)
def test_a_list_that_is_no_plain_file_is_an_error(raw: Path, name: str, odd: str) -> None:
    odd_files.ODD[odd](raw / name)
    assert name in refused(raw)


@pytest.mark.parametrize("name", ["takedowns.json", "expected_rows.json"])
def test_a_list_may_not_lead_out_of_raw(raw: Path, name: str) -> None:
    (raw.parent / name).write_text('{"takedowns": []}')
    (raw / name).symlink_to(raw.parent / name)
    assert f"{name}: leads out of {raw}" in refused(raw)


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, odd_files.fifo, odd_files.dangling])
@pytest.mark.parametrize(
    "name", ["Takedowns.json", "takedowns.json.txt", "takedown.json", "Expected_rows.json"]
)
def test_a_name_that_looks_like_a_list_is_an_error_in_any_form(
    raw: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(raw / name)
    assert f"{raw / name}: looks like" in refused(raw)


@pytest.mark.parametrize("name", ["reference/takedowns.json", "manifest.json", ".manifest.json.swp"])
def test_a_list_in_the_wrong_place_is_an_error(raw: Path, name: str) -> None:
    (raw / name).parent.mkdir(exist_ok=True)
    (raw / name).touch()
    assert f"{raw / name}: looks like" in refused(raw)


def test_an_origin_may_be_named_after_takedowns(raw: Path) -> None:
    write_origin(raw, "takedown-news", {"harbour.txt": ARTICLE})
    look_over(raw)


@pytest.mark.parametrize("name", ["bay-radio", "reference", "notes.txt"])
def test_no_link_leads_out_of_raw(raw: Path, name: str) -> None:
    (raw / name).symlink_to(raw.parent / "outside")
    assert f"{name}: leads out of {raw}" in refused(raw)


@pytest.mark.parametrize("name", ["bay-radio", "reference"])
def test_a_link_that_leads_nowhere_is_an_error(raw: Path, name: str) -> None:
    odd_files.dangling(raw / name)
    assert f"{name}: is a link that leads nowhere" in refused(raw)


@pytest.mark.parametrize("odd", ["fifo", "socket", "sparse"])
def test_reference_in_another_form_than_a_folder_is_an_error(raw: Path, odd: str) -> None:
    odd_files.ODD[odd](raw / "reference")
    assert "reference: is a" in refused(raw)


@pytest.mark.parametrize("odd", odd_files.ODD)
def test_a_table_of_reference_is_a_plain_file(raw: Path, odd: str) -> None:
    (raw / "reference").mkdir()
    odd_files.ODD[odd](raw / "reference" / "entities.csv")
    assert "entities.csv" in refused(raw)


def test_what_else_lies_there_is_listed(raw: Path) -> None:
    (raw / "reference").mkdir()
    for name in (".DS_Store", "notes.txt", "reference/more.csv"):
        (raw / name).touch()
    odd_files.fifo(raw / "pipe")
    (raw / ".git").mkdir()
    look_over(raw)
    names = [path.relative_to(raw).as_posix() for path in not_read(raw)]
    assert names == [".DS_Store", ".git", "notes.txt", "pipe", "reference/more.csv"]

"""A spoilt reference table is told in one line, and is the input's fault, never a traceback."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import main as cli
from flows.exits import INPUT, Refused
from flows.store.reference import CONTRACTS, rows_of
from flows.store.resources import RAW, load_resources
from tests.flows.raw import ARTICLE, write_origin

HEAD = "name,kind,aliases,demonyms,seats,nouns,wikidata_id,basis\n"
ROW = "Lowford,government,,Lowforder,Harbour House,,,state\n"
ENTITIES, FIRST_NAMES = Path("entities.csv"), Path("first_names.csv")

SPOILT = {
    "not UTF-8": (HEAD + ROW).encode("utf-16"),
    "half a character": b"\xc3" + (HEAD + ROW).encode(),
    "a NUL": (HEAD + ROW).encode() + b"\x00,\n",
    "empty": b"",
    "a byte order mark": b"\xef\xbb\xbf" + (HEAD + ROW).encode(),
    "other columns": b"name,kind\nLowford,government\n",
    "semicolons": (HEAD + ROW).replace(",", ";").encode(),
    "a cell too many": (HEAD + ROW).encode() + b"a,government,b,c,d,e,,state,f\n",
    "a cell too few": (HEAD + ROW).encode() + b"a,government\n",
    "an open quotation mark": (HEAD + ROW).encode() + b'"a,government\n',
    "an unknown kind": (HEAD + ROW).replace("government", "planet").encode(),
    "no name": (HEAD + ROW).replace("Lowford,", ",").encode(),
    "white space for a name": (HEAD + ROW).replace("Lowford,", "  ,").encode(),
    "an empty alias": (HEAD + ROW).replace(",,Lowforder", ",a||b,Lowforder").encode(),
    "one name twice": (HEAD + ROW + ROW).encode(),
    "a wrong item": (HEAD + ROW).replace(",,state", ",Q0,state").encode(),
}


def test_a_table_that_keeps_its_contract_is_read_as_it_stands() -> None:
    (row,) = rows_of((HEAD + ROW).encode(), ENTITIES)
    assert (row["name"], row["seats"], row["aliases"]) == ("Lowford", "Harbour House", "")


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_projects_own_tables_keep_it(name: str) -> None:
    path = RAW / "reference" / name
    assert len(rows_of(path.read_bytes(), path)) > 400


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_one_that_does_not_is_refused_in_one_line(spoilt: bytes) -> None:
    with pytest.raises(Refused, match=r"^entities\.csv: ") as refused:
        rows_of(spoilt, ENTITIES)
    assert refused.value.code == INPUT and len(str(refused.value).splitlines()) == 1


@given(st.binary() | st.text().map(lambda text: f"name,gender\n{text}".encode(errors="replace")))
def test_whatever_stands_there_is_read_or_refused(data: bytes) -> None:
    try:
        rows = rows_of(data, FIRST_NAMES)
    except Refused as refused:
        assert refused.code == INPUT
    else:
        assert all(row["name"] and row["gender"] in ("female", "male", "either") for row in rows)


def test_a_run_ends_as_wrong_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE})
    folder = tmp_path / "raw" / "reference"
    folder.mkdir()
    (folder / ENTITIES).write_bytes(SPOILT["a cell too many"])
    (folder / FIRST_NAMES).write_text("name,gender\nAnna,female\n")
    with pytest.raises(Refused, match="row 2 has another number of cells"):
        _ = load_resources(tmp_path / "raw").gazetteer
    assert cli.run(["build", "--quiet", f"--raw={tmp_path / 'raw'}", f"--work={tmp_path / 'work'}"]) == INPUT
    said = capsys.readouterr().err
    assert "entities.csv: row 2 has another number of cells" in said and len(said.splitlines()) == 1

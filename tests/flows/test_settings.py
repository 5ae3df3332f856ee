"""Where a run reads and writes: defaults, then the environment, then what the command line says."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exits import INPUT, Refused
from flows.settings import MAX_TASKS, Settings, as_environment, load


def test_what_is_put_into_the_environment_is_read_back_with_folders_that_hold_anywhere() -> None:
    for chosen in (Settings(), Settings(raw=Path("/in"), work=Path("w"), chunk_size=7, version="2026.01.3")):
        folders = {name: getattr(chosen, name).absolute() for name in ("raw", "dist", "work")}
        assert load(as_environment(chosen)) == replace(chosen, **folders)


def test_by_default_everything_is_in_the_current_folder() -> None:
    assert load({}) == Settings(raw=Path("raw"), dist=Path("dist"), work=Path("build"))


def test_the_environment_overrides_the_defaults_and_the_command_line_overrides_both() -> None:
    environment = {"PARALLAX_RAW": "in", "PARALLAX_CHUNK_SIZE": "7", "PARALLAX_VERSION": "2026.01.3"}
    chosen = load(environment, raw=Path("elsewhere"), dist=None)
    assert chosen == Settings(raw=Path("elsewhere"), chunk_size=7, version="2026.01.3")


@pytest.mark.parametrize("value", ["many", "-3", "1.5", "0"])
def test_a_chunk_size_that_cannot_be_meant_is_refused(value: str) -> None:
    with pytest.raises(Refused, match=r"chunk size|CHUNK_SIZE") as refused:
        load({"PARALLAX_CHUNK_SIZE": value})
    assert refused.value.code == INPUT


@pytest.mark.parametrize("value", ["many", "-3", "1.5", "0"])
def test_so_is_a_limit_of_time_that_cannot_be_meant(value: str) -> None:
    with pytest.raises(Refused, match=r"seconds a document|SECONDS_A_DOCUMENT") as refused:
        load({"PARALLAX_SECONDS_A_DOCUMENT": value})
    assert refused.value.code == INPUT
    assert load({"PARALLAX_SECONDS_A_DOCUMENT": "7"}).seconds_a_document == 7


@given(documents=st.integers(0, 10**7), chunk_size=st.integers(1, 10**4))
def test_a_large_corpus_is_cut_into_larger_chunks_not_into_more(documents: int, chunk_size: int) -> None:
    size = Settings(chunk_size=chunk_size).documents_a_chunk(documents)
    assert size >= chunk_size
    assert -(-documents // size) <= MAX_TASKS


def test_prefect_lives_in_the_work_folder() -> None:
    assert Settings(work=Path("w")).prefect_home == Path("w/prefect")


@pytest.mark.parametrize("value", ["many", "-3", "1.5", "0"])
def test_so_is_a_number_of_workers_that_cannot_be_meant(value: str) -> None:
    with pytest.raises(Refused, match=r"workers|WORKERS") as refused:
        load({"PARALLAX_WORKERS": value})
    assert refused.value.code == INPUT


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("true", True), ("0", False), ("False", False)])
def test_a_run_without_a_record_is_a_switch(value: str, meant: bool) -> None:
    assert load({"PARALLAX_UNRECORDED": value}).unrecorded is meant
    with pytest.raises(Refused, match="PARALLAX_UNRECORDED is 'no'; it must be 0 or 1"):
        load({"PARALLAX_UNRECORDED": "no"})


def test_a_cluster_and_the_place_where_it_meets_us_are_words_and_no_folders() -> None:
    environment = {"PARALLAX_DASK": "tcp://10.0.0.1:8786", "PARALLAX_SHARED": "s3://bucket/meet"}
    chosen = load(environment)
    assert (chosen.dask, chosen.shared) == tuple(environment.values())

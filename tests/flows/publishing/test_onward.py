"""Releases at another place: whole ones only, whenever somebody looks, and never one in place of another."""

import json
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from flows.exits import DATA, INPUT, MACHINE, Refused
from flows.publishing.onward import publish_onward
from flows.publishing.retention import Retention
from flows.publishing.verify import verify
from tests.flows.publishing import hub
from tests.flows.publishing.spoiling import sum_up_again
from tests.flows.release import release, tables_once, tree, with_role

VERSIONS = ("2026.10.1", "2026.11.1", "2026.11.2")
_NUMBERS = count()


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases of two months."""
    made = tmp_path_factory.mktemp("onward") / "dist"
    for day, role in (
        (date(2026, 10, 3), "mayor"),
        (date(2026, 11, 4), "judge"),
        (date(2026, 11, 5), "poet"),
    ):
        release(made, with_role(role), today=day)
    return made


@pytest.fixture(autouse=True)
def _once() -> Iterator[None]:
    with tables_once():
        yield


@pytest.fixture
def url() -> str:
    """An address in memory that nobody has used."""
    return f"memory://bucket-{next(_NUMBERS)}/releases"


def fetched(url: str, target: Path) -> Path:
    """All that lies at an address, as a folder."""
    fs, root = fsspec.url_to_fs(url)
    fs.invalidate_cache()
    fs.get(root, str(target), recursive=True)
    return target


def index(url: str) -> list[str]:
    fs, root = fsspec.url_to_fs(url)
    return [entry["version"] for entry in json.loads(fs.cat_file(f"{root}/index.json"))["releases"]]


@pytest.mark.parametrize("place", ["memory", "folder"])
def test_every_release_is_there_byte_for_byte_and_named(
    place: str, dist: Path, url: str, tmp_path: Path
) -> None:
    url = url if place == "memory" else f"file://{tmp_path}/there"
    done = publish_onward(dist, url)
    assert done.added == VERSIONS and not done.there
    assert tree(fetched(url, tmp_path / "back")) == tree(dist)
    assert publish_onward(dist, url).there == VERSIONS


def test_a_single_release_joins_those_that_are_there(dist: Path, url: str) -> None:
    publish_onward(dist / VERSIONS[1], url)
    assert publish_onward(dist / VERSIONS[0], url).added == VERSIONS[:1]
    assert index(url) == list(VERSIONS[:2])
    fs, root = fsspec.url_to_fs(url)
    assert json.loads(fs.cat_file(f"{root}/latest.json"))["version"] == VERSIONS[1]


@pytest.mark.parametrize("last", (0, 7, 33, 61))
def test_cut_off_after_any_file_only_whole_releases_are_named_and_the_next_run_completes_them(
    last: int, dist: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = count()
    pipe = MemoryFileSystem.pipe_file

    def until(fs: MemoryFileSystem, *given: Any, **more: Any) -> None:
        if next(written) == last:
            raise OSError(104, "Connection reset by peer")
        pipe(fs, *given, **more)

    publish_onward(dist / VERSIONS[0], url)
    with monkeypatch.context() as patched:
        patched.setattr(MemoryFileSystem, "pipe_file", until)
        with pytest.raises(Refused, match="onnection reset") as refused:
            publish_onward(dist, url)
    assert refused.value.code == MACHINE
    back = fetched(url, tmp_path / "cut")
    named = [entry["version"] for entry in json.loads((back / "index.json").read_bytes())["releases"]]
    assert all(verify(back / version) == [] for version in named) and VERSIONS[0] in named
    publish_onward(dist, url)
    assert tree(fetched(url, tmp_path / "whole")) == tree(dist)


def test_what_retention_lets_go_is_gone_and_does_not_come_back(dist: Path, url: str, tmp_path: Path) -> None:
    publish_onward(dist, url)
    assert publish_onward(dist, url, Retention(1, monthly=True)).removed == ()
    done = publish_onward(dist, url, Retention(1))
    assert done.removed == VERSIONS[:2] and done.there == VERSIONS[2:]
    assert index(url) == [VERSIONS[2]]
    assert {path.name for path in fetched(url, tmp_path / "back").iterdir()} == {
        VERSIONS[2], "index.json", "latest.json",
    }  # fmt: skip
    assert publish_onward(dist, url, Retention(1)).added == ()


def test_another_release_of_the_same_version_is_refused(dist: Path, url: str, tmp_path: Path) -> None:
    other = shutil.copytree(dist / VERSIONS[1], tmp_path / "other" / VERSIONS[1])
    (other / "README.md").write_text("Other words.")
    sum_up_again(other)
    publish_onward(dist, url)
    with pytest.raises(Refused, match=r"has another release 2026\.11\.1") as refused:
        publish_onward(tmp_path / "other", url)
    assert refused.value.code == INPUT


def test_a_damaged_release_is_not_published(dist: Path, url: str, tmp_path: Path) -> None:
    shutil.copytree(dist, tmp_path / "dist")
    (tmp_path / "dist" / VERSIONS[2] / "quotes.csv").write_text("gone")
    with pytest.raises(Refused, match="is damaged and was not published") as refused:
        publish_onward(tmp_path / "dist", url)
    assert refused.value.code == DATA


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("nothing://there", "is no address that fsspec knows"),
        ("memory://bucket-of-others", "is no list of releases"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_in_one_line(given: str, told: str, dist: Path) -> None:
    fsspec.filesystem("memory").pipe_file("/bucket-of-others/index.json", b'{"pages": []}')
    with pytest.raises(Refused, match=told) as refused:
        publish_onward(dist, given)
    assert len(str(refused.value).splitlines()) == 1


def test_a_folder_without_releases_is_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused, match="holds no release"):
        publish_onward(tmp_path, url)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of a real S3 server on the loopback interface."""
    pytest.importorskip("s3fs")
    server_module = pytest.importorskip("moto.server")
    port = free_port()
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    server.start()
    try:
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("news")
        yield "s3://news/parallax"
    finally:
        server.stop()


@pytest.fixture
def google_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of a server that speaks the API of Google's storage, on the loopback interface."""
    # Neither who we are is asked, nor what kind of bucket it is, by ways that the server does not know. The
    # second is read when the module is imported.
    monkeypatch.setitem(fsspec.config.conf, "gs", {"token": "anon"})
    monkeypatch.setenv("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")
    pytest.importorskip("gcsfs")
    server_module = pytest.importorskip("gcp_storage_emulator.server")
    port = free_port()
    server = server_module.create_server("127.0.0.1", port, in_memory=True)
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://127.0.0.1:{port}")
    server.start()
    try:
        fsspec.filesystem("gs", skip_instance_cache=True).mkdir("news")
        yield "gs://news/parallax"
    finally:
        server.stop()


@pytest.fixture
def hugging_face(monkeypatch: pytest.MonkeyPatch) -> Iterator[hub.Hub]:
    """A data-set repository of a stand-in for the hub, to which HF_ENDPOINT leads other processes."""
    constants = pytest.importorskip("huggingface_hub.constants")
    with hub.at_work() as made:
        monkeypatch.setattr(constants, "ENDPOINT", made.endpoint)
        where = "{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", f"{made.endpoint}/{where}")
        monkeypatch.setenv("HF_TOKEN", hub.TOKEN)
        # What one address answered is not what another one would.
        fsspec.get_filesystem_class("hf").clear_instance_cache()
        yield made
        fsspec.get_filesystem_class("hf").clear_instance_cache()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.mark.parametrize("place", ["bucket", "google_bucket", "hugging_face"])
def test_a_server_gets_releases_and_lets_them_go(
    place: str, dist: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    given = request.getfixturevalue(place)
    url = f"hf://datasets/{hub.REPOSITORY}/releases" if isinstance(given, hub.Hub) else given
    assert publish_onward(dist / VERSIONS[0], url).added == VERSIONS[:1]
    done = publish_onward(dist / VERSIONS[1], url, Retention(1))
    assert (done.added, done.removed) == (VERSIONS[1:2], VERSIONS[:1])
    back = fetched(url, tmp_path / "back")
    assert index(url) == [VERSIONS[1]] and tree(back / VERSIONS[1]) == tree(dist / VERSIONS[1])
    assert {path.name for path in back.iterdir()} == {VERSIONS[1], "index.json", "latest.json"}
    assert publish_onward(dist / VERSIONS[1], url).there == VERSIONS[1:2]


def test_a_release_is_one_commit_and_the_index_names_it_after(hugging_face: hub.Hub, dist: Path) -> None:
    """The hub takes 128 commits an hour, and a release has some seventy files."""
    publish_onward(dist, f"hf://datasets/{hub.REPOSITORY}")
    assert len(hugging_face.commits) == len(VERSIONS) + 2
    assert all(len(commit) > 50 for commit in hugging_face.commits[:-2])
    assert hugging_face.commits[-2:] == [["index.json"], ["latest.json"]]
    assert {path: data for path, data in hugging_face.files.items() if "/" in path} == {
        name: data for name, data in tree(dist).items() if "/" in name
    }

"""A stand-in for the Hugging Face hub on the loopback interface: one data-set repository, kept in memory.

It answers what `huggingface_hub` asks for when files are written, listed, read and deleted, and takes commits
as the hub does: whole, or not at all. Files of any size are taken inside a commit; the hub itself wants large
ones by LFS or Xet, which is not seen here.
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

REPOSITORY = "news-lab/parallax"
TOKEN = "hf_of_a_test"
_PLACE = re.compile(rf"(?:/api)?/datasets/{REPOSITORY}(?:/(\w[\w-]*))?(?:/main)?(?:/(.*))?")


@dataclass
class Hub:
    """The repository's files by path, and after each commit those that it changed."""

    endpoint: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    commits: list[list[str]] = field(default_factory=list)

    @property
    def head(self) -> str:
        """What the newest commit is called."""
        return sha1(str(len(self.commits)).encode()).hexdigest()

    def commit(self, lines: list[dict[str, Any]]) -> None:
        """Take the operations of a commit, as newline-delimited JSON has them."""
        files, changed = dict(self.files), list[str]()
        for one in lines:
            value = one["value"]
            if one["key"] == "file":
                files[value["path"]] = b64decode(value["content"])
            elif one["key"] in ("deletedFile", "deletedFolder"):
                gone = value["path"].rstrip("/")
                files = {path: data for path, data in files.items() if not f"{path}/".startswith(f"{gone}/")}
            changed += [value["path"]] if one["key"] != "header" else []
        self.files = files
        self.commits.append(changed)

    def entries(self, folder: str = "", *, recursive: bool = True) -> list[dict[str, Any]]:
        """Files and folders below a folder, as the hub lists them."""
        start = f"{folder}/" if folder else ""
        inner = [path for path in self.files if path.startswith(start)]
        folders = {path[: at.start()] for path in inner for at in re.finditer("/", path)}
        folders = {one for one in folders if one.startswith(start) and one != folder}
        found = [_file(path, self.files[path]) for path in inner]
        found += [{"type": "directory", "path": one, "oid": _oid(one.encode()), "size": 0} for one in folders]
        shallow = [one for one in found if "/" not in one["path"].removeprefix(start)]
        return sorted(found if recursive else shallow, key=lambda one: str(one["path"]))


def _file(path: str, data: bytes) -> dict[str, Any]:
    return {"type": "file", "path": path, "oid": _oid(data), "size": len(data)}


def _oid(data: bytes) -> str:
    return sha1(data).hexdigest()


@contextmanager
def at_work() -> Iterator[Hub]:
    """The stand-in, listening."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.endpoint = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.about(b"")

        def do_HEAD(self) -> None:
            self.about(b"")

        def do_POST(self) -> None:
            self.about(self.rfile.read(int(self.headers["Content-Length"])))

        def about(self, body: bytes) -> None:
            url = urlsplit(self.path)
            match = _PLACE.fullmatch(unquote(url.path))
            if match is None or self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self.answer(404 if match is None else 401, {"error": "Repository Not Found"})
                return
            what, path = match.groups()
            getattr(self, f"about_{(what or 'revision').replace('-', '_')}")(path or "", body, url.query)

        def about_revision(self, *_: object) -> None:
            self.answer(
                200, {"id": REPOSITORY, "sha": hub.head, "private": False, "tags": [], "siblings": []}
            )

        def about_preupload(self, _: str, body: bytes, __: str) -> None:
            asked = [one["path"] for one in json.loads(body)["files"]]
            told = [{"path": path, "uploadMode": "regular", "shouldIgnore": False} for path in asked]
            self.answer(200, {"files": told})

        def about_commit(self, _: str, body: bytes, __: str) -> None:
            hub.commit([json.loads(line) for line in body.splitlines()])
            place = f"{hub.endpoint}/datasets/{REPOSITORY}/commit/{hub.head}"
            self.answer(200, {"success": True, "commitOid": hub.head, "commitUrl": place})

        def about_paths_info(self, _: str, body: bytes, __: str) -> None:
            asked = {*json.loads(body)["paths"]}
            self.answer(200, [one for one in hub.entries() if one["path"] in asked])

        def about_tree(self, folder: str, _: bytes, query: str) -> None:
            found = hub.entries(folder, recursive="recursive=true" in query.lower())
            if found or not folder:
                self.answer(200, found)
            else:
                self.no_entry()

        def about_resolve(self, path: str, *_: object) -> None:
            data = hub.files.get(path)
            asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            if data is None:
                self.no_entry()
            elif asked:
                first, last = map(int, asked.groups())
                self.send(206, data[first : last + 1], {"Content-Range": f"bytes {first}-{last}/{len(data)}"})
            else:
                self.send(200, data, {"ETag": f'"{_oid(data)}"', "X-Repo-Commit": hub.head})

        def no_entry(self) -> None:
            self.answer(404, {"error": "Entry not found"}, {"X-Error-Code": "EntryNotFound"})

        def answer(self, code: int, content: object, headers: dict[str, str] | None = None) -> None:
            self.send(
                code, json.dumps(content).encode(), {"Content-Type": "application/json"} | (headers or {})
            )

        def send(self, code: int, data: bytes, headers: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in ({"Content-Length": str(len(data))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    return Handler

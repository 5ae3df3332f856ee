"""The house's rules, held by reading the code: who imports whom, what is pure, how long a module may be."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from schemas.package import TABLES

PROJECT = Path(__file__).parent.parent
MODULES = sorted(
    path for name in ("schemas", "transforms", "flows") for path in (PROJECT / name).rglob("*.py")
)
BELOW = {"schemas": {"transforms", "flows"}, "transforms": {"flows"}, "flows": set[str]()}
IMPURE = {
    "prefect", "great_expectations", "pathlib", "os", "shutil", "tempfile", "subprocess", "random",
    "secrets", "time", "socket", "urllib", "requests", "httpx", "threading", "multiprocessing", "sys",
}  # fmt: skip
IMPURE_FUNCTIONS = {"open", "print", "input"}
IMPURE_METHODS = {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes"}
LONGEST = 300
READS_WORD_LISTS = PROJECT / "transforms" / "language" / "lexica" / "__init__.py"
"""The one module of transforms/ that reads files: word lists are part of the code, and ship with it."""


ROOMS = (
    "language",
    "reading",
    "attribution",
    "speakers",
    "claims",
    "quantities",
    "comparison",
    "release",
    "explorer",
)
"""The rooms of transforms/ in the order of the data's way: a room knows those before it, and none after."""
FACES = {
    "reading": {"values"},
    "attribution": {"values", "quotes"},
    "speakers": {"values"},
    "claims": {"values"},
    "release": {"accuracy", "descriptor", "editions", "markup"},
}
"""What each room shows to others; `language` is open to all, and what is not named here to nobody."""
COMMON = {"pipeline", "resources"}
"""The modules of transforms/ that know every room."""


def named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def of(package: str) -> list[Path]:
    return [path for path in MODULES if path.is_relative_to(PROJECT / package)]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What a module imports and calls, anywhere in it."""
    kinds = (ast.Import, ast.ImportFrom, ast.Call)
    return tuple(node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds))


def imports(path: Path) -> Iterator[str]:
    """Top-level names of everything that a module imports, anywhere in it."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def impure_calls(path: Path) -> Iterator[str]:
    """Calls that touch the world, or ask what time it is."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) if name in IMPURE_FUNCTIONS:
                    yield name
                case ast.Attribute(attr=name) if name in IMPURE_METHODS:
                    yield name


def offences(paths: list[Path], of_one: Callable[[Path], Iterable[object]]) -> dict[str, list[object]]:
    """What each module does that it may not, by its name; those that do nothing of the kind are left out."""
    found = {named(path): sorted(of_one(path), key=str) for path in paths}
    return {name: told for name, told in found.items() if told}


def test_imports_run_one_way() -> None:
    def above(path: Path) -> set[str]:
        return BELOW[path.relative_to(PROJECT).parts[0]] & set(imports(path))

    assert offences(MODULES, above) == {}


def test_transforms_touch_nothing() -> None:
    def touched(path: Path) -> set[str]:
        allowed = {"read_text", "read_bytes"} if path == READS_WORD_LISTS else set[str]()
        return IMPURE & set(imports(path)) | set(impure_calls(path)) - allowed

    assert offences(of("transforms"), touched) == {}


def room_of(path: Path) -> str | None:
    """The room of transforms/ in which a module lies; None in the hall."""
    parts = path.relative_to(PROJECT / "transforms").parts
    return parts[0] if len(parts) > 1 else None


def other_rooms(path: Path) -> Iterator[tuple[str, str]]:
    """Room and module of each import from another room of transforms/."""
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("transforms."):
            _, room, *inside = str(node.module).split(".")
            if room in ROOMS and room != room_of(path):
                yield from ((room, module) for module in inside[:1] or [alias.name for alias in node.names])


def test_a_room_knows_those_before_it_and_only_what_they_show() -> None:
    def unknown(path: Path) -> set[tuple[str, str]]:
        own = room_of(path)
        if own is None and path.stem in COMMON:
            return set()
        known = {*(ROOMS[: ROOMS.index(own)] if own else ("language",))}
        return {
            (room, module)
            for room, module in other_rooms(path)
            if room not in known or (room != "language" and module not in FACES.get(room, set()))
        }

    assert offences(of("transforms"), unknown) == {}


def test_every_room_is_in_the_order() -> None:
    rooms = {path.name for path in (PROJECT / "transforms").iterdir() if (path / "__init__.py").is_file()}
    assert rooms == set(ROOMS)


def test_a_module_is_short_enough_to_be_read_at_once() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_a_table_has_one_name_in_every_package() -> None:
    for table in TABLES:
        assert (PROJECT / "schemas" / f"{table.name}.py").is_file()
        if (PROJECT / "transforms" / f"{table.name}.py").is_file():
            assert (PROJECT / "tests" / "transforms" / f"test_{table.name}.py").is_file()


def test_neither_contract_nor_transforms_load_prefect_or_great_expectations() -> None:
    names = [named(path).removesuffix(".py").replace("/", ".") for path in of("schemas") + of("transforms")]
    load = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
    show = "print([name for name in ('prefect', 'great_expectations') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", load + show], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

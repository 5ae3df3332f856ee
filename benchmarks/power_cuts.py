"""Power cuts at every disk step of publishing: what was not forced to disk is lost, in all ways allowed.

A release is published while each step on the disk is recorded. After each, the disks are made that a cut may
leave at this moment: what a file holds lasts once the file is synced, and what a folder lists once the folder
is; of the rest nothing may have lasted, or all, or names without contents, or any mixture. Each is looked at,
and published into. (The rules are those of POSIX, as in Pillai et al., "All File Systems Are Not Created
Equal", OSDI 2014; real file systems keep more.)
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.killing import settled, standing
from benchmarks.page import stamp, table, write_block
from flows.publishing import releases
from flows.publishing.index import INDEX
from tests.flows.release import release, with_role

SEED: Final = 20261127
MIXTURES: Final = 3
"""Mixtures that are drawn for each step."""

_STEPS: Final = ("mkdir", "rename", "replace", "unlink", "rmdir", "open", "fsync")

Tree = dict[str, bytes | None]
"""A folder by path: the bytes of each file, None for each folder."""

_Names = dict[str, int]


@dataclass
class Disk:
    """What has been seen of a folder: what it lists and holds now, and what of that lasts.

    Files and folders go by numbers of their own, since systems use theirs again.
    """

    root: Path
    numbers: dict[int, int] = field(default_factory=dict)
    lists: dict[int, _Names] = field(default_factory=dict)
    holds: dict[int, bytes] = field(default_factory=dict)
    lasting_lists: dict[int, _Names] = field(default_factory=dict)
    lasting_holds: dict[int, bytes] = field(default_factory=dict)
    made: int = 0

    def look(self, *, lasts: bool = False) -> None:
        """See the folder as it is; where all of it `lasts`, as that of an earlier run, remember it so."""
        self.lists, self.holds, seen = {}, {}, set[int]()
        for place, folders, files in os.walk(self.root):
            inner = [Path(place) / name for name in (*folders, *files)]
            self.lists[self._number(Path(place), seen)] = {one.name: self._number(one, seen) for one in inner}
            for path in (Path(place) / name for name in files):
                self.holds[self._number(path, seen)] = path.read_bytes()
        self.numbers = {system: own for system, own in self.numbers.items() if system in seen}
        if lasts:
            self.lasting_lists, self.lasting_holds = dict(self.lists), dict(self.holds)

    def forced(self, system: int) -> None:
        """What has this number of the system, and was just synced, lasts as it is."""
        own = self.numbers.get(system, 0)
        if own in self.lists:
            self.lasting_lists[own] = self.lists[own]
        if own in self.holds:
            self.lasting_holds[own] = self.holds[own]

    def _number(self, path: Path, seen: set[int]) -> int:
        system = path.stat().st_ino
        seen.add(system)
        if system not in self.numbers:
            self.made += 1
            self.numbers[system] = self.made
        return self.numbers[system]

    def after_a_cut(self, draw: Random) -> Iterator[Tree]:
        """Disks that a cut may leave now."""
        yield self._tree(lambda _: True, lambda _: True)
        yield self._tree(lambda _: False, lambda _: False)
        yield self._tree(lambda _: True, lambda _: False)
        for _ in range(MIXTURES):
            chosen = {number: draw.random() < 0.5 for number in (*self.lists, *self.holds)}
            yield self._tree(lambda n: chosen.get(n, False), lambda n: chosen.get(n, False))  # noqa: B023

    def _tree(self, listed: Callable[[int], bool], held: Callable[[int], bool]) -> Tree:
        """The folder where some folders are `listed` as they are now, some files `held`; the rest lasted."""
        tree: Tree = {}
        waiting = [("", self.numbers[self.root.stat().st_ino])]
        while waiting:
            place, folder = waiting.pop()
            for name, number in (
                (self.lists if listed(folder) else self.lasting_lists).get(folder, {}).items()
            ):
                path = f"{place}{name}"
                # What is gone by now may still be listed; it holds what lasts of it.
                if number in self.lists or number in self.lasting_lists:
                    tree[path] = None
                    waiting.append((f"{path}/", number))
                else:
                    now = self.holds.get(number) if held(number) else None
                    tree[path] = self.lasting_holds.get(number, b"") if now is None else now
        return tree


@dataclass
class Cuts:
    """What cuts did: steps of the disk, disks that were looked at, and what was broken on one."""

    steps: int = 0
    disks: int = 0
    broken: list[str] = field(default_factory=list)


@contextmanager
def recorded(disk: Disk, after: Callable[[], None]) -> Iterator[None]:
    """Call `after` after each step that this process does on the disk."""
    kept = {name: getattr(os, name) for name in _STEPS}

    def step(name: str) -> Callable[..., Any]:
        def done(*given: Any, **named: Any) -> Any:
            system = os.fstat(given[0]).st_ino if name == "fsync" else None
            result = kept[name](*given, **named)
            if name == "open" and not given[1] & (os.O_CREAT | os.O_TRUNC):
                return result
            set_all(kept)
            disk.look()
            if system is not None:
                disk.forced(system)
            after()
            set_all(steps)
            return result

        return done

    def set_all(functions: dict[str, Any]) -> None:
        for name, function in functions.items():
            setattr(os, name, function)

    steps = {name: step(name) for name in _STEPS}
    set_all(steps)
    try:
        yield
    finally:
        set_all(kept)


def cut_everywhere(folder: Path, before: int, rest: int = 1) -> Cuts:
    """Publish in a new folder below `folder`, after so many releases; look at what each cut would leave.

    Into each `rest`-th disk that is left, another release is published.
    """
    dist, cuts, draw = folder / "dist", Cuts(), Random(SEED)
    dist.mkdir()
    for number in range(before):
        release(dist, with_role(f"role {number}"))
    disk, seen, whole = Disk(dist), set[int](), set[int]()
    disk.look(lasts=True)
    lying: Tree = {}

    def after() -> None:
        nonlocal lying
        cuts.steps += 1
        for tree in disk.after_a_cut(draw):
            mark = _mark(tree)
            if mark not in seen:
                seen.add(mark)
                cuts.disks += 1
                _lay_out(folder / "cut", tree, lying)
                lying = tree
                wrong = [*_wrong(folder / "cut", before, tree, whole)]
                if cuts.disks % rest == 0:
                    wrong += _wrong_next(folder / "cut")
                    lying = {}
                cuts.broken += [f"step {cuts.steps}: {told}" for told in wrong]

    with recorded(disk, after):
        release(dist, with_role("another role"))
    return cuts


def _lay_out(place: Path, tree: Tree, lying: Tree) -> None:
    """Make `place` hold `tree` where it holds `lying`, or anything where that is nothing."""
    if not lying:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    same = {path for path, data in tree.items() if path in lying and lying[path] == data}
    for path in sorted(lying.keys() - same, reverse=True):
        (place / path).rmdir() if lying[path] is None else (place / path).unlink()
    for path in sorted(tree.keys() - same):
        data = tree[path]
        if data is None:
            (place / path).mkdir()
        else:
            (place / path).write_bytes(data)


def _mark(tree: Tree) -> int:
    return hash(tuple(sorted(tree.items(), key=itemgetter(0))))


def _wrong(place: Path, before: int, tree: Tree, whole: set[int]) -> Iterator[str]:
    """What is wrong in the folder `place`, which holds `tree`.

    `whole` are marks of releases verified with what stands beside them: the same bytes need it once.
    """
    found = releases.versions(place)
    marks = {version: _mark(_verified(tree, version)) for version in found}
    known = {version for version in found if marks[version] in whole}
    yield from standing(place, known)
    whole.update(marks[version] for version in known)
    if len(found) < before:
        yield "a release that was published is gone"


def _verified(tree: Tree, version: str) -> Tree:
    """What a release is verified by: all that it holds, and the two files that name it."""
    beside = (INDEX, releases.LATEST)
    return {path: held for path, held in tree.items() if path in beside or path.split("/")[0] == version}


def _wrong_next(place: Path) -> list[str]:
    """What is wrong once the next release was published there."""
    try:
        release(place, with_role("yet another role"))
    except Exception as error:
        return [f"the next run failed: {error}"]
    return settled(place)


def run(data: Path) -> None:
    """Cut everywhere, in a first release and in a second, and write the table; needs no benchmark data."""
    del data
    rows = []
    for before in (0, 1):
        with tempfile.TemporaryDirectory() as folder:
            cuts = cut_everywhere(Path(folder), before)
        print(*cuts.broken, sep="\n")
        rows.append(
            {
                "releases before": before,
                "disk steps": cuts.steps,
                "different disks after a cut": cuts.disks,
                "broken, or the next run not well": len(cuts.broken),
            }
        )
    write_block("power-cuts", f"{stamp('python -m benchmarks power_cuts')}\n\n{table(rows)}")

"""The commands of origins: `parallax origin add`, `check`, `list`, `edits`, and `parallax fetch`.

As in main.py, each command imports what it needs when it runs.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows import exits

if TYPE_CHECKING:
    # They bring polars and pydantic, and help must come at once.
    from flows.fetching.fetch import Fetched
    from flows.fetching.news import News
    from flows.inputs.checking import Check
    from transforms.reading.revisions import Edit

_EXITS = "\b\nExit codes:\n" + "\n".join(f"  {code:<4} {text}" for code, text in exits.MEANINGS.items())
_FOLDER = click.Path(path_type=Path)
_raw = click.option("--raw", type=_FOLDER, help="Folder of the origins. [default: raw; PARALLAX_RAW]")
_work = click.option("--work", type=_FOLDER, help="The build's own files. [default: build; PARALLAX_WORK]")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
_quiet = click.option("--quiet", is_flag=True, help="No progress on standard error.")
_MOST_TOLD = 10


@click.group(epilog=_EXITS)
def origin() -> None:
    """Add an origin, see what the build makes of it, list those there are."""


@origin.command(epilog=_EXITS)
@click.argument("name")
@click.option("--from", "address", required=True, help="A file, a folder, or the address of a feed or file.")
@click.option("--format", help="files, jsonl, csv, parquet, warc or feed. [default: by how it ends]")
@click.option(
    "--column", "columns", multiple=True, metavar="FACT=NAME", help="The column that holds a fact: text=body."
)
@click.option("--outlet", help="Who published the articles; leave out where they or a column say so.")
@click.option("--language", default="en", show_default=True, help="Of the articles, as a BCP 47 tag.")
@click.option("--translated-from", help="The language that they were translated from, if they say so.")
@click.option("--translated/--not-translated", "is_translation", default=None, help="If they say so.")
@click.option("--licence", help="The SPDX id of the terms, if there is one.")
@click.option("--terms", help="On what terms the articles are kept, in words.")
@click.option("--redistributable", is_flag=True, help="The terms allow whole texts to be published.")
@click.option("--contact", help="For an address: how its people reach you, an e-mail or web address.")
@_raw
@_work
def add(name: str, columns: tuple[str, ...], raw: Path | None, work: Path | None, **said: Any) -> int:
    """Add the origin NAME: write raw/NAME/origin.toml, bring in what a file or folder holds, and check it.

    A feed or file on the web is brought in by `parallax fetch NAME`.
    """
    from flows import settings  # noqa: PLC0415
    from flows.inputs.adding import Wanted, add_origin  # noqa: PLC0415
    from flows.store.staging import remove  # noqa: PLC0415
    from schemas.origin_files import is_address  # noqa: PLC0415

    chosen = settings.load(raw=raw, work=work)
    folder = add_origin(chosen.raw, name, Wanted(columns=_columns(columns), **said))
    _say(f"Wrote {folder / 'origin.toml'}: read it, and correct what is not right.")
    if is_address(said["address"]):
        _say(f"Next: parallax fetch {name}")
        return exits.DONE
    try:
        _tell(name, _fetched(folder, chosen.work))
        found = _checked(folder)
    except BaseException:
        # What could not be brought in would stop the next build.
        remove(folder)
        raise
    _show(found)
    _say("Next: parallax release")
    return exits.DONE


@origin.command(epilog=_EXITS)
@click.argument("name")
@click.option("--rows", type=click.IntRange(min=0), default=5, show_default=True, help="Articles to show.")
@_raw
@_json
def check(name: str, rows: int, raw: Path | None, as_json: bool) -> int:
    """Show the first articles of the origin NAME as the build reads them, and what it would reject."""
    found = _checked(_folder(name, raw), rows)
    if as_json:
        _print_json(asdict(found) | {"received": found.received})
    else:
        _show(found)
    return exits.DONE


@origin.command("list", epilog=_EXITS)
@_raw
@_json
def list_(raw: Path | None, as_json: bool) -> int:
    """List the origins with where each comes from, and its newest snapshot."""
    from flows import settings  # noqa: PLC0415
    from flows.inputs.origins import find_origins  # noqa: PLC0415
    from flows.inputs.reading import summary  # noqa: PLC0415

    found = [summary(folder) for folder in find_origins(settings.load(raw=raw).raw)]
    if as_json:
        _print_json({"origins": [asdict(one) for one in found]})
    for one in [] if as_json else found:
        newest = f", the newest of {one.newest}" if one.newest else ""
        snapshots = "" if one.snapshots is None else f", {one.snapshots} snapshot(s){newest}"
        _say(f"{one.origin}: {one.files} file(s), {one.format}{snapshots}, from {one.address}")
    return exits.DONE


@origin.command("edits", epilog=_EXITS)
@click.argument("name")
@_raw
@_json
def edits_(name: str, raw: Path | None, as_json: bool) -> int:
    """Show what was changed in articles of the origin NAME after they had been brought in."""
    from flows.inputs.history import revisions  # noqa: PLC0415

    found = list(revisions(_folder(name, raw)))
    if as_json:
        _print_json({"revisions": [asdict(one) for one in found]})
    for one in [] if as_json else found:
        _say(f"{one.locator}, {one.before} -> {one.after}")
        _lines(_told(one.edits))
    return exits.DONE


@click.command(epilog=_EXITS)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@_raw
@_work
@_json
@_quiet
def fetch(names: tuple[str, ...], raw: Path | None, work: Path | None, as_json: bool, quiet: bool) -> int:
    """Bring in what is new of the origins NAME, of all that have an origin.toml where none is named.

    Each brings a snapshot raw/NAME/<date>/, or none where nothing is new. One that cannot be had is told, and
    the others are brought in all the same; the exit code is then that of the last such.
    """
    from flows import settings  # noqa: PLC0415
    from flows.engine.progress import watching  # noqa: PLC0415
    from flows.fetching.clock import SystemClock  # noqa: PLC0415
    from flows.fetching.rounds import fetch_all  # noqa: PLC0415

    chosen = settings.load(raw=raw, work=work)
    code, answers = exits.DONE, {}
    with watching(quiet=quiet or as_json):
        for told, found in fetch_all(_to_fetch(names, chosen.raw), chosen.work, SystemClock()):
            if found is None:
                code = told.code
                click.echo(f"parallax: {_visible(told.error or '')}", err=True)
                continue
            answers[told.origin] = _as_json(found)
            if not as_json:
                _tell(told.origin, found)
    if as_json:
        _print_json({"origins": answers})
    return code


def _columns(said: Sequence[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in said]
    wrong = next((one for one, pair in zip(said, pairs, strict=True) if not all(pair)), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not FACT=NAME, as text=body", param_hint="--column")
    return {fact: name for fact, _, name in pairs}


def _folder(name: str, raw: Path | None) -> Path:
    from flows import settings  # noqa: PLC0415
    from flows.inputs.origins import find_origins  # noqa: PLC0415

    folders = {folder.name: folder for folder in find_origins(settings.load(raw=raw).raw)}
    if name not in folders:
        raise exits.Refused(f"no origin {name!r}; there are: {', '.join(folders)}", exits.INPUT)
    return folders[name]


def _to_fetch(names: Sequence[str], raw: Path) -> list[Path]:
    from flows.fetching.rounds import fetched_origins  # noqa: PLC0415

    folders = {folder.name: folder for folder in fetched_origins(raw)}
    unknown = [name for name in names if name not in folders]
    if unknown:
        there = ", ".join(folders) or "none"
        told = f"no origin {unknown[0]!r} that has an origin.toml; there are: {there}"
        raise exits.Refused(told, exits.INPUT)
    return [folders[name] for name in names or folders]


def _fetched(folder: Path, work: Path) -> "Fetched":
    from flows.fetching.clock import SystemClock  # noqa: PLC0415
    from flows.fetching.fetch import fetch as fetch_origin  # noqa: PLC0415

    return fetch_origin(folder, work, SystemClock())


def _checked(folder: Path, rows: int = 5) -> "Check":
    from flows.inputs.checking import check_origin  # noqa: PLC0415

    return check_origin(folder, rows)


def _tell(name: str, found: "Fetched") -> None:
    from flows.store.rounds import counted  # noqa: PLC0415 (keeps help fast)

    news = found.news
    place = f"; they are in {found.folder}" if found.folder else ""
    told = counted(news.new, len(news.replaced), len(news.revised), news.unchanged)
    _say(f"{name}: {told}{place}")
    _lines(_not_had(news))
    _lines([f"replaced: {one}" for one in news.replaced])
    for one in news.revised:
        _say(f"  changed: {one.locator}")
        _lines(_told(one.edits))


def _not_had(news: "News") -> Iterator[str]:
    yield from (f"not had: {one.locator}: {one.detail}" for one in news.not_kept)
    yield from (f"put off: {one}" for one in news.put_off)
    yield from (f"gone, and kept here: {one}" for one in news.gone)
    yield from (f"passed over: {one}" for one in news.passed_over)


def _told(edits: Sequence["Edit"]) -> Iterator[str]:
    for edit in edits:
        where = " (inside quotation marks)" if edit.quoted else ""
        yield f"... {edit.left} [-{edit.before}-] [+{edit.after}+] {edit.right} ...{where}"


def _show(found: "Check") -> None:
    _say(f"{found.received} article(s): {found.kept} kept, {len(found.rejected)} rejected")
    for article in found.articles:
        facts = ", ".join(
            f"{name} {value}" for name, value in article.items() if value is not None and name != "locator"
        )
        _say(f"  {article['locator']}: {facts}")
    _lines([f"rejected: {where}: {reason}: {detail}" for reason, where, detail in found.rejected])
    for name, count in found.not_known.items():
        if count:
            _say(f"  {name} is not known of {count} of {found.kept}")


def _lines(lines: Sequence[str] | Iterator[str]) -> None:
    """The first lines, and how many more there are."""
    found = list(lines)
    for line in found[:_MOST_TOLD]:
        _say(f"  {line}")
    if len(found) > _MOST_TOLD:
        _say(f"  and {len(found) - _MOST_TOLD} more; --json names them all")


def _as_json(found: "Fetched") -> dict[str, Any]:
    news = found.news
    return {
        "folder": str(found.folder) if found.folder else None,
        "new": news.new,
        "replaced": news.replaced,
        "changed": [asdict(one) for one in news.revised],
        "unchanged": news.unchanged,
        "not_kept": [one.model_dump() for one in news.not_kept],
        "put_off": news.put_off,
        "gone": news.gone,
        "passed_over": [_visible(one) for one in news.passed_over],
    }


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _visible(line: str) -> str:
    from transforms.release.markup import visible  # noqa: PLC0415

    return visible(line)


def _say(line: str) -> None:
    # Articles and addresses may hold what a terminal would obey.
    click.echo(_visible(line))

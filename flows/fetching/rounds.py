"""Rounds: every origin that has an origin.toml is fetched, one after the other; each goes on record."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from flows import exits
from flows.engine.logs import LOGGER
from flows.fetching.clock import Clock, written
from flows.fetching.fetch import Fetched, Web, fetch
from flows.inputs.fetched import is_fetched
from flows.inputs.origins import find_origins
from flows.store.rounds import Round, note_round
from schemas.origins import ManifestError


def fetched_origins(raw: Path) -> list[Path]:
    """The folders of all origins in `raw` that have an origin.toml, by name. Raises ManifestError."""
    return [folder for folder in find_origins(raw) if is_fetched(folder)]


def fetch_all(
    folders: Sequence[Path], work: Path, clock: Clock, web: Web | None = None
) -> Iterator[tuple[Round, Fetched | None]]:
    """How each origin was fetched, and what was found; None where it could not be: that costs no other."""
    for folder in folders:
        found: Fetched | None = None
        try:
            found = fetch(folder, work, clock, web)
            told = _told(folder.name, written(clock.now()), found)
        except (exits.Refused, ManifestError, OSError) as error:
            LOGGER.warning("%s was not fetched", folder.name, exc_info=error)
            told = _refused(folder.name, written(clock.now()), error)
        # A disk that takes no note must not hide what was found.
        with suppress(OSError):
            note_round(work, told)
        yield told, found


def _refused(name: str, at: str, error: Exception) -> Round:
    return Round(origin=name, at=at, error=exits.line_of(error), code=exits.code_of(error))


def _told(name: str, at: str, found: Fetched) -> Round:
    news = found.news
    return Round(
        origin=name,
        at=at,
        new=news.new,
        replaced=len(news.replaced),
        changed=len(news.revised),
        unchanged=news.unchanged,
        not_had=[*(f"{lost.locator}: {lost.detail}" for lost in news.not_kept), *news.put_off],
    )

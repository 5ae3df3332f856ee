"""The flow that a schedule starts: what is new is brought in, then `release`.

Its folders are those that only this machine's own settings choose.
"""

import multiprocessing

from prefect import flow

from flows import settings
from flows.engine.due import release_if_due
from flows.engine.progress import note
from flows.engine.release import release
from flows.engine.run_summary import RunSummary
from flows.engine.server_app import end_when
from flows.fetching.clock import Clock, SystemClock
from flows.fetching.fetch import Web
from flows.fetching.rounds import fetch_all, fetched_origins
from schemas.origins import ManifestError


@flow(name="scheduled release")
def scheduled_release() -> RunSummary:
    """Fetch and release by PARALLAX_RAW, PARALLAX_WORK and so on, which nobody who starts a run chooses."""
    # `parallax serve` starts each run as a child, which must not go on without it; a worker's have none.
    if parent := multiprocessing.parent_process():
        end_when(parent.join)
    chosen = settings.load()
    bring_in(chosen)
    return release_if_due(chosen, release)


def bring_in(chosen: settings.Settings, clock: Clock | None = None, web: Web | None = None) -> None:
    """Fetch what is new of every origin that has an origin.toml; what cannot be had stops no release."""
    try:
        folders = fetched_origins(chosen.raw)
    except ManifestError:
        return  # The release tells it, and ends with it.
    for told, _ in fetch_all(folders, chosen.work, clock or SystemClock(), web):
        note(told.line)

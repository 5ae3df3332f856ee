"""The flow that a schedule starts: `release`, with folders that only this machine's own settings choose."""

import multiprocessing

from prefect import flow

from flows import settings
from flows.engine.due import release_if_due
from flows.engine.release import release
from flows.engine.run_summary import RunSummary
from flows.engine.server_app import end_when


@flow(name="scheduled release")
def scheduled_release() -> RunSummary:
    """`release` by PARALLAX_RAW, PARALLAX_WORK and so on: whoever starts a run chooses none of them."""
    # `parallax serve` starts each run as a child, which must not go on without it; a worker's have none.
    if parent := multiprocessing.parent_process():
        end_when(parent.join)
    return release_if_due(settings.load(), release)

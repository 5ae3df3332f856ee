"""Telling somebody how a run ended: a POST to the address in PARALLAX_WEBHOOK, where there is one.

The body is JSON with the sentence under `text`, as the common chat servers read it, and the facts beside it.
Nothing of an article is in it. A place that does not answer costs ten seconds and changes nothing else.
"""

import json
import os
import urllib.request
from dataclasses import asdict
from typing import Final

from flows.engine.logs import LOGGER
from flows.store.runs import Run

VARIABLE: Final = "PARALLAX_WEBHOOK"
QUIET: Final = ("unchanged", "stopped")
"""Outcomes of which nobody is told."""

_SECONDS: Final = 10
_FACTS: Final = ("started_at", "seconds", "outcome", "version", "rows")


def tell(run: Run) -> None:
    """Send how a run ended, where an address is given and there is something to tell; raises nothing."""
    url = os.environ.get(VARIABLE)
    if not url or run.outcome in QUIET:
        return
    facts = {name: value for name, value in asdict(run).items() if name in _FACTS}
    body = json.dumps({"text": f"Parallax: {run.told}", **facts}).encode()
    try:
        if not url.startswith(("http://", "https://")):
            raise ValueError("it must start with http:// or https://")
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=_SECONDS):
            LOGGER.info("told %s how the run ended", VARIABLE)
    except (OSError, ValueError) as error:
        # The address itself may be a secret, and errors of the library name it.
        LOGGER.warning("nobody was told how the run ended: %s: %s", VARIABLE, type(error).__name__)

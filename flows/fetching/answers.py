"""What asking an address can give: an answer, or the reason why there is none, on which somebody can act."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NOT_MODIFIED: Final = 304

_REMEDIES: Final[Mapping[int, str]] = {
    401: "asks for a password (401)",
    402: "is to be paid for (402)",
    403: "refuses to give the page to programs (403); ask its owner, or leave it out",
    404: "is gone, or never was (404)",
    410: "is gone for good (410)",
    451: "may not give the page for legal reasons (451)",
}
_TRANSIENT: Final = frozenset((408, 425, 429))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was given: `body` out of its encodings, empty where the status is NOT_MODIFIED."""

    status: int
    url: str
    body: bytes
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None

    @property
    def unchanged(self) -> bool:
        """Whether the server says that its last answer still holds."""
        return self.status == NOT_MODIFIED


class NotHad(Exception):  # noqa: N818 (it says what became of the page)
    """An address that gave nothing.

    `reason` is one of REJECT_REASONS, `lasting` whether asking again is no use, `wait` how many seconds the
    server asks not to be asked.
    """

    def __init__(
        self, detail: str, *, reason: str = "not_retrieved", lasting: bool = True, wait: float | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.reason = reason
        self.lasting = lasting
        self.wait = wait


class NotAsked(NotHad):
    """An address that is not asked, for it is not on the public web or leads off it; `why` says which."""

    def __init__(self, told: str, why: str) -> None:
        super().__init__(f"{told} {why}")
        self.why = why


def refused(status: int, wait: float | None) -> NotHad:
    """What an answer with an error's status means; `wait` is for how many seconds it asks not to be asked."""
    if status in _TRANSIENT or status >= 500:
        told = f"asks to wait {wait:.0f} seconds ({status})" if wait else f"has no answer now ({status})"
        return NotHad(told, lasting=False, wait=wait)
    return NotHad(_REMEDIES.get(status, f"answers with an error ({status})"))

"""The spans of attributions as rows of the table `quote_spans`."""

from collections.abc import Iterator, Sequence
from typing import Any

from schemas.vocabularies import SPAN_ROLES
from transforms.attribution.values import Attribution


def rows(
    document_id: str, text: str, quote_ids: Sequence[str], attributions: Sequence[Attribution]
) -> Iterator[dict[str, Any]]:
    """One row for each contiguous span of each attribution's content, cue and source."""
    for quote_id, found in zip(quote_ids, attributions, strict=True):
        for role in SPAN_ROLES:
            for ordinal, span in enumerate(getattr(found, role)):
                yield {
                    "quote_id": quote_id,
                    "role": role,
                    "ordinal": ordinal,
                    "document_id": document_id,
                    "start": span.start,
                    "end": span.end,
                    "text": span.of(text),
                }

"""A small made-up line for the tests of ingestion, extraction and assembly: two origins and one extractor."""

import hashlib
import json
import re
from collections.abc import Sequence

from schemas.origins import Manifest, parse_manifest
from transforms.attribution.values import Attribution
from transforms.language.spans import Span, overlaps

STORY = (
    "Harbour to be rebuilt after storm\n\n"
    "The harbour of Veldmouth will be rebuilt within three years, the council decided on Tuesday evening.\n\n"
    '"We will not leave the fishermen alone," said mayor Anna Lind after the meeting in the town hall.\n\n'
    'Opposition leader Per Holm disagreed. "The money is not there," he said to reporters on the steps.\n'
)


def manifest(origin: str, files: dict[str, bytes], **changes: object) -> Manifest:
    """A valid manifest for `files`, read through the real parser."""
    documents = [
        {
            "path": path,
            "locator": path,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "media_type": "text/plain",
            "language": "en",
            "is_translation": None,
            "translated_from": None,
            "retrieved_at": None,
            "published_at": "2024-05-07",
        }
        | changes
        for path, data in files.items()
    ]
    content = {
        "origin": origin,
        "outlet": {"name": origin.title(), "about": None, "homepage": None},
        "licence": {"name": None, "text": "Written for these tests.", "redistributable": True},
        "documents": documents,
    }
    return parse_manifest(json.dumps(content), "manifest.json")


class MarksExtractor:
    """Every quoted stretch is a direct quote of whoever follows 'said'; enough to test what is around it."""

    name = "marks-test"

    def __call__(self, texts: Sequence[str], exclude: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        return [self._find(text, holes) for text, holes in zip(texts, exclude, strict=True)]

    def _find(self, text: str, holes: Sequence[Span]) -> list[Attribution]:
        if "EXPLODE" in text:
            raise RuntimeError("this text cannot be read")
        found = []
        for match in re.finditer(r'"([^"]+)" said (mayor )?([A-Z]\w+ [A-Z]\w+)|"([^"]+)"', text):
            content = Span(*match.span())
            source = (Span(*match.span(3)),) if match.group(3) else ()
            if source:
                content = Span(match.start(), match.end(1) + 1)
            if not overlaps(content, holes):
                found.append(Attribution((content,), "direct", 0.9, self.name, source=source))
        return found

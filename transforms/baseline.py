"""The plain first extractor: quotation marks, and reporting verbs in a dependency parse.

It stands behind the `Extractor` interface so that a better one can replace it whole. Marks are paired
within one paragraph only: a stray or unclosed mark costs at most the quote it belongs to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from transforms.attribution import Attribution
from transforms.spans import Span, overlaps, straighten, subtract, trim

REPORTING_VERBS = frozenset(
    "accuse add admit agree announce argue ask assert claim confirm declare deny emphasize explain indicate "
    "insist note promise reiterate report reveal say state stress suggest tell warn write".split()
)
_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r'"[^"\n]+"?')
_MIN_QUOTED_WORDS = 2
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Baseline:
    """Quoted stretches and clausal complements of reporting verbs, found with a spaCy pipeline."""

    nlp: Language
    name: str = "baseline-1"

    def __call__(self, texts: Sequence[str], exclude: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        """The attributions of each text; spans are code points, as spaCy's `idx` are."""
        return [self._find(text, holes) for text, holes in zip(texts, exclude, strict=True)]

    def _find(self, text: str, holes: Sequence[Span]) -> list[Attribution]:
        plain = straighten(text)
        paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(plain)]
        kept = subtract(paragraphs, holes)
        docs = self.nlp.pipe(span.of(plain) for span in kept)
        found = [a for span, doc in zip(kept, docs, strict=True) for a in self._in_paragraph(doc, span.start)]
        return sorted(found, key=lambda attribution: attribution.content)

    def _in_paragraph(self, doc: Doc, offset: int) -> Iterator[Attribution]:
        quoted = [
            Span(*m.span()) for m in _QUOTED.finditer(doc.text) if len(m.group().split()) >= _MIN_QUOTED_WORDS
        ]
        cues = [token for token in doc if token.lemma_.casefold() in REPORTING_VERBS and token.pos_ == "VERB"]
        for content in quoted:
            cue = min(cues, key=lambda token: _distance(token, content), default=None)
            yield self._attribution(content, cue, "direct", offset)
        for cue in cues:
            clause = _clause(cue)
            if clause and not overlaps(clause, quoted):
                yield self._attribution(clause, cue, "indirect", offset)

    def _attribution(self, content: Span, cue: Token | None, kind: str, offset: int) -> Attribution:
        subject = next((child for child in cue.children if child.dep_ in _SUBJECTS), None) if cue else None
        source = _covering(subject) if subject is not None else None
        return Attribution(
            content=(_shift(content, offset),),
            cue=(Span(cue.idx + offset, cue.idx + len(cue) + offset),) if cue else (),
            source=(_shift(source, offset),) if source and not overlaps(source, [content]) else (),
            type=kind,
            confidence=0.5,
            method=self.name,
            cue_lemma=cue.lemma_.casefold() if cue else None,
            negated=cue is not None and any(child.dep_ == "neg" for child in cue.children),
        )


def _clause(cue: Token) -> Span | None:
    clause = next((child for child in cue.children if child.dep_ == "ccomp"), None)
    if clause is None:
        return None
    found = _covering(clause)
    # A verb that its own complement surrounds ("A, he said, B") leaves no contiguous clause.
    return None if overlaps(Span(cue.idx, cue.idx + len(cue)), [found]) else found


def _covering(token: Token) -> Span:
    subtree: SpacySpan = token.doc[token.left_edge.i : token.right_edge.i + 1]
    return trim(Span(subtree.start_char, subtree.end_char), token.doc.text) or Span(
        token.idx, token.idx + len(token)
    )


def _distance(token: Token, content: Span) -> int:
    return content.start - token.idx if token.idx < content.start else abs(token.idx - content.end)


def _shift(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)

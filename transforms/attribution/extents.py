"""Extents mended by how a text is built: its paragraphs, headings, labels, commas and false full stops.

The tagger weighs each piece by itself, and so now and then takes a heading with the quotation above it, an
answer's lead-in with the answer, or half of a noun phrase. What the layout says goes before what it weighs.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from transforms.attribution.nesting import RoleSpans
from transforms.attribution.quote_types import Marks
from transforms.language import lexica
from transforms.language.spans import Span, covers, merge, overlaps

_LEAD_INS: Final = lexica.words("attribution", "lead_ins")
_PREPOSITIONS: Final = lexica.words("attribution", "dangling")
_WORD: Final = re.compile(r"[\w'’-]+")
_LINK: Final = re.compile(r"(?:that|if|whether)\b")
_FALSE_STOP: Final = re.compile(r"\w[.!?]\s+$")
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’']?\s+(?=[^\W_a-z]|[\"“‘'])")
_FINISHED: Final = re.compile(r"[.!?…,:;—–-]\W*$")
_LABEL: Final = re.compile(r"[^\W\d_][\w.'’ -]{0,40}:(?=\s)")
_LAST_WORD: Final = re.compile(r"\s+[\w'’-]+$")
_RELATIVE: Final = re.compile(r"(?:that|which|whom?)\s*", re.IGNORECASE)
_UP_TO_COMMA: Final = re.compile(r"\s[^,.;:!?()\n\"“”–—]*,(?=\s*$)")


def mended(text: str, spans: RoleSpans, marks: Marks) -> RoleSpans:
    """The spans of an attribution, none longer or shorter than the layout of the text lets it be."""
    if not spans.cue or not spans.content:
        return spans
    near = spans._replace(content=_near(text, spans, marks))
    answer = near._replace(content=_without_lead_in(text, near, marks))
    whole = answer._replace(content=tuple(merge(_sentences_whole(text, answer, marks))))
    return RoleSpans(
        _without_dangling(text, whole), _without_relative(text, whole), _whole_source(text, whole)
    )


def _near(text: str, spans: RoleSpans, marks: Marks) -> tuple[Span, ...]:
    """The contents in the paragraph of the cue, or that marks or a colon tie to it; all, if none are.

    A quotation that is a paragraph by itself and ends like no sentence is a heading.
    """
    home = marks.paragraph(spans.cue[0].start)
    if any(part.of(text).rstrip().endswith(":") for part in (spans.cue[-1], home)):
        return tuple(_up_to_label(text, spans, home, marks)) or spans.content
    quoted = {span: marks.quoted(span) for span in spans.content}
    if any(not pair.closed for pairs in quoted.values() for pair in pairs):
        return spans.content
    near = (
        span
        for span, pairs in quoted.items()
        if overlaps(span, (home,)) or (pairs and not _is_heading(text, span, marks))
    )
    return tuple(near) or spans.content


def _up_to_label(text: str, spans: RoleSpans, home: Span, marks: Marks) -> Iterator[Span]:
    """The contents down to the first paragraph below the cue's that begins with a speaker's label."""
    return takewhile(
        lambda span: span.start < home.end or not _LABEL.match(text, marks.paragraph(span.start).start),
        spans.content,
    )


def _is_heading(text: str, span: Span, marks: Marks) -> bool:
    """Whether a span is all the words of a paragraph, in marks of its own, and ends like no sentence."""
    whole = marks.paragraph(span.start)
    rest = text[whole.start : span.start] + text[span.end : whole.end]
    pairs = [pair for pair in marks.quoted(span) if covers(whole, Span(pair.start, pair.end))]
    own = any(pair.start <= span.start + 1 and pair.end >= span.end - 1 for pair in pairs)
    return own and not _WORD.search(rest) and not _FINISHED.search(whole.of(text).rstrip("\"”’' "))


def _without_lead_in(text: str, spans: RoleSpans, marks: Marks) -> tuple[Span, ...]:
    """The contents without an adjunct before the cue ("Asked why,") where "that ..." after it says it all."""
    first, after = spans.content[0], [span for span in spans.content if span.start >= spans.cue[-1].end]
    opener = _WORD.match(text, first.start)
    is_adjunct = opener and opener.group().lower() in _LEAD_INS and not marks.quoted(first)
    if is_adjunct and first.end <= spans.cue[0].start and after and _LINK.match(text, after[0].start):
        return spans.content[1:]
    return spans.content


def _sentences_whole(text: str, spans: RoleSpans, marks: Marks) -> Iterator[Span]:
    """Each content; one that follows a full stop that ends no sentence from where the sentence starts."""
    for span in spans.content:
        home = marks.paragraph(span.start)
        before = text[home.start : span.start]
        if text[span.start].islower() and _FALSE_STOP.search(before) and not marks.quoted(span):
            ends = [match.end() for match in _SENTENCE_END.finditer(before)]
            longer = Span(home.start + max(ends, default=0), span.end)
            yield span if overlaps(longer, spans.cue + spans.source) else longer
        else:
            yield span


def _without_relative(text: str, spans: RoleSpans) -> tuple[Span, ...]:
    """The contents without a relative pronoun that ends them before the cue: "a charge" that they deny."""
    *others, last = spans.content
    is_tied = last.end <= spans.cue[0].start and _RELATIVE.fullmatch(last.of(text))
    return tuple(others) if others and is_tied else spans.content


def _whole_source(text: str, spans: RoleSpans) -> tuple[Span, ...]:
    """The source with the rest of an open apposition ("the board, chosen" in May), up to the cue's comma."""
    if not spans.source or spans.source[-1].end > spans.cue[0].start:
        return spans.source
    *others, last = spans.source
    is_open = "," in last.of(text) and not last.of(text).endswith(",")
    rest = _UP_TO_COMMA.match(text, last.end, spans.cue[0].start) if is_open else None
    longer = Span(last.start, rest.end() if rest else last.end)
    return spans.source if overlaps(longer, spans.content) else (*others, longer)


def _without_dangling(text: str, spans: RoleSpans) -> tuple[Span, ...]:
    """The cue without a preposition at its end whose noun is neither in it nor content or source."""
    *others, last = spans.cue
    cut, after = _LAST_WORD.search(last.of(text)), _WORD.match(text, last.end + 1)
    is_dangling = cut and cut.group().strip().lower() in _PREPOSITIONS
    taken = spans.content + spans.source
    if not cut or not is_dangling or not after or any(span.start == after.start() for span in taken):
        return spans.cue
    start = min(span.start for span in spans.cue + spans.source)
    is_relative = any(
        text[span.end - 1].isalnum() and text[span.end : start].isspace() for span in spans.content
    )
    return spans.cue if is_relative else (*others, Span(last.start, last.start + cut.start()))

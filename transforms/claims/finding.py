"""Claims: what a text asserts, by whom, and how firmly; never whether it is true.

One claim is one clause with its own finite predicate and subject, in one voice: a speaker's (inside a quote)
or the outlet's own. What an attribution covers is its speaker's claim and not counted again. A question, a
noun phrase, a time or a place is none.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Stretch

from transforms.attribution.quotes import joined
from transforms.attribution.values import Attribution
from transforms.claims.clauses import Clause, clauses
from transforms.claims.commitment import Reading, read
from transforms.claims.values import Claim, Worth
from transforms.claims.voices import Voices
from transforms.claims.worth import check_worthiness, signs_of
from transforms.ids import claim_id, normalise, ordinals
from transforms.language.spans import Span, merge
from transforms.reading.values import Zone

Row = dict[str, object]


class Proposition(NamedTuple):
    """A clause of a sentence as it is put; the attribution is that which it stands in, if any."""

    sentence: Stretch
    clause: Clause
    reading: Reading
    attribution: Attribution | None

    @property
    def stretch(self) -> Stretch:
        """What is scored: the text from the clause's first word to its last."""
        tokens = self.clause.tokens
        return self.clause.predicate.doc[tokens[0].i : tokens[-1].i + 1]

    @property
    def signs(self) -> dict[str, float]:
        """What else its check-worthiness hangs on."""
        return signs_of(self.clause, self.reading, self.attribution)


def find_claims(
    text: str, doc: Doc, zones: Sequence[Zone], attributions: Sequence[Attribution], worth: Worth
) -> list[Claim]:
    """The propositions of one document, in order of the text; boilerplate and datelines hold none.

    `doc` is the parse of exactly this text (tagger, parser, lemmatizer; see transforms/language/analysis.py).
    """
    found = propositions(doc, zones, attributions)
    scores = worth.of_words([one.stretch for one in found])
    made = [
        _claim(text, one, check_worthiness(score, one.signs, worth.of_signs))
        for one, score in zip(found, scores, strict=True)
    ]
    return sorted((claim for claim in made if claim.spans), key=lambda claim: claim.spans)


def propositions(doc: Doc, zones: Sequence[Zone], attributions: Sequence[Attribution]) -> list[Proposition]:
    """The clauses of a parsed document that say something, sentence by sentence, but what nobody said."""
    voices = Voices(doc, zones, attributions)
    return [
        _proposition(sentence, clause, attributions)
        for sentence in doc.sents
        for clause in clauses(sentence, voices)
        if clause.quote is None or _is_held(attributions[clause.quote])
    ]


def _is_held(one: Attribution) -> bool:
    """Whether a holder holds it in some way; who "did not say" something holds nothing of it."""
    return not one.negated or one.cue_class in ("deny", "think")


def _proposition(sentence: Stretch, clause: Clause, attributions: Sequence[Attribution]) -> Proposition:
    attribution = None if clause.quote is None else attributions[clause.quote]
    return Proposition(sentence, clause, read(clause, attribution), attribution)


def _claim(text: str, found: Proposition, worth: float) -> Claim:
    clause = found.clause
    return Claim(
        spans=_spans(text, clause.words),
        sentence=Span(found.sentence.start_char, found.sentence.end_char),
        quote=clause.quote,
        reading=found.reading,
        check_worthiness=worth,
        subject=_part(text, clause.subject),
        predicate=_part(text, clause.verb_group),
        predicate_lemma=clause.predicate.lemma_.lower(),
        object=_part(text, clause.object),
    )


_BETWEEN: Final = " \t\n\u00a0"


def _spans(text: str, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The tokens as the fewest spans; what lies between two of them must be white space to join them."""
    spans = merge(Span(token.idx, token.idx + len(token)) for token in tokens if not token.is_space)
    joined_up: list[Span] = []
    for span in spans:
        if joined_up and not text[joined_up[-1].end : span.start].strip(_BETWEEN):
            joined_up[-1] = Span(joined_up[-1].start, span.end)
        else:
            joined_up.append(span)
    return tuple(joined_up)


def _part(text: str, tokens: Sequence[Token]) -> Span | None:
    """From the first to the last of the tokens; None without any."""
    spans = _spans(text, tokens)
    return Span(spans[0].start, spans[-1].end) if spans else None


def ids(document_id: str, text: str, claims: Sequence[Claim]) -> list[str]:
    """A stable id for each claim: document, normalised text, ordinal among equal texts."""
    texts = [" ".join(span.of(text) for span in claim.spans) for claim in claims]
    places = ordinals([normalise(words) for words in texts])
    return [claim_id(document_id, words, place) for words, place in zip(texts, places, strict=True)]


def rows(document_id: str, text: str, claims: Sequence[Claim], quote_ids: Sequence[str]) -> Iterator[Row]:
    """One row a claim, its speaker not known yet; `quote_ids` run parallel to the document's attributions."""
    for key, claim in zip(ids(document_id, text, claims), claims, strict=True):
        quote = None if claim.quote is None else quote_ids[claim.quote]
        yield _row(key, document_id, text, claim) | {
            "quote_id": quote,
            "speaker_id": None,
            "subject_speaker_id": None,
        }


def _row(key: str, document_id: str, text: str, claim: Claim) -> Row:
    return {
        "claim_id": key,
        "document_id": document_id,
        "holder": "outlet" if claim.quote is None else "speaker",
        "content": joined(text, claim.spans),
        "polarity": claim.reading.polarity,
        "modality": claim.reading.modality,
        "time": claim.reading.time,
        "predicate_lemma": claim.predicate_lemma,
        **_parts(text, claim),
        "entities": list(claim.reading.entities),
        "loaded_terms": list(claim.reading.loaded),
        "check_worthiness": round(claim.check_worthiness, 4),
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "span_starts": [span.start for span in claim.spans],
        "span_ends": [span.end for span in claim.spans],
        "start": claim.spans[0].start,
        "end": claim.spans[-1].end,
    }


def _parts(text: str, claim: Claim) -> Row:
    """Subject, predicate and object: the words of each, where it starts and where it ends."""
    parts = {"subject": claim.subject, "predicate": claim.predicate, "object": claim.object}
    made: Row = {}
    for name, span in parts.items():
        made[name] = span.of(text) if span else None
        made[f"{name}_start"] = span.start if span else None
        made[f"{name}_end"] = span.end if span else None
    return made

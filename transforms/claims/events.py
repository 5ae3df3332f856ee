"""Whether an event happened, as its text commits to it: polarity and modality of a verb or noun in a parse.

A set of rules on the words that govern an event, read from the inside out. It says what the text says, never
what is true.
"""

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.language import lexica
from transforms.language.grammar import auxiliaries, shared_negators

NEGATORS: Final = lexica.words("claims", "negators")
NOTHING: Final = lexica.words("claims", "nothing")
IMPLICATIVE: Final = lexica.words("claims", "implicative")
IMPLICATIVE_OF_THINGS: Final = lexica.words("claims", "implicative_of_things")
BUT_ALSO: Final = lexica.words("claims", "but_also")
ABSENCE: Final = lexica.words("claims", "absence")
IN_PLACE_OF: Final = lexica.words("claims", "in_place_of")
CARRIED_BY: Final = lexica.words("claims", "carried_by")
RAISES_NEGATION: Final = lexica.words("claims", "raises_negation")
OPEN_BY: Final = lexica.words("claims", "open_by")
HEDGES: Final = lexica.words("claims", "hedges")
POSSIBLE: Final = lexica.words("claims", "possible")
ABLE: Final = lexica.words("claims", "able")
NECESSARY: Final = lexica.words("claims", "necessary")
NECESSITY_VERBS: Final = lexica.words("claims", "necessity_verbs")
CONDITIONS: Final = lexica.words("claims", "conditions")
DEMANDS: Final = lexica.words("claims", "demands")
PROMISES: Final = lexica.words("claims", "promises")

_DEPENDENT: Final = frozenset(
    ("xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "advcl", "nsubjpass", "csubj", "conj", "acomp")
)
_ARGUMENTS: Final = ("nsubj", "nsubjpass", "dobj", "attr", "expl", "pobj")
_DEEP: Final = 6


@dataclass(frozen=True, slots=True)
class Status:
    """How a text commits to an event: a polarity and a modality from the closed lists."""

    polarity: str
    modality: str

    @property
    def negative(self) -> bool:
        """Whether it is said not to be so."""
        return self.polarity == "negative"


def status(event: Token, depth: int = 0) -> Status:
    """The status of a verb, adjective or noun; every rule looks at the parse around it, some steps up."""
    negative = is_negated(event)
    modality = own_modality(event)
    above = _governor(event) if depth < _DEEP else None
    if above is not None:
        negative, modality = _under(event, above, negative, modality, depth)
    return Status("negative" if negative else "positive", modality)


def is_negated(event: Token) -> bool:
    """Whether the event's own clause negates it."""
    if any(_negates(child) for child in (*event.children, *shared_negators(event))):
        return True
    if _is_negated_by_auxiliary(event):
        return True
    if event.dep_ == "conj" and _joined_by_or(event):
        return is_negated(event.head)
    if event.dep_ in ("pobj", "pcomp") and _stands_for_another(event.head):
        return True
    if _is_yet_to_come(event) or is_yet_to(event):
        return True
    return event.pos_ in ("VERB", "AUX") and any(_is_nothing(child) for child in event.children)


def _is_negated_by_auxiliary(event: Token) -> bool:
    return any(_negates(helper) for aux in auxiliaries(event) for helper in (aux, *aux.children))


def _is_yet_to_come(event: Token) -> bool:
    """ "has yet to reach a decision"."""
    if event.dep_ != "xcomp" or event.head.lemma_ != "have":
        return False
    return any(child.lower_ == "yet" for child in event.head.children)


def is_yet_to(event: Token) -> bool:
    """The "had" of "had yet to reach a decision"."""
    return event.lemma_ == "have" and any(_is_yet_to_come(child) for child in event.children)


def _negates(word: Token) -> bool:
    if word.lower_ == "not" and word.i > 0 and word.nbor(-1).lower_ == "or":
        return False  # "whether or not it closes"
    if word.lower_ in ("not", "n't") and _says_more(word):
        return False  # "is not only slow": it is slow, and more
    if word.dep_ == "neg" or (word.dep_ in ("det", "advmod", "preconj") and word.lower_ in NEGATORS):
        return word.lower_ != "only"
    if word.dep_ in ("aux", "auxpass") and word.lower_.endswith("n't"):
        return True  # a tokenizer that keeps "hasn't" whole
    return word.lower_ == "longer" and any(child.lower_ == "no" for child in word.children)


def _says_more(negator: Token) -> bool:
    """ "is not just slow"; not "cannot just leave", which says that one cannot."""
    more = negator.i + 1 < len(negator.doc) and negator.nbor(1).lower_ in BUT_ALSO
    helpers = {helper.lower_ for helper in auxiliaries(negator.head)}
    return more and not helpers & (POSSIBLE | NECESSARY | {"ca"})


def _is_nothing(argument: Token) -> bool:
    if argument.dep_ not in _ARGUMENTS:
        return False
    if _numbers(argument):
        return False
    return argument.lower_ in NOTHING or any(
        child.lower_ in ("no", "neither")
        and child.dep_ in ("det", "predet", "nummod", "preconj", "cc")
        and not _numbers(child)
        for child in argument.children
    )


def _numbers(word: Token) -> bool:
    """ "No. 4": a mark or digit right after a capital "No" counts."""
    after = word.doc[word.i + 1 : word.i + 2].text
    return word.text == "No" and (after == "." or after.isdigit())


def _stands_for_another(preposition: Token) -> bool:
    return preposition.lower_ in IN_PLACE_OF or any(
        child.lower_ in IN_PLACE_OF for child in preposition.children
    )


def _joined_by_or(event: Token) -> bool:
    return any(child.dep_ == "cc" and child.lower_ in ("or", "nor") for child in event.head.children)


def own_modality(event: Token) -> str:
    """The modality that the event's own clause shows."""
    helpers = {helper.lower_ for helper in auxiliaries(event)}
    if helpers & ABLE and any(child.dep_ == "neg" for child in (*event.children, *shared_negators(event))):
        helpers -= ABLE  # "cannot leave" denies it; "may not leave" leaves it open
    if any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in event.children):
        return "conditional"
    if helpers & NECESSARY:
        return "necessary"
    if helpers & POSSIBLE or any(_hedges(child) for child in event.children):
        return "possible"
    return "conditional" if helpers & {"would", "'d"} else "asserted"


def _hedges(word: Token) -> bool:
    """ "is likely to close"; not "is twice as likely to close", which compares."""
    compares = any(child.lower_ in ("as", "more", "less") for child in word.children)
    return word.lower_ in HEDGES and not compares


def modality_of(predicate: Token) -> str:
    """The modality of a claim: its own clause's, and that of the verb it is coordinated with.

    What stands above, such as the cue of a quote, does not weaken what its holder asserts.
    """
    modality = "necessary" if _has_to(predicate) else own_modality(predicate)
    above = _governor(predicate) if predicate.dep_ == "conj" else None
    return _weaker(modality, modality_of(above)) if above is not None else modality


def _has_to(verb: Token) -> bool:
    """ "has to leave", "is required to leave"; not "forced him to leave", which he then did."""
    objects = any(child.dep_ == "dobj" for child in verb.children)
    to = any(child.dep_ == "xcomp" and any(c.tag_ == "TO" for c in child.children) for child in verb.children)
    return verb.lemma_ in NECESSITY_VERBS - {"force"} and to and not objects and not is_yet_to(verb)


def _governor(event: Token) -> Token | None:
    """The word on whose truth the event's depends, prepositions stepped over."""
    if event.head.i == event.i or event.dep_ not in _DEPENDENT:
        return None
    if event.dep_ == "conj":
        return event.head if event.tag_ == event.head.tag_ and event.pos_ == "VERB" else None
    head = event.head
    while head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    return head


def _under(event: Token, above: Token, negative: bool, modality: str, depth: int) -> tuple[bool, str]:
    """Polarity and modality of an event below `above`."""
    outer = status(above, depth + 1)
    if event.dep_ == "conj":
        return negative, _weaker(modality, outer.modality)
    if event.dep_ == "advcl":
        return negative, modality
    if _undoes(event, above):
        return negative != (not outer.negative), modality
    if event.pos_ in ("NOUN", "PROPN") and event.dep_ != "acomp":
        return negative or (outer.negative and _is_indefinite(event)), _weaker(modality, outer.modality)
    if event.dep_ == "acomp" or _carries(event, above):
        return negative != outer.negative, _weaker(modality, outer.modality)
    return negative or _raised(event, above, outer), _opened(event, above, outer, modality)


def _undoes(event: Token, above: Token) -> bool:
    if above.lemma_ in ABSENCE:
        return event.dep_ in ("pobj", "pcomp", "acl")
    if above.lemma_ not in IMPLICATIVE or (event.dep_ == "ccomp" and above.lemma_ != "deny"):
        return False
    return event.dep_ in ("xcomp", "pcomp", "pobj", "dobj", "ccomp", "nsubjpass") and _reaches(event, above)


def _reaches(event: Token, above: Token) -> bool:
    """A noun is undone only as the object; through a preposition only by "from": "barred from entry"."""
    if event.pos_ not in ("NOUN", "PROPN"):
        return True
    if event.dep_ == "pobj":
        return event.head.lower_ == "from"
    return event.dep_ == "dobj" and above.lemma_ in IMPLICATIVE_OF_THINGS


def _is_indefinite(event: Token) -> bool:
    """ "did not reach a decision" denies it; "did not discuss the decision" does not."""
    first = next((child for child in event.children if child.dep_ in ("det", "poss")), None)
    return event.dep_ in ("dobj", "attr", "nsubjpass") and (
        first is None or first.lower_ in ("a", "an", "any")
    )


def _carries(event: Token, above: Token) -> bool:
    return above.lemma_ in CARRIED_BY and event.dep_ in ("xcomp", "ccomp", "pcomp")


def _raised(event: Token, above: Token, outer: Status) -> bool:
    if not outer.negative or event.dep_ not in ("xcomp", "ccomp", "acl"):
        return False
    infinitive = any(child.tag_ == "TO" for child in event.children)
    raises = above.lemma_ in RAISES_NEGATION and above.pos_ != "NOUN"
    return raises or (infinitive and above.lemma_ in OPEN_BY | CARRIED_BY | {"have", "plan"})


def _opened(event: Token, above: Token, outer: Status, modality: str) -> str:
    if above.lemma_ in OPEN_BY:
        return _weaker(modality, "possible")
    if any(child.lower_ in ("to",) and child.tag_ == "TO" for child in event.children):
        if above.lemma_ in NECESSITY_VERBS:
            return "necessary"
        return _weaker(
            modality, "possible" if outer.modality != "asserted" or event.dep_ == "acl" else "asserted"
        )
    return modality


def _weaker(left: str, right: str) -> str:
    """Whichever of the two commits less; the first of two that both leave it open."""
    return left if left != "asserted" else right


def acted_modality(lemma: str) -> str | None:
    """promised or demanded, where a verb of that lemma performs it."""
    if lemma in PROMISES:
        return "promised"
    return "demanded" if lemma in DEMANDS else None

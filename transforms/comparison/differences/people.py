"""Persons whose name is spelt, or whose office is called, otherwise in another document of the story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.descriptions import described, description_candidate
from transforms.comparison.differences.story_view import StoryView
from transforms.language import lexica
from transforms.language.name_forms import fold, parts, same_person, surname
from transforms.language.names import Name, find_names
from transforms.language.offices import Office, offices
from transforms.language.spans import Span
from transforms.language.tagged_text import TaggedText

TENURE: Final = lexica.words("comparison", "tenure")

_REACH: Final = 12
"""Words on either side of a name among which the words of its office stand."""


@dataclass(frozen=True, slots=True)
class _Mention:
    document_id: str
    name: Name
    offices: tuple[tuple[Office, Span], ...]


def people_candidates(story: StoryView) -> Iterator[Candidate]:
    """The candidates of one story; nobody is met in boilerplate."""
    mentions = [mention for document in sorted(story.documents) for mention in _mentions(document, story)]
    texts = {document: analysed.text for document, analysed in story.documents.items()}
    full, bare = _by_length(mentions)
    persons = list(_persons(full))
    bearers = Counter(fold(surname(name)) for name, _ in persons)
    for name, found in persons:
        last = fold(surname(name))
        beside = [*found, *(bare.get(last, ()) if bearers[last] == 1 else ())]
        role = _role(name, found, texts) or description_candidate(name, _descriptions(beside, story))
        for candidate in (_spelling(name, found), role):
            if candidate is not None and candidate.differs:
                yield candidate


def _mentions(document: str, story: StoryView) -> Iterator[_Mention]:
    """Mentions of persons by name."""
    text, words = story.documents[document].text, story.words[document]
    names = find_names(story.documents[document], story.gazetteer, words)
    tagged = TaggedText(text, words, names)
    for name in names:
        if name.kind == "person" and parts(name.text) and not name.text.isupper():
            stated = ((office, _span_of(tagged, name, office)) for office in offices(tagged, name))
            yield _Mention(document, name, tuple((office, span) for office, span in stated if span))


def _by_length(mentions: Sequence[_Mention]) -> tuple[list[_Mention], Mapping[str, list[_Mention]]]:
    """Mentions by two words or more, and by surname those by one, which may be of two people."""
    bare: dict[str, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        if len(parts(mention.name.text)) == 1:
            bare[fold(mention.name.text)].append(mention)
    return [mention for mention in mentions if len(parts(mention.name.text)) > 1], bare


def _descriptions(found: Sequence[_Mention], story: StoryView) -> Mapping[str, list[Value]]:
    """By document, how it describes a person beside the name."""
    said: dict[str, list[Value]] = defaultdict(list)
    for mention in found:
        document = story.documents[mention.document_id]
        for span in described(document, Span(mention.name.start, mention.name.end)):
            text = " ".join(span.of(document.text).lower().split())
            said[mention.document_id].append(Value(mention.document_id, *span, "", text))
    return said


def _persons(mentions: Sequence[_Mention]) -> Iterator[tuple[str, list[_Mention]]]:
    """Mentions by person, with the name that most use; only those of one first or last name are compared."""
    persons: list[list[_Mention]] = []
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for mention in mentions:
        name = mention.name.text
        keys = (("first", fold(parts(name)[0])), ("last", fold(surname(name))))
        near = sorted({person for key in keys for person in known[key]})
        fitting = next((person for person in near if _fits(name, persons[person])), None)
        if fitting is None:
            fitting = len(persons)
            persons.append([])
        persons[fitting].append(mention)
        for key in keys:
            known[key].append(fitting)
    for person in persons:
        yield _usual([mention.name.text for mention in person]), person


def _fits(name: str, person: Sequence[_Mention]) -> bool:
    """Whether a name can be that of a person by every name the person has had: similarity is not transitive.

    A plural is another word, not another spelling: "the Tony Awards".
    """
    others = {mention.name.text for mention in person}
    return all(same_person(name, other) and not _plural(name, other) for other in others)


def _plural(one: str, other: str) -> bool:
    return one.casefold() + "s" == other.casefold() or other.casefold() + "s" == one.casefold()


def _usual(names: Sequence[str]) -> str:
    return min(set(names), key=lambda name: (-names.count(name), name))


def _spelling(name: str, found: Sequence[_Mention]) -> Candidate | None:
    """Names of as many words, of which one is spelt otherwise; a middle name or an initial is no spelling."""
    found = [mention for mention in found if all(len(word) > 1 for word in parts(mention.name.text))]
    if not found:
        return None
    sizes = [len(parts(mention.name.text)) for mention in found]
    size = min(set(sizes), key=lambda n: (-sizes.count(n), n))
    values = ordered([_called(mention) for mention in found if len(parts(mention.name.text)) == size])
    # "Pin-Up" and "Pinup" differ in typesetting, not in what somebody is called.
    if len({"".join(filter(str.isalnum, value.normalised.casefold())) for value in values}) < 2:
        return None
    slot = f"name {fold(surname(name))} {_first_document(values)}"
    return Candidate("name", slot, name, "compatible", "spelling", values)


def _called(mention: _Mention) -> Value:
    name = mention.name
    return Value(mention.document_id, name.start, name.end, name.text, " ".join(parts(name.text)))


def _role(name: str, found: Sequence[_Mention], texts: Mapping[str, str]) -> Candidate | None:
    """Offices with one head word ("secretary of state") that no two documents call the same.

    Other heads are mostly other offices of the same person, and a document that uses both calls is no side.
    """
    for head, documents in sorted(_by_head(found, texts).items()):
        calls = [{value.normalised for value in values} for values in documents.values()]
        if len(calls) > 1 and any(not _share(one, other) for one in calls for other in calls):
            values = ordered([value for found_there in documents.values() for value in found_there])
            slot = f"role {fold(surname(name))} {head} {_first_document(values)}"
            return Candidate("role", slot, name, "unclear", "office", values)
    return None


def _by_head(found: Sequence[_Mention], texts: Mapping[str, str]) -> Mapping[str, Mapping[str, list[Value]]]:
    """By the head word of an office, and by document, what the office is called there."""
    by_head: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for mention in found:
        for office, span in mention.offices:
            text = span.of(texts[mention.document_id])
            value = Value(mention.document_id, span.start, span.end, text, _plain(office.role))
            by_head[_head(office)][mention.document_id].append(value)
    return by_head


def _share(one: set[str], other: set[str]) -> bool:
    """Whether two documents use one call, or one of them says less than the other, whatever the tenure."""
    left, right = ([set(call.split()) - TENURE for call in calls] for calls in (one, other))
    return any(
        one_call <= other_call or other_call <= one_call for one_call, other_call in product(left, right)
    )


def _head(office: Office) -> str:
    """The office without what ranks it: "secretary of state"."""
    return " ".join(_plain(office.role).split()[1:]) or _plain(office.role)


def _plain(role: str) -> str:
    return " ".join(role.casefold().replace("-", " ").split())


def _first_document(values: Sequence[Value]) -> str:
    return values[0].document_id


def _span_of(tagged: TaggedText, name: Name, office: Office) -> Span | None:
    """Where the office's words stand: the nearest row before or after the name that has them in order."""
    wanted = office.role.split()
    before = range(max(0, name.first - _REACH), name.first)
    after = range(name.last + 1, min(len(tagged.words), name.last + 1 + _REACH))
    for region in (before, after):
        last = next((i for i in reversed(region) if tagged.words[i].text == wanted[-1]), None)
        if last is None:
            continue
        index, left = last, len(wanted) - 1
        while left > 0 and index - 1 >= region.start:
            index -= 1
            left -= tagged.words[index].text == wanted[left - 1]
        if left == 0:
            return Span(tagged.words[index].start, tagged.words[last].end)
    return None

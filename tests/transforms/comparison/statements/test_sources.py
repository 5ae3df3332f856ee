"""How the speakers of two passages stand to one another."""

from schemas.speakers import Speakers
from transforms.comparison.statements.sources import Kinship, Sources, sources_of
from transforms.rows import table_of
from transforms.tables import Tables


def _speaker(key: str, name: str, kind: str, affiliation: str | None = None) -> dict[str, object]:
    return {
        "speaker_id": f"spk_{key * 16}",
        "name": name,
        "kind": kind,
        "role": None,
        "affiliation": affiliation,
        "wikidata_id": None,
    }


def _known() -> Sources:
    rows = [
        _speaker("1", "Harbour Council", "organisation"),
        _speaker("2", "council officials", "unnamed"),
        _speaker("3", "Mari Ilves", "person", "Harbour Council"),
        _speaker("4", "Jaan Orav", "person"),
    ]
    return sources_of(Tables(speakers=table_of(Speakers, rows)))


def _kinship(one: str, other: str) -> Kinship:
    return _known().kinship([f"spk_{one * 16}"], [f"spk_{other * 16}"])


def test_how_two_stand_does_not_hang_on_who_is_first() -> None:
    for one in "1234":
        for other in "1234":
            assert _kinship(one, other) == _kinship(other, one)


def test_a_body_and_its_officials_are_kin_and_no_two_people() -> None:
    assert _kinship("1", "2") == Kinship(same=False, people=False, kin=True)
    assert _kinship("1", "3") == Kinship(same=False, people=False, kin=True)


def test_two_persons_are_two_people() -> None:
    assert _kinship("3", "4") == Kinship(same=False, people=True, kin=False)


def test_one_speaker_is_the_same_and_none_is_unknown() -> None:
    assert _kinship("3", "3") == Kinship(same=True)
    assert _known().kinship([], ["spk_1"]) == Kinship(None)


def test_somebody_of_whom_nothing_is_known_is_taken_for_a_person() -> None:
    assert Sources().kinship(["spk_a"], ["spk_b"]).people

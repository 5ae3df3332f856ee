"""The schema version: what is gone raises the major part, what is new the minor, mere words the patch."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from schemas.derivations.versioning import differences, due, of_contract, of_package, raised
from schemas.package import PUBLISHED

Schema = dict[str, Any]
Edit = Callable[[Schema], object]


def schema() -> Schema:
    """The contract as a release describes it, free to be spoiled."""
    return copy.deepcopy(dict(of_contract()))


def field(of: Schema, table: str, column: str) -> Schema:
    return next(one for one in of[table]["fields"] if one["name"] == column)


def _drop(table: str, column: str) -> Edit:
    return lambda of: of[table]["fields"].remove(field(of, table, column))


def _set(table: str, column: str, **facts: object) -> Edit:
    return lambda of: field(of, table, column).update(facts)


def _constrain(table: str, column: str, **facts: object) -> Edit:
    return lambda of: field(of, table, column).setdefault("constraints", {}).update(facts)


def _free(table: str, column: str, constraint: str) -> Edit:
    return lambda of: field(of, table, column)["constraints"].pop(constraint)


def _add(of: Schema) -> None:
    of["quotes"]["fields"].append({"name": "mood", "type": "string", "description": "Mood"})


def _rename(of: Schema) -> None:
    field(of, "quotes", "content")["name"] = "words"


def _swap(of: Schema) -> None:
    of["quotes"]["fields"].reverse()


def _unlink(of: Schema) -> None:
    of["zones"]["foreignKeys"] = []


def _one_more_value(of: Schema) -> None:
    column = field(of, "quotes", "type")
    column["constraints"]["enum"].append("sung")
    column["categories"].append({"value": "sung", "label": "with a melody"})


def _reworded_value(of: Schema) -> None:
    field(of, "quotes", "type")["categories"][0]["label"] = "in other words"


@pytest.mark.parametrize(
    ("edit", "bump", "told"),
    [
        (lambda of: of.pop("zones"), "major", "table zones is gone"),
        (_drop("quotes", "cue"), "major", "quotes.cue is gone"),
        (_rename, "major", "quotes.content is gone"),
        (_set("quotes", "start", type="number"), "major", "quotes.start is number, was integer"),
        (
            _set("quotes", "cue_modifiers", itemType="integer"),
            "major",
            "quotes.cue_modifiers is array of integer, was array of string",
        ),
        (_set("quotes", "start", unit="bytes"), "major", "quotes.start has the unit bytes"),
        (_free("quotes", "start", "required"), "major", "quotes.start may be missing now"),
        (
            lambda of: of["zones"].update(primaryKey=["document_id"]),
            "major",
            "table zones has another key: document_id",
        ),
        (_unlink, "major", "zones.document_id points to nothing in particular"),
        (lambda of: of.update(more=of["zones"]), "minor", "table more is new"),
        (_add, "minor", "quotes.mood is new"),
        (_swap, "minor", "table quotes has its columns in another order"),
        (_constrain("quotes", "source", required=True), "minor", "quotes.source is never missing now"),
        (_constrain("quotes", "confidence", maximum=0.5), "minor", "quotes.confidence has the maximum 0.5"),
        (_free("quotes", "confidence", "maximum"), "minor", "quotes.confidence has no maximum any more"),
        (_one_more_value, "minor", "quotes.type can also be sung"),
        (
            _constrain("quotes", "type", enum=["direct", "mixed"]),
            "minor",
            "quotes.type is never indirect any more",
        ),
        (_free("quotes", "type", "enum"), "minor", "quotes.type is no longer one of a closed list"),
        (_constrain("quotes", "cue", enum=["said"]), "minor", "quotes.cue is one of a closed list now"),
        (
            lambda of: of["quotes"]["rules"].update(short="Quotes are short."),
            "minor",
            "table quotes has the new rule short: Quotes are short.",
        ),
        (
            lambda of: of["quotes"]["rules"].pop("starts_before_end"),
            "minor",
            "table quotes has no rule starts_before_end any more",
        ),
        (_set("quotes", "cue", unit="words"), "patch", "quotes.cue has the unit words"),
        (_set("quotes", "cue", description="Another"), "patch", "quotes.cue has another description"),
        (_reworded_value, "patch", "quotes.type has another description"),
        (
            lambda of: of["zones"].update(description="Another."),
            "patch",
            "table zones has another description",
        ),
    ],
)
def test_what_differs_says_which_part_of_the_version_rises(edit: Edit, bump: str, told: str) -> None:
    after = schema()
    edit(after)
    found = differences(schema(), after)
    assert (due(found), str(found[0])) == (bump, told)


def test_a_new_value_of_a_closed_list_is_one_change_and_not_two() -> None:
    after = schema()
    _one_more_value(after)
    assert len(differences(schema(), after)) == 1


def test_the_weightiest_change_decides_and_comes_first() -> None:
    after = schema()
    for edit in (_reworded_value, _add, _drop("quotes", "cue")):
        edit(after)
    found = differences(schema(), after)
    assert [change.bump for change in found] == ["major", "minor", "patch"]
    assert due(found) == "major"


def test_equal_schemas_need_no_new_version() -> None:
    assert differences(schema(), schema()) == ()
    assert due(()) is None


def test_a_schema_survives_its_way_through_a_release() -> None:
    resources = [
        {"name": name, "format": "csv", "description": f"One row is: {one['description']}", "schema": one}
        for name, one in of_contract().items()
    ]
    resources.append({"name": "zones-parquet", "format": "apache-parquet"})
    package = json.loads(json.dumps({"resources": resources}))
    assert differences(of_contract(), of_package(package)) == ()
    assert list(of_package(package)) == [table.name for table in PUBLISHED]


def test_what_an_older_release_did_not_say_is_unknown_and_not_different() -> None:
    before = schema()
    for table in before.values():
        table.pop("rules")
        for column in table["fields"]:
            column.pop("itemType", None)
    assert differences(before, schema()) == ()


@pytest.mark.parametrize("package", [{}, {"resources": []}, []])
def test_a_package_without_tables_is_an_error_and_not_a_schema(package: Any) -> None:
    with pytest.raises(ValueError, match="describes no table"):
        of_package(package)


@pytest.mark.parametrize(
    ("bump", "version"), [("major", "2.0.0"), ("minor", "1.3.0"), ("patch", "1.2.4"), (None, "1.2.3")]
)
def test_a_part_rises_by_one_and_those_after_it_start_again(bump: str | None, version: str) -> None:
    assert raised("1.2.3", bump) == version


@pytest.mark.parametrize("version", ["1.2", "v1.2.3", "01.2.3", "latest"])
def test_what_is_no_version_cannot_rise(version: str) -> None:
    with pytest.raises(ValueError, match="no semantic version"):
        raised(version, None)

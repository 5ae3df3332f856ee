"""A stage sees only what it reads and replaces only what it makes, whatever it does."""

import threading
from collections.abc import Iterator

import pytest

from tests.frames import valid_frames
from tests.resources import Given
from transforms import rejects
from transforms.rejects import Reject
from transforms.resources import Resources
from transforms.results import Failure, StageCount, StageResult, total
from transforms.stage import Stage, at_once, beside, in_groups, run_all
from transforms.tables import NAMES, Tables

VALID = Tables().with_frames(valid_frames())
COUNT = StageCount("quotes", "documents", 2, 1, 1)
FAILURE = Failure("doc_0123456789abcdef", "quotes", "Traceback ...")
REJECT = Reject("quotes", "extraction_failed", "x raised y", document_id="doc_0123456789abcdef")


def greedy(tables: Tables, _: Resources) -> StageResult:
    """Turns every table that it is given, and gives them all."""
    made = {name: tables.frame(name).reverse() for name in NAMES}
    return StageResult(Tables().with_frames(made | {"rejects": rejects.rows([REJECT])}), (COUNT,), (FAILURE,))


def test_it_sees_what_it_reads_and_the_others_without_rows() -> None:
    seen: list[Tables] = []

    def look(tables: Tables, _: Resources) -> StageResult:
        seen.append(tables)
        return StageResult()

    Stage("look", ("texts", "zones"), (), look)(VALID, Given())
    (given,) = seen
    assert given.texts is VALID.texts and given.zones is VALID.zones
    assert all(given.frame(name).is_empty() for name in NAMES if name not in ("texts", "zones"))


def test_only_what_it_makes_takes_the_place_of_what_was_there() -> None:
    after = Stage("greedy", ("quotes", "zones"), ("quotes", "claims"), greedy)(VALID, Given()).tables
    assert after.quotes.equals(VALID.quotes.reverse())
    assert after.claims.is_empty()
    untouched = set(NAMES) - {"quotes", "claims", "rejects"}
    assert all(after.frame(name).equals(VALID.frame(name)) for name in untouched)


def test_what_it_rejects_is_added_to_the_rejects_so_far() -> None:
    result = Stage("greedy", (), (), greedy)(VALID, Given())
    assert result.tables.rejects.height == VALID.rejects.height + 1
    assert set(result.tables.rejects["reject_id"]) > set(VALID.rejects["reject_id"])


def test_a_stage_that_makes_a_table_which_is_none_is_refused() -> None:
    with pytest.raises(KeyError, match="no table 'quotse'"):
        Stage("typo", (), ("quotse",), greedy)(VALID, Given())
    with pytest.raises(KeyError, match="no table 'quotse'"):
        Stage("typo", ("quotse",), (), greedy)(VALID, Given())


def test_stages_run_one_after_the_other_and_their_counts_and_failures_are_kept() -> None:
    turn = Stage("greedy", ("quotes",), ("quotes",), greedy)
    once, twice = run_all([turn], VALID, Given()), run_all([turn, turn], VALID, Given())
    assert once.tables.quotes.equals(VALID.quotes.reverse())
    assert twice.tables.quotes.equals(VALID.quotes)
    assert (twice.counts, twice.failures) == ((COUNT, COUNT), (FAILURE, FAILURE))
    assert run_all([], VALID, Given()) == StageResult(VALID)


def test_stages_beside_each_other_give_what_they_give_one_after_the_other() -> None:
    def turn(name: str) -> Stage:
        def run(tables: Tables, _: Resources) -> StageResult:
            assert [each for each in NAMES if not tables.frame(each).is_empty()] == [name]
            made = Tables().with_frames(
                {name: tables.frame(name).reverse(), "rejects": rejects.rows([REJECT])}
            )
            return StageResult(made, (COUNT,), (FAILURE,))

        return Stage(name, (name,), (name,), run)

    stages = [turn("quotes"), turn("zones")]
    in_turn = run_all(stages, VALID, Given())
    for cores in (1, 2):
        found = beside(*stages)(VALID, Given(cores=cores))
        assert all(found.tables.frame(name).equals(in_turn.tables.frame(name)) for name in NAMES)
        assert (found.counts, found.failures) == (in_turn.counts, in_turn.failures)


def test_stages_by_group_see_one_group_at_a_time_and_count_all() -> None:
    seen: list[int] = []

    def look(tables: Tables, _: Resources) -> StageResult:
        seen.append(tables.quotes.height)
        return StageResult(tables.only(["quotes"]), (COUNT,), (FAILURE,))

    def split(tables: Tables) -> list[Tables]:
        return [Tables(quotes=tables.quotes[:1]), Tables(quotes=tables.quotes[1:])]

    stage = in_groups([Stage("look", ("quotes",), ("quotes",), look)], split)
    result = stage(VALID, Given())
    assert seen == [1, VALID.quotes.height - 1]
    assert result.tables.quotes.equals(VALID.quotes)
    assert result.counts == total([COUNT, COUNT]) and result.failures == (FAILURE, FAILURE)


@pytest.mark.parametrize("cores", [1, 2])
def test_units_are_drawn_one_by_one_as_they_are_worked_on(cores: int) -> None:
    """What units hold is not in memory all together, and what is made of them comes in their order."""
    ahead: list[int] = []
    done: list[int] = []

    def units() -> Iterator[int]:
        for unit in range(20):
            ahead.append(unit - len(done))
            yield unit

    for made in at_once(cores, lambda unit: -unit, units()):
        done.append(made)
    assert done == [-unit for unit in range(20)]
    assert max(ahead) <= cores


def test_on_one_core_no_thread_is_started() -> None:
    started = threading.active_count()
    assert set(at_once(1, lambda _: threading.get_ident(), range(3))) == {threading.get_ident()}
    assert set(at_once(1, lambda _: threading.active_count(), range(3))) == {started}


def test_what_the_work_on_a_unit_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(at_once(2, lambda unit: 1 / unit, [2, 1, 0, 3]))

"""One document that raises costs itself alone, whether documents are read one by one or at once."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.rejects import Rejects
from transforms.isolation import each, in_batch

KEYS = [f"doc_{number:016x}" for number in range(9)]
BAD = st.sets(st.sampled_from(KEYS))


def check(bad: set[str], rejects: list[dict[str, object]], traces: dict[str, str]) -> None:
    assert [row["document_id"] for row in rejects] == sorted(bad) == list(traces)
    for row in rejects:
        key = row["document_id"]
        assert (row["stage"], row["reason"]) == ("quotes", "extraction_failed")
        assert row["detail"] == f"reading raised ValueError: {key} is bad"
    assert all(f"ValueError: {key} is bad" in trace and "in raise_" in trace for key, trace in traces.items())


def raise_(key: str) -> None:
    raise ValueError(f"{key} is bad")


@given(BAD)
def test_one_by_one(bad: set[str]) -> None:
    def work(key: str) -> str:
        if key in bad:
            raise_(key)
        return key.upper()

    found = each("quotes", "reading", KEYS, work)
    assert found.made == tuple(key.upper() for key in KEYS if key not in bad)
    check(
        bad, Rejects.validate(found.rejects).to_dicts(), {f.document_id: f.traceback for f in found.failures}
    )
    (count,) = found.counts
    assert (count.stage, count.unit, count.received, count.rejected) == ("quotes", "documents", 9, len(bad))
    assert count.balanced


@given(BAD)
def test_at_once_and_one_by_one_only_where_that_raises(bad: set[str]) -> None:
    calls: list[int] = []

    def work(inputs: Sequence[int]) -> list[str]:
        calls.append(len(inputs))
        for number in inputs:
            if KEYS[number] in bad:
                raise_(KEYS[number])
        return [f"text {number}" for number in inputs]

    found = in_batch("quotes", "reading", KEYS, range(len(KEYS)), work)
    assert found.made == tuple((key, f"text {n}") for n, key in enumerate(KEYS) if key not in bad)
    check(
        bad, Rejects.validate(found.rejects).to_dicts(), {f.document_id: f.traceback for f in found.failures}
    )
    (count,) = found.counts
    assert (count.received, count.rejected) == (9, len(bad)) and count.balanced
    assert calls == ([9, *[1] * 9] if bad else [9])


def test_a_document_is_told_with_its_own_traceback_alone() -> None:
    def work(inputs: Sequence[str]) -> list[str]:
        raise ValueError(f"{len(inputs)} inputs, none of them good")

    for failure in in_batch("quotes", "reading", KEYS, KEYS, work).failures:
        assert failure.traceback.count("Traceback") == 1 and "9 inputs" not in failure.traceback


def test_a_batch_that_gives_too_few_is_read_one_by_one() -> None:
    """A result must never be taken for another document's."""
    found = in_batch("quotes", "reading", KEYS[:2], ["a", "b"], lambda inputs: [inputs[-1].upper()])
    assert found.made == ((KEYS[0], "A"), (KEYS[1], "B"))


def test_no_documents_nothing_made() -> None:
    found = in_batch("quotes", "reading", [], [], list)
    assert (found.made, found.failures, found.rejects.height) == ((), (), 0)
    assert (found.counts[0].received, found.counts[0].balanced) == (0, True)


def test_an_interrupt_is_no_bad_document() -> None:
    def work(key: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each("quotes", "reading", KEYS, work)

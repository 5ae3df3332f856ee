"""What stays at a place: the newest releases, and the first of each month where that is wanted."""

from hypothesis import given
from hypothesis import strategies as st

from flows.publishing import releases
from flows.publishing.retention import Retention

VERSIONS = st.builds(
    lambda year, month, number: f"{year}.{month:02}.{number}",
    st.integers(2025, 2027), st.integers(1, 12), st.integers(1, 40),
)  # fmt: skip


@given(st.sets(VERSIONS, min_size=1), st.integers(1, 10), st.booleans())
def test_the_newest_stay_and_the_first_of_each_month_where_wanted(
    versions: set[str], last: int, monthly: bool
) -> None:
    ordered = sorted(versions, key=lambda version: releases.parse(version) or (0, 0, 0))
    kept = Retention(last, monthly).kept(versions)
    assert kept == [version for version in ordered if version in kept]
    assert kept[-min(last, len(ordered)) :] == ordered[-last:]
    months = {version.rpartition(".")[0] for version in versions}
    first = {next(v for v in ordered if v.rpartition(".")[0] == month) for month in months}
    assert set(kept) == set(ordered[-last:]) | (first if monthly else set())


@given(st.sets(VERSIONS))
def test_without_a_number_everything_stays(versions: set[str]) -> None:
    assert set(Retention().kept(versions)) == versions


def test_numbers_are_compared_as_numbers_and_what_is_no_version_is_left_out() -> None:
    given_ = {"2026.11.9", "2026.11.10", "2026.11.2", "drafts"}
    assert Retention(1).kept(given_) == ["2026.11.10"]
    assert Retention(1, monthly=True).kept(given_) == ["2026.11.2", "2026.11.10"]

"""One server for all tests of fetching, emptied before each."""

from collections.abc import Iterator

import pytest

from tests.flows.fetching.outlets import MovedClock, Outlet, serving


@pytest.fixture(scope="session")
def _server() -> Iterator[Outlet]:
    with serving() as outlet:
        yield outlet


@pytest.fixture
def outlet(_server: Outlet) -> Outlet:
    _server.forget()
    return _server


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()

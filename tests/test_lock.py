"""The lock: every package pinned and hashed, and none that was published less than a week before."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
LOCK = (PROJECT / "requirements.lock").read_text()
WEEK = timedelta(days=7)


def published_before(lock: str) -> date:
    """The day before which every version in a lock was published, as `make lock` wrote it there."""
    found = re.search(r"^#    make lock \(of versions published before (\S+)\)$", lock, re.M)
    assert found, "the lock was not made by `make lock`: it does not say how old its versions are"
    return date.fromisoformat(found[1])


def today() -> date:
    return datetime.now(UTC).date()


def test_no_version_in_the_lock_is_younger_than_a_week() -> None:
    assert published_before(LOCK) <= today() - WEEK


def test_a_lock_that_was_made_otherwise_is_seen() -> None:
    with pytest.raises(AssertionError, match="not made by `make lock`"):
        published_before("#    uv pip compile pyproject.toml\n")


def test_make_lock_asks_for_versions_that_are_a_week_old() -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    told = subprocess.run(
        ["make", "-n", "lock"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    (asked,) = re.findall(r"--exclude-newer (\S+)", told)
    assert today() - WEEK - timedelta(days=1) <= date.fromisoformat(asked) <= today() - WEEK
    assert f"published before {asked})" in told


def test_every_package_is_pinned_and_hashed() -> None:
    packages = re.split(r"^(?=[a-z])", LOCK, flags=re.M)[1:]
    assert len(packages) > 100
    for package in packages:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", package), package
        assert "--hash=sha256:" in package, package

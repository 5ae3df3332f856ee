"""From raw/ to every table: in chunks, with nothing lost, whatever one document does."""

from dataclasses import replace

import pytest

from flows.engine.build import CHUNKS, build
from flows.engine.tasks import may_pass
from flows.settings import Settings
from flows.store import files as storage
from flows.store.locks import Busy, locked
from tests.flows.raw import ARTICLE, write_origin
from transforms.results import StageResult

pytestmark = pytest.mark.usefixtures("unseen", "quick")


def tables(settings: Settings) -> StageResult:
    return storage.load(build(settings))


def variants(count: int) -> dict[str, bytes]:
    """Articles that no two have in common."""
    return {f"{n}.txt": ARTICLE.replace(b"Veldmouth", b"Veldmouth-%d" % n) for n in range(count)}


def test_a_build_makes_every_table_and_accounts_for_everything(settings: Settings) -> None:
    made = tables(settings)
    assert made.tables.quotes.height == 2
    assert made.tables.documents.height == 1
    assert all(count.balanced for count in made.counts)


def test_the_tables_do_not_depend_on_how_the_work_is_cut(settings: Settings) -> None:
    write_origin(settings.raw, "many", variants(5))
    whole = tables(settings)
    assert len(list((settings.work / CHUNKS).glob("[0-9]*"))) == 1
    cut = tables(replace(settings, chunk_size=2, fresh=True))
    assert len(list((settings.work / CHUNKS).glob("[0-9]*"))) == 3
    assert whole.counts == cut.counts
    for name, frame in whole.tables.frames().items():
        assert frame.equals(cut.tables.frame(name)), name


def test_a_document_on_which_the_extractor_fails_costs_no_other(settings: Settings) -> None:
    broken = ARTICLE.replace(b"Veldmouth", b"EXPLODE")
    write_origin(settings.raw, "many", variants(2) | {"broken.txt": broken})
    made = tables(settings)
    rejects = made.tables.rejects.select("stage", "reason").rows()
    assert rejects == [("quotes", "extraction_failed")]
    assert made.tables.quotes["document_id"].n_unique() == 3


def test_a_second_build_reads_only_what_is_new_and_makes_the_same_tables(settings: Settings) -> None:
    write_origin(settings.raw, "many", variants(2))
    tables(settings)
    write_origin(settings.raw, "more", {"new.txt": ARTICLE.replace(b"Veldmouth", b"Bay")})
    grown = tables(settings)
    (chunk,) = (settings.work / CHUNKS).glob("[0-9]*")
    assert storage.load(chunk).tables.documents["origin"].to_list() == ["more"]
    whole = tables(replace(settings, fresh=True))
    assert grown.counts == whole.counts
    for name, frame in whole.tables.frames().items():
        assert frame.equals(grown.tables.frame(name)), name


def test_a_folder_in_use_is_left_alone(settings: Settings) -> None:
    with locked(settings.work), pytest.raises(Busy, match="another run is using it"):
        build(settings)
    assert not (settings.work / CHUNKS).exists()


def test_only_what_may_pass_is_tried_again() -> None:
    assert may_pass(OSError(5, "Input/output error"))
    assert not may_pass(OSError(28, "No space left on device"))
    assert not may_pass(ValueError("a wrong checksum stays wrong"))

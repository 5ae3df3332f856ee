"""Nothing is lost: every stage counts what it received, kept and rejected."""

from transforms.results import StageCount, total


def test_a_count_balances_when_kept_and_rejected_add_up_to_received() -> None:
    assert StageCount("ingest", "files", received=5, kept=4, rejected=1).balanced
    assert not StageCount("ingest", "files", received=5, kept=4, rejected=0).balanced


def test_counts_of_one_stage_and_unit_add_up_and_keep_their_order() -> None:
    parts = [
        StageCount("ingest", "files", 2, 2, 0),
        StageCount("quotes", "documents", 2, 1, 1),
        StageCount("ingest", "files", 3, 2, 1),
    ]
    assert total(parts) == (
        StageCount("ingest", "files", 5, 4, 1),
        StageCount("quotes", "documents", 2, 1, 1),
    )

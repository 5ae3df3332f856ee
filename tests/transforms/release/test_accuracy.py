"""The figures of accuracy, as a release reads and tells them."""

from transforms.release.accuracy import Figure, in_one_line, read_figures

QUOTES = Figure("quotes", "paper, dev", "F1", "74.9", "100", "2026-11-22", "models/attribution")
RECALL = Figure("quotes", "paper, dev", "recall", "72.6", "", "2026-11-22", "models/attribution")
SPEAKERS = Figure("speakers", "interviews", "right", "92.1", "315", "2026-11-27", "models/speakers")


def test_a_file_is_read_row_by_row_with_its_quoted_cells() -> None:
    content = (
        "task,data,measure,value,n,measured_on,model\n"
        'quotes,"paper, dev",F1,74.9,100,2026-11-22,models/attribution\n'
        'quotes,"paper, dev",recall,72.6,,2026-11-22,models/attribution\n'
    )
    assert read_figures(content.encode()) == (QUOTES, RECALL)


def test_a_release_without_the_file_has_no_figures() -> None:
    assert read_figures(None) == ()
    assert in_one_line(()) == ""


def test_the_line_has_the_first_figure_of_each_task_in_their_order() -> None:
    assert in_one_line((QUOTES, SPEAKERS, RECALL)) == "quotes 74.9 % F1; speakers 92.1 % right"

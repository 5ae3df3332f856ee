"""The dataset card: its YAML head loads the tables, its text is for people, no article writes in it."""

from functools import cache

import polars as pl
import pytest
import yaml

from schemas.package import PUBLISHED
from tests.frames import valid_frames
from tests.snippets import snippets
from tests.tables import published, scans, views
from transforms.release.accuracy import Figure
from transforms.release.card import dataset_card

FILES = {
    f"{table.name}.{form}": published(f"{table.name}.{form}", form.encode())
    for table in PUBLISHED
    for form in ("csv", "parquet")
}


def whole() -> dict[str, pl.DataFrame]:
    """The valid tables with their views."""
    return dict(_whole())


@cache
def _whole() -> dict[str, pl.DataFrame]:
    return valid_frames() | views(valid_frames())


@cache
def card(**documents: object) -> str:
    frames = whole()
    frames["documents"] = frames["documents"].with_columns(**{k: pl.lit(v) for k, v in documents.items()})
    return dataset_card(PUBLISHED, FILES, scans(frames), "2026.11.1")


def head() -> dict[str, object]:
    return yaml.safe_load(card().split("---\n")[1])


def test_each_table_is_a_config_and_one_is_the_default() -> None:
    configs = head()["configs"]
    assert [(c["config_name"], c["data_files"]) for c in configs] == [
        (table.name, f"{table.name}.parquet") for table in PUBLISHED if whole()[table.name].height
    ]
    assert [c["config_name"] for c in configs if c.get("default")] == ["attributions"]


def test_a_table_without_rows_has_no_config_for_none_can_load_it() -> None:
    frames = whole()
    frames["rejects"] = frames["rejects"].clear()
    text = dataset_card(PUBLISHED, FILES, scans(frames), "2026.11.1")
    names = [config["config_name"] for config in yaml.safe_load(text.split("---\n")[1])["configs"]]
    assert names == [table.name for table in PUBLISHED if frames[table.name].height]
    assert "rejects" not in names
    assert "so these have no config: " in text
    assert "`rejects`" in text.split("so these have no config: ")[1].splitlines()[0]


FIGURES = (
    Figure("quotes", "a paper", "F1", "74.9", "100", "2026-11-22", "models/attribution"),
    Figure("quotes", "a paper", "recall", "72.6", "100", "2026-11-22", "models/attribution"),
)


def test_how_right_it_is_stands_in_a_line_before_the_first_query_and_whole_below() -> None:
    text = dataset_card(PUBLISHED, FILES, scans(whole()), "2026.11.1", FIGURES)
    line = next(line for line in text.splitlines() if line.startswith("Measured: "))
    assert line == "Measured: quotes 74.9 % F1."
    assert text.index(line) < text.index("## Start here")
    below = text.split("## How right it is")[1].split("## Limits")[0]
    assert "| quotes | recall | 72.6 | 100 | a paper | 2026-11-22 |\n\n" in below
    assert "quality/accuracy.csv" in below


def test_a_figure_in_a_sentence_is_the_measured_one() -> None:
    measured = (
        Figure("reliable quotes", "a paper", "right", "88.8", "9", "2026-11-22", "models/attribution"),
        Figure(
            "reliable quotes",
            "a paper",
            "share of all quotes",
            "66.6",
            "",
            "2026-11-22",
            "models/attribution",
        ),
        Figure(
            "quotes",
            "a paper",
            "recall of content and source",
            "77.7",
            "9",
            "2026-11-22",
            "models/attribution",
        ),
    )
    text = dataset_card(PUBLISHED, FILES, scans(whole()), "2026.11.1", measured).partition(
        "What was measured"
    )[0]
    assert all(f"{figure.value} %" in text for figure in measured)
    assert not any(f"{figure.value} %" in card() for figure in measured)


def test_it_says_how_many_differences_a_default_view_shows() -> None:
    frames = whole()
    shown = frames["disagreements"].filter("shown_first")["discrepancy_id"].n_unique()
    told = f"Here it keeps {shown} of {frames['discrepancies'].height}"
    assert told in " ".join(card().split())


def test_a_card_without_figures_promises_no_file_of_them() -> None:
    assert "accuracy.csv" not in card()
    assert "Measured: " not in card()


def test_the_head_says_language_size_and_terms() -> None:
    assert head()["language"] == ["en"]
    assert head()["size_categories"] == ["n<1K"]
    assert (head()["license"], head()["license_link"]) == ("other", "LICENSE")


def test_every_table_has_its_rows_and_sizes() -> None:
    for table in PUBLISHED:
        rows = whole()[table.name].height
        line = f"| [`{table.name}`](DATA_DICTIONARY.md#{table.name}) | {rows} | 7 | 3 | {table.description} |"
        assert line in card()


@pytest.mark.parametrize(
    "reader", ["pl.read_parquet", "pd.read_parquet", "FROM 'attributions.parquet'", "Dataset.from_parquet"]
)
def test_it_says_how_to_load_a_table(reader: str) -> None:
    assert reader in card()


def test_the_python_it_shows_is_python() -> None:
    for code in snippets(card(), "python"):
        compile(code, "card", "exec")


def test_an_outlet_cannot_write_markdown_or_html() -> None:
    hostile = "x | y <script>alert(1)</script> [z](http://evil) \x1b[2J\u202e\n# head"
    text = card(outlet=hostile)
    assert "<script>" not in text and "http://evil" not in text
    assert "\x1b" not in text and "\u202e" not in text
    assert len(text.splitlines()) == len(card(outlet="plain").splitlines())

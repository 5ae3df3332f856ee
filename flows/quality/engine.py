"""Great Expectations, imported where it is needed, and told to be quiet, offline and quick.

Importing it takes seconds, so it happens inside functions, and without the parts that serve distributions
and charts. Nothing is read from or written to a disk, and nothing leaves the machine.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.lean import hidden, put_off

if TYPE_CHECKING:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
    from great_expectations.data_context.types.base import DataContextConfig

_SELDOM_USED = ("altair", "scipy.stats")
"""What Great Expectations imports for one expectation about distributions; nearly half of its import."""
_ELSEWHERE = ("azure", "boto3", "botocore", "google", "pyspark", "snowflake", "sqlalchemy")
"""What it works with where tables lie in databases and clouds, if it is installed; ours are in memory."""
_NAME = "tables"


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries one check: the name of an expectation, its arguments, and the check's id and severity."""

    check: str
    severity: str
    expectation: str
    options: Mapping[str, Any]


class Engine:
    """One context, in memory, to which tables are shown one after the other.

    `examples` is how many failing rows it tells.
    """

    def __init__(self, examples: int) -> None:
        self._context = _context()
        self._form = {"result_format": "SUMMARY", "partial_unexpected_count": examples}

    def validate(
        self, masks: pl.DataFrame, carriers: Sequence[Carrier]
    ) -> dict[str, ExpectationValidationResult]:
        """The account of each expectation on a table of booleans, by check id."""
        from great_expectations.execution_engine.pandas_execution_engine import (  # noqa: PLC0415 (takes seconds)
            PandasExecutionEngine,
        )
        from great_expectations.validator.validator import Validator  # noqa: PLC0415 (takes seconds)

        # A data source of its own would hash the booleans, and twice, to tell them from others.
        engine = PandasExecutionEngine()
        # The only place where polars becomes pandas: as Arrow arrays, so that booleans with nulls stay so.
        engine.load_batch_data(_NAME, masks.to_pandas(use_pyarrow_extension_array=True))
        validated = Validator(engine, data_context=self._context).graph_validate(
            [_made(carrier).configuration for carrier in carriers], {"result_format": self._form}
        )
        configured = ((entry.expectation_config, entry) for entry in validated)
        return {config.meta["check"]: entry for config, entry in configured if config and config.meta}


@cache
def _context() -> EphemeralDataContext:
    """What Great Expectations is told of itself; it knows of no data, and so is the same for all."""
    with put_off(_SELDOM_USED), hidden(_ELSEWHERE):
        import great_expectations  # noqa: PLC0415 (takes seconds)

    for name in ("great_expectations", "great_expectations.data_context"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return great_expectations.get_context(mode="ephemeral", project_config=_settings())


def _settings() -> DataContextConfig:
    """All in memory, no pages, nobody told, no progress bars."""
    from great_expectations.data_context.types import base  # noqa: PLC0415 (takes seconds)

    return base.DataContextConfig(
        store_backend_defaults=base.InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        analytics_enabled=False,
        progress_bars=base.ProgressBarsConfig(globally=False, metric_calculations=False),
    )


def _made(carrier: Carrier) -> Any:
    from great_expectations import expectations  # noqa: PLC0415 (takes seconds)

    from flows.quality import rows_to_pass  # noqa: PLC0415 (imports Great Expectations)

    home = rows_to_pass if hasattr(rows_to_pass, carrier.expectation) else expectations
    kind = getattr(home, carrier.expectation)
    return kind(severity=carrier.severity, meta={"check": carrier.check}, **carrier.options)

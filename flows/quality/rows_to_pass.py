"""Our own expectation of Great Expectations: of a column of booleans, enough are true.

Great Expectations' own "values to be in a set" gives the same answer from ten metrics a column; this one
counts once. Imports Great Expectations, so import it inside functions.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from great_expectations.core.id_dict import IDDict
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import ColumnAggregateExpectation
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.metrics.column_aggregate_metric_provider import (
    ColumnAggregateMetricProvider,
    column_aggregate_value,
)
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

_METRIC = "column.truth"
_DOMAIN = ("batch_id", "table", "column", "row_condition", "condition_parser")
"""What says where a metric of a column is taken; ours are of whole columns of the batch."""


class Truth(ColumnAggregateMetricProvider):
    """How many values of a column there are, how many are null, and where the false ones stand."""

    metric_name = _METRIC
    filter_column_isnull = False

    @column_aggregate_value(engine=PandasExecutionEngine)
    def _pandas(cls, column: "pd.Series[Any]", **_: Any) -> dict[str, Any]:  # noqa: N805 (made a class method)
        true_or_null = column.to_numpy(dtype=bool, na_value=True)
        return {
            "rows": len(column),
            "missing": int(column.isna().sum()),
            "false": np.flatnonzero(~true_or_null),
        }


class ExpectRowsToPass(ColumnAggregateExpectation):
    """Of the rows that a column of booleans says something of, at least the share `mostly` is true."""

    mostly: float = 1.0

    metric_dependencies: ClassVar[tuple[str, ...]] = (_METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = ("mostly",)

    def get_validation_dependencies(
        self,
        execution_engine: object = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> ValidationDependencies:
        """The one metric that it needs, of its column; to work that out costs more than to count the rows."""
        domain = IDDict(dict.fromkeys(_DOMAIN) | {"batch_id": self.batch_id, "column": self.column})
        form = parse_result_format((runtime_configuration or {})["result_format"])
        return ValidationDependencies({_METRIC: MetricConfiguration(_METRIC, domain, IDDict())}, form)

    def _validate(
        self,
        metrics: Mapping[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: object = None,
    ) -> dict[str, Any]:
        truth = metrics[_METRIC]
        judged, failed = truth["rows"] - truth["missing"], len(truth["false"])
        shown = (runtime_configuration or {})["result_format"]["partial_unexpected_count"]
        return {
            "success": not judged or (judged - failed) / judged >= self.mostly,
            "result": {
                "element_count": truth["rows"],
                "missing_count": truth["missing"],
                "unexpected_count": failed,
                "partial_unexpected_index_list": truth["false"][:shown].tolist(),
            },
        }

"""Our own expectation of Great Expectations: of a column of booleans, enough are true.

Great Expectations' own "values to be in a set" gives the same answer from ten metrics a column; this one
counts once, and asks for one metric in all. Imports Great Expectations, so import it inside functions.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from great_expectations.core.id_dict import IDDict
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import ColumnAggregateExpectation
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.metrics.metric_provider import MetricProvider, metric_value
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

_METRIC = "table.booleans"
_DOMAIN = ("batch_id",)
"""What says where the metric is taken; ours is of all columns of the batch."""


class Booleans(MetricProvider):
    """The columns themselves: to have each as a metric of its own costs more than to count its rows."""

    metric_name = _METRIC
    domain_keys = _DOMAIN

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(
        cls,  # noqa: N805 (made a class method)
        execution_engine: PandasExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        **_: object,
    ) -> pd.DataFrame:
        return execution_engine.get_compute_domain(metric_domain_kwargs, MetricDomainTypes.TABLE)[0]


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
        """The one metric that it needs; to work that out costs more than to count the rows."""
        domain = IDDict.fromkeys(_DOMAIN, self.batch_id)
        form = parse_result_format((runtime_configuration or {})["result_format"])
        return ValidationDependencies({_METRIC: MetricConfiguration(_METRIC, domain, IDDict())}, form)

    def _validate(
        self,
        metrics: Mapping[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: object = None,
    ) -> dict[str, Any]:
        column = pa.array(metrics[_METRIC][self.column].array)
        judged, false = len(column) - column.null_count, pc.indices_nonzero(pc.invert(column))
        shown = (runtime_configuration or {})["result_format"]["partial_unexpected_count"]
        return {
            "success": not judged or (judged - len(false)) / judged >= self.mostly,
            "result": {
                "element_count": len(column),
                "missing_count": column.null_count,
                "unexpected_count": len(false),
                "partial_unexpected_index_list": false[:shown].to_pylist(),
            },
        }

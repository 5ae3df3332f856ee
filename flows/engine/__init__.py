"""Running it: flows, tasks, executors, progress and logs; the only modules that import Prefect."""

from flows.engine import environment as environment

# Before any module of this package can import Prefect, which reads its settings only once.
environment.keep_quiet()

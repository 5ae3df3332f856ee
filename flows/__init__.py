"""When it happens: Prefect flows, storage, data quality and the command line; the only impure package."""

from flows.engine import environment as environment

# Before any module of this package can import Prefect, which reads its settings only once.
environment.keep_quiet()

"""When it happens: Prefect flows, storage, data quality and the command line; the only impure package."""

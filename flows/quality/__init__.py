"""Data quality: the checks of the contract, run and shown."""

"""The only code that opens a file: tables, models and reference data, whole or not at all."""

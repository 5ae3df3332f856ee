"""The candidates on which documents of one story differ."""

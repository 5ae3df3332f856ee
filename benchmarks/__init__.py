"""Accuracy and speed, measured with `make bench`; every figure in docs/benchmarks.md is written here."""

"""Accuracy and speed, measured by hand with `make bench`; every figure in docs/benchmarks.md is written here."""

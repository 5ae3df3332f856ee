"""Accuracy and speed, measured with `make bench`; every figure in docs/benchmarks.md is written here."""

import os

# As a worker does it (flows/engine/watched.py): a second core under one product of matrices mostly waits.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

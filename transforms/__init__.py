"""How it becomes so: pure functions from values to values; no disk, network, clock or randomness."""

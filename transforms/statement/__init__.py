"""The parts of `transforms/statements.py`: what belongs together, and what each rendering changes."""

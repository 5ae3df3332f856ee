"""The parts of `transforms/discrepancies.py`: what is compared, and when two values conflict."""

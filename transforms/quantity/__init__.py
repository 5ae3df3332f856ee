"""The parts of `transforms/quantities.py`: number words, units, amounts, dates."""

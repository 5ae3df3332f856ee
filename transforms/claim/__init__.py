"""The parts of `transforms/claims.py`: clauses, voices, polarity and modality, check-worthiness."""

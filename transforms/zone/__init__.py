"""The parts of `transforms/zones.py`: units of a page, titles, datelines, furniture."""

"""Numbers, durations, dates and counts, read into values."""

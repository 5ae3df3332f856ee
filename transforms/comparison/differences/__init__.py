"""The points on which documents of one story differ."""

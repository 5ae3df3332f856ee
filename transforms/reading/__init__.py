"""Records to documents: bytes become text, and every stretch of a text gets its zone."""

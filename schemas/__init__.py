"""What is true: one contract a table, the closed lists, and everything derived from them."""

"""What a text asserts, by whom and how firmly."""

"""A release as bytes and text: files, data package, card, notes, and two editions side by side."""

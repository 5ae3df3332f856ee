"""One utterance and the quotes and echoes that render it."""

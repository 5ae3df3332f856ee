"""What every room shares of a text: its analysis, sentences, names and vectors; comparing and grouping."""

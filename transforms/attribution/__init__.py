"""Attributions in a text: the trained tagger, from word pieces to sources, cues and contents."""

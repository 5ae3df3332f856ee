"""Releases: published, verified, compared with the one before."""

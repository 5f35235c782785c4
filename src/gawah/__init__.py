"""Gawah (گواه, "witness"): incident records in which every value points to the words that say it."""

__version__ = "0.1.0"

"""Alembic's migrations, written by hand: how the tables came to be what they are."""

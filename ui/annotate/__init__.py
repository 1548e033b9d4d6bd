"""Annotate: the page on which people label."""

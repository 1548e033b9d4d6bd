"""Annotator's core: everything that the application knows, without a window."""

__version__ = "0.1.0"

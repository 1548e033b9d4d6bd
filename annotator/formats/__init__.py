"""Interchange formats, one a file; `table` lists them."""

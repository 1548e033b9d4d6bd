"""Several annotators: how far they agree, where they do not, and what becomes gold."""

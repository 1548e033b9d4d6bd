"""Suggestions: spaCy pipelines, the embedded rules, and the process that runs them."""

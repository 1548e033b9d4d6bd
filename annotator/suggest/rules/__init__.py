"""The embedded pipeline: word lists and rules for news."""

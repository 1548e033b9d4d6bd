"""The window: views of the core, without rules, SQL or formats."""

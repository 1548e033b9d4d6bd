"""The project file: its schema, what it holds, and every way in which opening it can fail."""

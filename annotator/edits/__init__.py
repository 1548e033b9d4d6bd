"""Edits: functions that look at the open document and say what would change, or refuse."""

"""The one place that joins store, formats and suggestions; imported part by part, as wanted."""

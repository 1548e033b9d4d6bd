"""Active learning: which document to label next, and why."""

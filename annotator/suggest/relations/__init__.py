"""Relations between spans: how a doc carries them, and a classifier as a spaCy component."""

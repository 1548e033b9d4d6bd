"""Looks for mistakes in one annotator's labels: what is done one way here and another way there."""

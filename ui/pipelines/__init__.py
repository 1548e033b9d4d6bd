"""Pipelines…: what can suggest, what its labels become, and whose suggestions a project gets."""

"""Training of pipelines in a process of its own: it reads texts with their labels from a file, and
leaves a folder with the pipeline, its configuration and its data."""

"""The page on which labels, relations and guidelines are written."""

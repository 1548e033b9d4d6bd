"""The annotation canvas: text with boxes, chips and arcs, drawn by our own layout."""

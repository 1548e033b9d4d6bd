"""Text by code points: conversions, tokens and snapping."""

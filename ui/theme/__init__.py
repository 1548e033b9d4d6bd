"""Colours, fonts and icons: one table feeds palette, style sheet and painters."""

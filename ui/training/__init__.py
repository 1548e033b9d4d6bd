"""Training in the window: the dialog, its curves and tables, and the thread that hears how it
goes."""

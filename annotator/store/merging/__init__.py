"""Another project file's rows into this one, within one transaction."""

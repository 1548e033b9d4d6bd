"""The page on which a reviewer decides about gold."""

"""The embedded English pipeline at work: gazetteer features before the model, rules after it."""

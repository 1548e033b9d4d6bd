"""The project's memory: what people labelled once is offered wherever it stands again."""

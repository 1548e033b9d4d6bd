"""A language model behind an OpenAI-compatible address as a suggester. Nothing here runs by itself:
see `annotator/flow/asking_llm` for the agreement that each project needs."""

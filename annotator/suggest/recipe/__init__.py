"""How the embedded English pipeline is made: lists, examples, training, scores."""

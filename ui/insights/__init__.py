"""The mode Insights: how far the work is, and how far it can be trusted."""

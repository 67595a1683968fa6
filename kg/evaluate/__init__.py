"""evaluate: how right a graph is against gold, and how much of its sources it explains."""

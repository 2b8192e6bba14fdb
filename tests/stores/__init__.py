"""Real triple stores: the tools they need, how they are started, and what the graph gives on each."""

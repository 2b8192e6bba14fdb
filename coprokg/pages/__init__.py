"""Pages that are written from the graph and committed: what a person reads in place of Turtle."""

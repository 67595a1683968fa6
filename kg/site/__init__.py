"""Pages and data about all that the graph holds: a request in, a response out."""

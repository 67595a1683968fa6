"""How fast kg is beside its peers: `python -m benchmarks`, or the names of some of them."""

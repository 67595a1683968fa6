"""The graph over HTTP: SPARQL endpoint, limits, and the site."""

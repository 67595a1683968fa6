"""The document about a thing: its statements, links that lead to it, labels of all terms."""

"""Tools for assistants: named questions, search and evidence over the Model Context Protocol."""

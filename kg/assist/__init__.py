"""The graph for assistants (Model Context Protocol): questions, search and evidence to cite."""

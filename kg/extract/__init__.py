"""extract: mentions in context become statements with evidence."""

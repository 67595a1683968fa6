"""link: mentions become things of the real world; here areas and the own place."""

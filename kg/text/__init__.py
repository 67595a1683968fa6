"""Grammar of numbers, units, periods: pure functions over strings."""

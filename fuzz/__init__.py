"""What looks for input that breaks the project: laws, fuzzers, damaged files, killed builds."""

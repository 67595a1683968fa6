"""word: what a file of Word holds, part by part."""

"""lexicon: the only reader of lexicon/, into typed frozen rules."""

"""The statistical tagger: a small network that reads characters and what the rules propose.

`weights` loads it, `features` shows it a report, `network` and `chain` run it with numpy,
`propose` turns its probabilities into candidates. It is trained by `training/`.
"""

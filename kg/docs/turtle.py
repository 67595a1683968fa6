"""The vocabulary as files: the ontology as it is, and each code list with all its codes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.iris import Iris
from kg.lexicon import indicators, quantities
from kg.rdf import ontology, standards
from kg.settings import Settings
from kg.terms import Scheme, Skos


def ontology_text(path: Path) -> str:
    """The ontology's own file."""
    return path.read_text(encoding="utf-8")


def code_lists(settings: Settings, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name and text of each code list; units and indicators of the lexicon are added to theirs."""
    known = _known(settings)
    for path in ontology.files(settings.ontology)[1:]:
        text = path.read_text(encoding="utf-8")
        added = known.get(path.stem, ())
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
        yield path.stem, f"{text}\n{head}\n{_blocks(added, prefixes)}" if added else text


def _known(settings: Settings) -> dict[str, list[str]]:
    """Triples of standard units and indicators, by the code list that they belong to."""
    iris = Iris(settings.base)
    units, table = quantities.units_of(settings.lexicon), indicators.load(settings.lexicon)
    found = {
        Scheme.UNIT: standards.standard_units(iris, units, table),
        Scheme.INDICATOR: standards.standard_indicators(iris, table, units),
    }
    lists: dict[str, list[str]] = {}
    for scheme, triples in found.items():
        listed = sorted(set(triples))
        inside = f"> <{Skos.IN_SCHEME}> <{scheme}>"
        members = {line.split(" ", 1)[0] for line in listed if inside in line} | {f"<{scheme}>"}
        lists[scheme.rsplit("/", 1)[-1]] = [
            line for line in listed if line.split(" ", 1)[0] in members
        ]
    return lists


def _blocks(triples: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Triples in blocks, one a subject, all in order."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for line in triples:
        subject, predicate, value = line.split(" ", 2)
        said = value if value.startswith('"') else _short(value, prefixes)
        blocks[subject].append(f"    {_short(predicate, prefixes)} {said}")
    return "\n".join(
        f"{_short(subject, prefixes)}\n" + " ;\n".join(lines) + " .\n"
        for subject, lines in blocks.items()
    )


def _short(node: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with its prefix where what is left is a plain name."""
    iri = node.strip("<>")
    for name, space in prefixes.items():
        local = iri.removeprefix(space)
        if local != iri and local.replace("-", "").isalnum() and local.isascii():
            return f"{name}:{local}"
    return node

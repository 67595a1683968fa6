"""The last step of a build: what all reports share joins their graphs, and all becomes one."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from kg import publication, query, rdf, registry, store
from kg.iris import Iris, document_key
from kg.lexicon import wording
from kg.lexicon.wording import Both
from kg.pipeline import agreeing
from kg.publication import Publication
from kg.settings import Settings
from kg.store import Entry, Record, Writer
from kg.store.record import NAME as RECORD
from kg.workers import uncollected

#: File of what the catalogue tells of a report.
PART = "catalogue.json"


class Published(NamedTuple):
    """What a graph is published as, and its retired IRIs with those in their place or ""."""

    about: Publication
    retired: tuple[tuple[str, str], ...] = ()


def chosen(
    out: Path | None,
    given: Path | None = None,
    base: str | None = None,
    retired: Path | None = None,
) -> Published:
    """By the file given or that of the working folder, else as the graph was last built.

    `base` wins over what the file says; `retired` is a list of IRIs that are used no longer.
    InputError and RegistryError name file and line of what is wrong.
    """
    said = as_recorded(store.read(out) if out and (out / RECORD).exists() else None)
    if path := given or publication.here():
        said = said._replace(about=publication.load(path))
    if base:
        said = said._replace(about=publication.based(said.about, base))
    if retired:
        rows = registry.read(retired)
        gone = tuple((row.iri, row.replaced_by) for row in rows if row.since)
        said = said._replace(retired=gone)
    return said


def as_recorded(standing: Record | None) -> Published:
    """What the last build was told; what comes with the package where there was none."""
    if standing is None or not standing.published:
        return Published(publication.load(publication.PACKAGED))
    return Published(publication.from_json(standing.published), standing.retired)


def shared(settings: Settings, said: Published, mark: str) -> frozenset[str]:
    """Lines that do not depend on reports: vocabulary, units, indicators, questions.

    `mark` is the digest of all that a graph is made with.
    """
    return _fixed(settings, mark).union(_questions(settings, said.about))


def as_before(standing: Record | None, said: Published, mark: str) -> bool:
    """Whether the lines that are `shared` are those of the graph that stands."""
    return standing is not None and (standing.shared_with, as_recorded(standing)) == (mark, said)


def commit(
    writer: Writer,
    settings: Settings,
    said: Published,
    mark: str,
    lines: Callable[[], frozenset[str]],
    **recorded: Any,  # noqa: ANN401  # fields of the Record
) -> Record:
    """Write all reports with registry, catalogue and the lines that are `shared` as one graph.

    The last are asked for only where they are not as before, or much changed.
    """

    def every() -> Iterator[str]:
        subjects = (line.split(b" ", 1)[0] for line in writer.lines())
        yield from lines()
        yield from ended(settings, said, (entry.id for entry in writer.entries), subjects)
        yield from agreeing.lines(writer, settings)

    parts = [part(writer.kept(entry, PART), entry) for entry in writer.entries]
    # whether a retired IRI lives may change with any report
    same = as_before(writer.standing, said, mark) and not said.retired
    with uncollected():
        return writer.commit(
            every(),
            changed=partial(agreeing.changed, writer, settings) if same else None,
            described=rdf.Catalogue(parts, said.about, settings.base),
            base=settings.base,
            published=publication.to_json(said.about),
            retired=said.retired,
            shared_with=mark,
            **recorded,
        )


@lru_cache(maxsize=1)
def _fixed(settings: Settings, _mark: str) -> frozenset[str]:
    """What lexicon and ontology alone say, kept for the next graph that is made with the same."""
    standard = rdf.standard_concepts(settings.lexicon, settings.base)
    return frozenset((*rdf.vocabulary(settings.ontology, settings.base), *standard))


def _questions(settings: Settings, about: Publication) -> tuple[str, ...]:
    asked = (
        rdf.Asked(
            name=one.name,
            title=Both(one.title, one.title_en),
            description=Both(one.description, one.description_en),
            parameters=tuple(parameter.name for parameter in one.parameters),
            sparql=one.body,
        )
        for one in query.questions(settings.queries)
    )
    spaces = rdf.prefixes(settings.ontology)
    return rdf.questions(asked, spaces, about.access.endpoint, settings.base)


def ended(
    settings: Settings, said: Published, reports: Iterable[str], subjects: Iterable[bytes]
) -> tuple[str, ...]:
    """Lines about retired IRIs that the graph does not speak of: an IRI may live again.

    `subjects` are those of all lines of reports; they are asked for only where an IRI is retired.
    """
    words = wording.load(settings.lexicon)
    if not said.retired:
        return rdf.registry((), settings.base, words)
    living = {Iris(settings.base).data_set_of(document_key(one)) for one in reports}
    listed = {f"<{old}>".encode() for old, _ in said.retired}
    living.update(subject[1:-1].decode() for subject in subjects if subject in listed)
    gone = tuple((old, new) for old, new in said.retired if old not in living)
    return rdf.registry(gone, settings.base, words)


def part(data: bytes, entry: Entry) -> rdf.Part:
    """What the catalogue tells of a report, as it is kept, with the place of its file."""
    found = rdf.Part(**json.loads(data))
    return replace(found, file=f"{store.REPORTS}/{entry.folder}/{store.QUADS}")

"""analyse: plain functions on the typed graph of kg.network, tables and files out.

A measure takes the graph and gives Rows, so that all of them print as tables, CSV or JSON;
`ANALYSES` lists them by name, `run` calls one with names as given. `export` and `picture` write
files.
"""

from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from pathlib import Path
from types import MappingProxyType

from kg.analyse import beside
from kg.analyse.bridges import bridges
from kg.analyse.bridges import table as bridge_table
from kg.analyse.centrality import betweenness, centrality
from kg.analyse.communities import communities, members
from kg.analyse.communities import table as community_table
from kg.analyse.exporting import export
from kg.analyse.files import write
from kg.analyse.missing import table as missing_table
from kg.analyse.overview import overview
from kg.analyse.paths import find, path
from kg.analyse.similarity import table as similarity_table
from kg.analyse.simple import Graph, Simple, simple
from kg.errors import KgError, QueryError
from kg.lexicon.analyse import Look
from kg.model import Rows

__all__ = [
    "ANALYSES",
    "BESIDE",
    "FORMATS",
    "Graph",
    "Simple",
    "beside",
    "betweenness",
    "bridges",
    "centrality",
    "communities",
    "export",
    "find",
    "members",
    "overview",
    "path",
    "picture",
    "run",
    "simple",
]

#: Tables by name; the parameters behind the graph are names of things.
ANALYSES: Mapping[str, Callable[..., Rows]] = MappingProxyType(
    {
        "overview": overview,
        "centrality": centrality,
        "communities": community_table,
        "members": members,
        "bridges": bridge_table,
        "similarity": similarity_table,
        "missing": missing_table,
        "path": path,
    }
)

#: Analyses that look at figures and sentences beside the graph, given to it by `beside.put`.
BESIDE = frozenset({"similarity", "missing"})

#: Endings of pictures.
FORMATS = (".svg", ".png")


def run(analysis: str, graph: Graph, names: Sequence[str] = ()) -> Rows:
    """One of ANALYSES by its name; QueryError where it or its number of names is wrong."""
    if analysis not in ANALYSES:
        raise QueryError(f"no analysis {analysis}", hint=f"there are: {', '.join(ANALYSES)}")
    parameters = signature(ANALYSES[analysis]).parameters.values()
    wanted = [one.name for one in parameters if one.kind is not one.KEYWORD_ONLY][1:]
    if len(wanted) != len(names):
        raise QueryError(
            f"{len(names)} names given, {len(wanted)} needed",
            where=analysis,
            hint=f"give {' and '.join(wanted)}" if wanted else "give none",
        )
    return ANALYSES[analysis](graph, *names)


def picture(graph: Graph, path: Path, look: Look) -> None:
    """Draw the most linked things; SVG keeps text as text, PNG needs a Chinese font here.

    KgError where the ending is neither, where nothing is linked, or where no font has the names.
    """
    from kg.analyse.drawing import drawing  # noqa: PLC0415  # as below: pictures alone need it
    from kg.analyse.svg import svg  # noqa: PLC0415

    if path.suffix.lower() not in FORMATS:
        raise KgError("no such picture format", where=str(path), hint="end in .svg or .png")
    drawn = drawing(graph, look)
    if path.suffix.lower() == ".svg":
        write(path, svg(drawn, look.fonts.families).encode())
        return
    from kg.analyse.fonts import font  # noqa: PLC0415  # matplotlib is slow to load
    from kg.analyse.png import png  # noqa: PLC0415

    words = "".join(label.text for label in drawn.labels)
    write(path, png(drawn, font(words, look.fonts)))

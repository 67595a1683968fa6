"""Named questions: SPARQL files whose first lines say title, description and parameters.

    # title: 谁做了什么
    # title-en: Who did what
    # description: …
    # description-en: …
    # param: area area 区域的任一名称
    # param-en: area any name of the area
    # param: year! integer 年份

A parameter `area` binds the variable `?the_area`, which SELECT must name; `!` marks one that must
be given. Its type is `text`, `integer`, `iri`, or a file of internal/ that lists names and what
they mean.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import dropwhile
from pathlib import Path

from kg.errors import QueryError, reason

INTERNAL = "internal"
BUILT_IN = ("text", "integer", "iri")
_HEADER = re.compile(r"#\s*(title|title-en|description|description-en|param|param-en)\s*:\s*(.*)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*!?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What may be given to a question."""

    name: str
    type: str
    description: str
    description_en: str = ""
    required: bool = False

    @property
    def variable(self) -> str:
        """The variable that it binds."""
        return f"the_{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A SPARQL query with what its header says."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def body(self) -> str:
        """The SPARQL without the header."""
        lines = self.sparql.splitlines(keepends=True)
        return "".join(dropwhile(lambda line: line.startswith("#"), lines)).strip() + "\n"

    def parameter(self, name: str) -> Parameter:
        """One parameter; QueryError lists those there are."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.parameters) or "none"
        raise QueryError(f"no parameter {name}", where=self.name, hint=f"there are: {known}")


def questions(folder: Path) -> tuple[Question, ...]:
    """All named questions, by name."""
    return tuple(read(path, folder) for path in sorted(folder.glob("*.rq")))


def question(folder: Path, name: str) -> Question:
    """One named question; QueryError lists those there are."""
    path = folder / f"{name}.rq"
    if path in set(folder.glob("*.rq")):
        return read(path, folder)
    known = [path.stem for path in sorted(folder.glob("*.rq"))]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    raise QueryError(f"no question {name}", hint=f"{hint}there are: {', '.join(known)}")


def read(path: Path, folder: Path) -> Question:
    """A question from a file; `folder` holds the parameter types."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read: {reason(error)}", where=str(path)) from error
    header = list(_header(text))
    fields = dict(header)
    english = dict(value.partition(" ")[::2] for key, value in header if key == "param-en")
    parameters = [
        _parameter(value, path, folder, english) for key, value in header if key == "param"
    ]
    for name in english:
        if name not in {parameter.name for parameter in parameters}:
            raise QueryError(
                f"no parameter {name}", where=str(path), hint="# param: name type text"
            )
    return Question(
        name=path.stem,
        title=fields.get("title", path.stem),
        title_en=fields.get("title-en", path.stem),
        description=fields.get("description", ""),
        description_en=fields.get("description-en", ""),
        parameters=tuple(parameters),
        sparql=text,
    )


def _header(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        match = _HEADER.fullmatch(line.strip())
        if match:
            yield match[1], match[2].strip()


def _parameter(line: str, path: Path, folder: Path, english: Mapping[str, str]) -> Parameter:
    parts = line.split(maxsplit=2)
    if len(parts) < 2 or not _NAME.fullmatch(parts[0]):
        raise QueryError(f"no parameter: {line}", where=str(path), hint="# param: name type text")
    name, kind = parts[0], parts[1]
    types = (*BUILT_IN, *(p.stem for p in sorted((folder / INTERNAL).glob("*.rq"))))
    if kind not in types:
        raise QueryError(
            f"no parameter type {kind}", where=str(path), hint=f"there are: {', '.join(types)}"
        )
    return Parameter(
        name=name.rstrip("!"),
        type=kind,
        description=parts[2] if len(parts) > 2 else "",
        description_en=english.get(name.rstrip("!"), ""),
        required=name.endswith("!"),
    )

"""Names made of parts: companies, projects, schools, festivals."""

from collections.abc import Mapping

from kg.lexicon.slots import Template
from kg.lexicon.synth import Words
from kg.synth.drawing import Draw


def named(template: Template, draw: Draw, lists: Words, given: Mapping[str, str]) -> str:
    """A name by its pattern: parts that are given, others drawn from the lists."""
    made = []
    for part in template.parts:
        if isinstance(part, str):
            made.append(part)
        elif part.kind in given:
            made.append(given[part.kind])
        else:
            made.append(named(draw.one(lists[part.kind]), draw, lists, given))
    return "".join(made)


class Names:
    """Names of one area, none given twice."""

    def __init__(self, draw: Draw, lists: Words, given: Mapping[str, str]) -> None:
        """Of what they are made; `given` are the area's own words."""
        self._draw, self._lists, self._given = draw, lists, given
        self._taken: set[str] = set()

    def new(self, templates: tuple[Template, ...], **given: str) -> str:
        """A name that was not given before."""
        while True:
            template = self._draw.one(templates)
            name = named(template, self._draw, self._lists, {**self._given, **given})
            if name not in self._taken:
                self._taken.add(name)
                return name

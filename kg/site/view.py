"""A page being made: its language and address, the words, labels and links that templates use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FunctionLoader, PackageLoader, StrictUndefined, Template
from jinja2.runtime import Context as Names
from markupsafe import Markup, escape
from pyoxigraph import Literal

from kg.describe import Label, Node
from kg.describe.formats import FORMATS
from kg.search.folding import fold, syllables
from kg.site.addresses import ENGLISH, links_path, quoted
from kg.site.context import Context
from kg.site.http import Request
from kg.site.words import words

#: Kinds of which there are many, and which few ask for by themselves: a data file is enough.
_MANY = ("/id/passage/", "/id/evidence/", "/id/mention/", "/id/slice/", "/id/void/")
#: Words without anything to be put in: they stand in a template of a language from the start.
_WORDS = re.compile(r"\{\{ (?:t|view\.text)\('([a-z0-9-]+)'\) \}\}")
LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class View:
    """A page at a path (without the part that says the language) in one language."""

    context: Context
    language: str
    path: str
    origin: str = ""
    static: bool = False

    def text(self, key: str, **given: object) -> str:
        """Words of the page, with what they name put in."""
        said = words()[key].in_language(self.language)
        return said.format(**given) if given else said

    @cached_property
    def here(self) -> str:
        """The path of the page itself."""
        return self._spoken(self.path)

    @property
    def other(self) -> str:
        """A link to the same page in the other language."""
        there = self.path if self.language == "en" else f"{ENGLISH}{self.path}"
        return self.file(there)

    def page(self, path: str, **query: str) -> str:
        """A link to a page in the language of this one."""
        link = self.file(self._spoken(path))
        said = {key: value for key, value in query.items() if value}
        return f"{link}?{urlencode(said)}" if said else link

    def file(self, path: str) -> str:
        """A link to what has no language: data, pictures, styles."""
        return f"{self._up}{quoted(path)}" or "./"

    def href(self, iri: str) -> str:
        """A link to the page about a thing; an IRI that belongs to others leads to them."""
        own, there = self.context.hrefs.found(self.language, iri, self._there)
        return f"{self._up}{there}" if own else there

    def _there(self, iri: str) -> tuple[bool, str]:
        """Whether a thing has a page here; where it leads, from the root of the site on if so."""
        addresses = self.context.addresses
        if not addresses.own(iri):
            return False, iri if iri.startswith(("http://", "https://")) else "#"
        path, fragment = addresses.path(iri), iri.partition("#")[2]
        page = quoted(self._spoken("/index.html" if path == "/" else f"{path}.html"))
        return True, f"{page}#{fragment}" if fragment else page

    def _spoken(self, path: str) -> str:
        """The path of a page in the language of this one."""
        return f"{ENGLISH}{path}" if self.language == "en" else path

    def absolute(self, path: str) -> str:
        """The address for the outside world, relative where nobody knows it."""
        origin = self.origin or self.context.about.access.landing_page
        return f"{origin}{quoted(path)}"

    def name(self, iri: str) -> str:
        """What a thing is called in the language of the page, as plain text."""
        label = self.context.labels[iri]
        return label.en if self.language == "en" else label.zh

    def sounded(self, iri: str) -> str:
        """What a thing is called; on English pages with how it sounds where that is Chinese."""
        label = self.context.labels[iri]
        if self.language != "en" or label.en_lang == "en" or label.en.isascii():
            return self.name(iri)
        return f"{label.en} ({' '.join(syllables(fold(label.en)))})"

    def label(self, iri: str) -> Markup:
        """What a thing is called, marked with its language where it is not that of the page."""
        return self.context.shown.found(self.language, iri, self._label)

    def _label(self, iri: str) -> Markup:
        return self.labelled(self.context.labels[iri])

    def labelled(self, label: Label) -> Markup:
        """A label, marked with its language where it is not that of the page."""
        english = self.language == "en"
        text, said = (label.en, label.en_lang) if english else (label.zh, label.zh_lang)
        return self.marked(text, said)

    def marked(self, text: str, language: str | None) -> Markup:
        """A text, marked with its language where it is not that of the page."""
        tag = LANGUAGE_TAGS.get(language or "", language or "")
        if not tag or tag == LANGUAGE_TAGS[self.language]:
            return escape(text)
        return Markup(  # noqa: S704  # both parts are escaped
            f'<span lang="{escape(tag)}">{escape(text)}</span>'
        )

    def frame(self, part: str) -> Markup:
        """A part of what stands around every page; alike on all pages of one depth."""
        kept = self.context.frames
        key = (part, self.language, self.depth, self.static)
        if key not in kept:
            kept[key] = Markup(  # noqa: S704  # escaped by the template
                template("frame", self.language).render(view=self, t=self.text, part=part)
            )
        return kept[key]

    @cached_property
    def depth(self) -> int:
        """How many folders deep the page stands: links of pages of one depth are alike."""
        return self.here.count("/")

    @cached_property
    def _up(self) -> str:
        """From the page to the root of the site."""
        return "../" * (self.depth - 1)

    def link(self, iri: str) -> Markup:
        """A link to the page about a thing, with what it is called."""
        own, rest = self.context.links.found(self.language, iri, self._rest)
        start = f'<a href="{self._up}' if own else '<a class="out" href="'
        return Markup(start + rest)  # noqa: S704  # escaped when it was made

    def _rest(self, iri: str) -> tuple[bool, str]:
        """Whether a thing has a page here; a link to it but for its start, alike on all pages."""
        own, there = self._there(iri)
        return own, f'{escape(there)}">{self.label(iri)}</a>'

    def value(self, node: Node) -> Markup:
        """The object of a statement: a link, or a text marked with its language."""
        if isinstance(node, Literal):
            return self.marked(node.value, node.language)
        return self.link(node.value)

    def links(self, iris: Iterable[str]) -> Markup:
        """Several links, one after the other."""
        mark = Markup(", ") if self.language == "en" else Markup("、")
        return mark.join(self.link(iri) for iri in iris)

    def links_page(self, path: str, predicate: str, number: int) -> str:
        """The path of a page of links that lead to the thing at a path."""
        return links_path(path, self.context.labels.short(predicate), number)

    def data_files(self, path: str) -> list[tuple[str, str, str]]:
        """Ending, media type and link of each data file of a thing."""
        return [
            (one.ending, one.media_type, self.file(f"{path}.{one.ending}"))
            for one in FORMATS
            if not self.static or one.ending in kept(path)
        ]

    def render(self, name: str, **values: object) -> bytes:
        """A page made of a template."""
        made = template(name, self.language).render(view=self, t=self.text, **values)
        return made.encode("utf-8", "replace")


def kept(path: str) -> tuple[str, ...]:
    """Endings of the data files that a site of files has for a thing; a live one has all."""
    return ("ttl",) if path.startswith(_MANY) else ("ttl", "jsonld")


def view_of(context: Context, request: Request, language: str, path: str) -> View:
    """The view of a page that a request asks for."""
    return View(context, language, path, request.origin, static=request.static)


class _Names(Names):
    """What a template knows by name; whatever it calls is called without ado.

    Jinja looks at each callable for marks of what it wants to be given; none here bears one.
    """

    def call(  # as Jinja's
        self,
        called: Any,  # noqa: ANN401
        *given: Any,  # noqa: ANN401
        _block_vars: object = None,  # for marked callables alone, like the next one
        _loop_vars: object = None,
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        return called(*given, **named)


@cache
def _environment(language: str) -> Environment:
    source = PackageLoader("kg.site")

    def in_language(name: str) -> str:
        text = source.get_source(made, name)[0]
        return _WORDS.sub(lambda key: escape(words()[key[1]].in_language(language)), text)

    made = Environment(
        loader=FunctionLoader(in_language),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.context_class = _Names
    made.globals.clear()  # no template wants them, and each page and import looks through them
    return made


def template(name: str, language: str) -> Template:
    """A template with its words in a language, made ready once."""
    return _environment(language).get_template(f"{name}.html.j2")

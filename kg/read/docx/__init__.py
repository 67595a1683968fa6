"""Word (Office Open XML): paragraphs with their numbers, tables, notes, boxes, as they are shown.

Tracked changes count as accepted. Headers, footers, comments, hidden text and tables of contents
are no text of the report.
"""

from collections.abc import Iterator

from kg.errors import InputError
from kg.read.docx.names import Element, w
from kg.read.docx.numbering import Numbering
from kg.read.docx.package import Package
from kg.read.docx.story import Story
from kg.read.docx.styles import Styles
from kg.read.limits import Limits
from kg.read.parts import Paragraph, Part

#: What stands above notes of pages and of the end, so that they are known as notes.
NOTES = "脚注"
_KINDS = ("footnotes", "endnotes")
_READ = frozenset({"styles", "numbering", *_KINDS})


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """What a Word file shows, in reading order, the notes at its end."""
    package = Package(data, limits)
    main = package.main()
    root = package.tree(main)
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise InputError("there is no text of Word in it")
    related = dict(reversed(package.related(main)))
    parts_of = {kind: package.tree(name) for kind, name in related.items() if kind in _READ}
    styles = Styles(parts_of.get("styles"))
    numbering = Numbering(parts_of.get("numbering"), styles)
    story = Story(root, styles, numbering, limits)
    yield from story.blocks(body)
    yield from _notes(story.inline.notes, parts_of, styles, numbering, limits)


def _notes(
    asked: list[tuple[str, str]],
    parts_of: dict[str, Element | None],
    styles: Styles,
    numbering: Numbering,
    limits: Limits,
) -> Iterator[Part]:
    """The notes that the text refers to, counted in its order."""
    count = 0
    for kind in _KINDS:
        root = parts_of.get(kind)
        if root is None:
            continue
        story = Story(root, styles, numbering, limits)
        by_id = {note.get(w("id")): note for note in root}
        for note in (by_id[id_] for of, id_ in dict.fromkeys(asked) if of == kind and id_ in by_id):
            words = story.joined(note).strip()
            if words:
                if not count:
                    yield Paragraph.of(NOTES)
                count += 1
                yield Paragraph.of(f"{count}. {words}")

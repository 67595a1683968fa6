"""Places in reports: a passage with the paragraph that it stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from kg.describe import Description, Part
from kg.errors import StoreError
from kg.site.context import Context
from kg.site.marks import Mark, cut, written
from kg.site.view import View
from kg.terms import Oa, Plan

#: A paragraph that is longer is shown around the words alone.
_MOST = 1200
_AROUND = 300


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: the report, from where to where, its words and those around them."""

    passage: str
    report: str
    start: int
    end: int
    exact: str
    before: str
    after: str
    page: str = ""
    paragraph: str = ""
    cell: tuple[str, str, str] | None = None  # table, row, column

    def within(self, view: View) -> str:
        """Where in the file it stands: page and paragraph or cell, empty for plain text."""
        said = [view.text("at-page", number=self.page)] if self.page else []
        if self.cell:
            table, row, column = self.cell
            said.append(view.text("at-cell", table=table, row=row, column=column))
        elif self.paragraph:
            said.append(view.text("at-paragraph", number=self.paragraph))
        return view.text("list-mark").join(said)


@dataclass(frozen=True, slots=True)
class Quote:
    """A place as it is shown: its paragraph with marks, and where to read on."""

    place: Place
    words: Markup
    href: str
    evidence: str = ""
    rules: tuple[str, ...] = ()
    stance: str = ""


def place(about: Description, passage: str) -> Place | None:
    """A passage of the document, None where it is not told in full."""
    part = about.part(passage)
    if part is None:
        return None
    position = _part(about, f"{passage}#position")
    quotation = _part(about, f"{passage}#quote")
    start, end = position.text(Oa.START), position.text(Oa.END)
    if not (start.isdecimal() and end.isdecimal()):
        return None
    return Place(
        passage=passage,
        report=part.text(Oa.HAS_SOURCE),
        start=int(start),
        end=int(end),
        exact=quotation.text(Oa.EXACT),
        before=quotation.text(Oa.PREFIX),
        after=quotation.text(Oa.SUFFIX),
        page=part.text(Plan.PAGE_NUMBER),
        paragraph=part.text(Plan.PARAGRAPH_NUMBER),
        cell=_cell(part),
    )


def _cell(part: Part) -> tuple[str, str, str] | None:
    table, row = part.text(Plan.TABLE_NUMBER), part.text(Plan.ROW_NUMBER)
    return (table, row, part.text(Plan.COLUMN_NUMBER)) if table else None


def _part(about: Description, subject: str) -> Part:
    return about.part(subject) or Part(subject, ())


def quotes(view: View, about: Description, notes: Iterable[str]) -> list[Quote]:
    """What annotations point to, in the order of the text."""
    found = [quote for note in notes for quote in _quoted(view, about, note)]
    return sorted(found, key=lambda one: (one.place.report, one.place.start, one.place.end))


def _quoted(view: View, about: Description, note: str) -> list[Quote]:
    part = _part(about, note)
    cues = [place(about, cue) for cue in part.things(Plan.CUE)]
    found = []
    for target in part.things(Oa.HAS_TARGET):
        at = place(about, target)
        if at is not None:
            rules = tuple(one.value for one in part.values(Plan.RULE))
            words = shown(view, at, [cue for cue in cues if cue])
            found.append(
                Quote(at, words, link(view, at), note, rules, part.text(Plan.STANCE)),
            )
    return found


def link(view: View, at: Place) -> str:
    """Into the text of the report, to the first character of a place."""
    return f"{view.href(at.report)}#c{at.start}" if at.report else ""


def shown(view: View, at: Place, cues: Sequence[Place] = ()) -> Markup:
    """The paragraph of a place, its words marked and its cues told apart.

    A cue of another paragraph comes first. Where the text is not at hand, or is another one by now,
    the quotation of the passage itself serves.
    """
    return _shown(view.context, at, tuple(cues))


@lru_cache(maxsize=1000)  # pages of a statement, its evidence and its passage show the same
def _shown(context: Context, at: Place, cues: tuple[Place, ...]) -> Markup:
    text = _text(context, at)
    if text is None:
        whole, start = f"{at.before}{at.exact}{at.after}", len(at.before)
        return written(cut(whole, 0, len(whole), [Mark(start, start + len(at.exact), "mark")]))
    start, end = _paragraph(text, at)
    marks = [Mark(at.start, at.end, "mark")]
    marks += [Mark(cue.start, cue.end, "cue") for cue in cues]
    inside = written(cut(text, start, end, marks))
    far = [cue for cue in cues if not start <= cue.start < end]
    ahead = (Markup('<span class="cue">{}</span>').format(" ".join(c.exact.split())) for c in far)
    return Markup(" … ").join((*ahead, inside))


def _text(context: Context, at: Place) -> str | None:
    """A text in which the place stands where it should: that of the report, or the quotation."""
    document = context.reports.get(at.report)
    if document is not None:
        try:
            text = context.text(document)
        except StoreError:
            return None
        if text[at.start : at.end] == at.exact:
            return text
    return None


def _paragraph(text: str, at: Place) -> tuple[int, int]:
    start = text.rfind("\n", 0, at.start) + 1
    end = text.find("\n", at.end)
    end = len(text) if end < 0 else end
    if end - start > _MOST:
        start, end = max(start, at.start - _AROUND), min(end, at.end + _AROUND)
    return start, end

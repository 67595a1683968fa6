"""Named questions as pages: the catalogue, and each question as a form with its answer."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from kg import query, render
from kg.errors import QueryError
from kg.model import Rows
from kg.query import Parameter, Question
from kg.site import charts, fulfilment, goals, walking
from kg.site.addresses import Address
from kg.site.charts import Chart
from kg.site.context import Context
from kg.site.figures import BOUNDS, figures
from kg.site.figures import charts as charts_of
from kg.site.http import Request, Response
from kg.site.quoting import Quote, quote
from kg.site.view import View, view_of
from kg.terms import CODE, Plan, Scheme

FOLDER = "/questions"
PAGE = 50
_FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
#: Columns of whole sentences, each with the column of the report that says it.
_QUOTES = {
    "quote": "document",
    "outcome_quote": "outcome_document",
    "former_quote": "former_document",
    "heading": "document",
}
#: Columns of answers that can be drawn.
_SERIES = {"indicator", "area", "period"}
#: Columns of figures, and of what is said of a figure, which are shown in one.
_FIGURES = frozenset({"value", "target", "outcome", "former_value", "now_value"})
_PARTS = ("unit", "bound", "status")
#: The part of a figure that stands below it; it is one of some answers alone.
_BASIS = "basis"
_VALUE = "value"
#: Code lists of columns that are called otherwise.
_SCHEMES = {
    "verdict": (Scheme.AGREEMENT, Scheme.FULFILMENT, Scheme.CHECK),
    "kind": (Scheme.CHECK_KIND,),
    "change": (Scheme.CHANGE,),
}
#: Columns of words of their own, by what the keys of these begin with.
_TOLD = {"relation": "told-", "role": "role-"}
#: Columns of keys of things that have a label, by the folder of their IRIs.
_KEYS = {"agreement": "agreement"}
_NOTATION = re.compile(r"[a-z][a-z-]*")
_PERIOD = "period"
_Cell = str | int | Decimal | None


class Line(NamedTuple):
    """A row of an answer: its cells, and the sentences that it rests on."""

    cells: tuple[Markup | str, ...]
    quotes: tuple[Quote, ...]


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The catalogue, a question with its answer, or the answer as data."""
    folder = context.settings.queries
    if address.path == FOLDER:
        view = view_of(context, request, address.language, f"{FOLDER}.html")
        listed = query.questions(folder)
        return Response(body=view.render("questions", questions=listed))
    name = address.path.removeprefix(f"{FOLDER}/")
    found = next((one for one in query.questions(folder) if one.name == name), None)
    form = request.path.rpartition(".")[2]
    if found is None and form in _FORMS:
        name = name.removesuffix(f".{form}")
        found = next((one for one in query.questions(folder) if one.name == name), None)
        return _data(context, request, found, form) if found else None
    return _page(context, request, address, found) if found else None


def given(request: Request, asked: Question) -> dict[str, str]:
    """The parameters that a request gives to a question."""
    found = {one.name: request.parameter(one.name) for one in asked.parameters}
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=16)  # a page, its translation and its data are often asked for together
def _answer(context: Context, asked: Question, said: tuple[tuple[str, str], ...]) -> Rows:
    folder = context.settings.queries
    return query.answer(context.store, asked, dict(said), folder, context.tables)


def _data(context: Context, request: Request, asked: Question, form: str) -> Response:
    answer = _answer(context, asked, tuple(given(request, asked).items()))
    body = render.rows(answer, form)
    return Response(body=body.encode(), media_type=_FORMS[form])


def _page(context: Context, request: Request, address: Address, asked: Question) -> Response:
    view = view_of(context, request, address.language, f"{address.path}.html")
    said = given(request, asked)
    missing = [one.name for one in asked.parameters if one.required and one.name not in said]
    answer, wrong = None, ""
    if not missing:
        try:
            answer = _answer(context, asked, tuple(said.items()))
        except QueryError as error:
            wrong = str(error)
    values = shown(view, asked, said, answer, request.page())
    drawn = [(one, charts.draw(one)) for one in _charts(view, said, answer)]
    colours = charts.COLOURS
    drawn_goals = fulfilment.pictures(view, goals.answered(view, answer))
    more = {"wrong": wrong, "charts": drawn, "colours": colours, "pictures": drawn_goals}
    body = view.render("question", **values, **more)
    return Response(status=400 if wrong else 200, body=body)


def _charts(view: View, said: dict[str, str], answer: Rows | None) -> list[Chart]:
    """The figures of one indicator as charts, where the answer is about its figures."""
    context = view.context
    if answer is None or not answer.rows or not set(answer.columns) >= _SERIES:
        return []
    indicator = context.named("indicator", said.get("indicator", ""))
    if indicator is None:
        return []
    area = context.named("area", said["area"]) if "area" in said else None
    found = figures(context, walking.subjects(context, Plan.INDICATOR, indicator, "observation"))
    return charts_of(view, [one for one in found if area in {None, one.area}])


def shown(
    view: View, asked: Question, said: dict[str, str], answer: Rows | None, page: int
) -> dict[str, object]:
    """What the template shows of a question and a page of its answer."""
    count = len(answer.rows) if answer else 0
    pages = max(1, -(-count // PAGE))
    page = min(page, pages)
    columns = _columns(answer) if answer else ()
    lines = _lines(view, asked, answer, columns, page) if answer else ()
    return {
        "asked": asked,
        "said": said,
        "answer": answer,
        "columns": columns,
        "lines": tuple(lines),
        "count": count,
        "page": page,
        "pages": pages,
        "query": urlencode(said),
    }


def _columns(answer: Rows) -> tuple[str, ...]:
    """The columns that stand side by side: those that say something of their own."""
    hidden = {*_QUOTES, *_QUOTES.values(), "start", "end", "upper"}
    for name in answer.columns:
        if name in _FIGURES:
            hidden |= {_beside(name, part) for part in _PARTS}
            hidden |= {_beside(name, _BASIS)} if name != _VALUE else set()
    at = {name: index for index, name in enumerate(answer.columns)}
    shown = [name for name in answer.columns if name not in hidden]
    return tuple(
        name for name in shown if any(row[at[name]] not in {None, ""} for row in answer.rows)
    )


def _lines(
    view: View, asked: Question, answer: Rows, columns: tuple[str, ...], page: int
) -> Iterator[Line]:
    types = {one.name: one for one in asked.parameters}
    for row in answer.rows[(page - 1) * PAGE : page * PAGE]:
        said = dict(zip(answer.columns, row, strict=True))
        cells = tuple(
            _figure(view, name, said)
            if name in _FIGURES
            else _cell(view, name, said[name], types.get(name))
            for name in columns
        )
        yield Line(cells, tuple(_quotes(view, said)))


def _beside(column: str, part: str) -> str:
    """The column that says unit, bound or status of a figure in another one."""
    return part if column == _VALUE else f"{column.removesuffix(f'_{_VALUE}')}_{part}"


def _figure(view: View, column: str, said: dict[str, _Cell]) -> Markup | str:
    """A figure in one cell: bound, value, unit, and what it is."""
    value = said[column]
    basis = str(said.get(_beside(column, _BASIS)) or "") if column != _VALUE else ""
    below = Markup(" <small>{}</small>").format(view.marked(basis, "zh")) if basis else Markup("")
    if value is None or value == "":
        return below
    unit, bound, status = (str(said.get(_beside(column, part)) or "") for part in _PARTS)
    upper = f"–{said['upper']}" if column == _VALUE and said.get("upper") else ""
    words = f"{BOUNDS.get(bound, '')}{value}{upper}{unit}"
    shown = view.marked(words, None if words.isascii() else "zh")
    kind = f"{CODE}status/{status}"
    named = Markup(" <small>{}</small>").format(view.label(kind)) if status else ""
    return shown + named + below


def _cell(view: View, column: str, value: _Cell, parameter: Parameter | None) -> Markup | str:
    """A value as people read it: a code by its label, a name with a link to its thing."""
    if value is None or value == "":
        return ""
    text = str(value)
    name = column.rpartition("_")[2]
    for scheme in _SCHEMES.get(name, (f"{CODE}{name}",)) if _NOTATION.fullmatch(text) else ():
        if view.context.known(f"{scheme}/{text}"):
            return view.label(f"{scheme}/{text}")
    if column in _TOLD:
        return view.text(f"{_TOLD[column]}{text}")
    whole = f"{view.context.record.base}id/{_KEYS[column]}/{text}" if column in _KEYS else text
    if whole.startswith(("http://", "https://")):
        return view.link(whole)
    if column.rpartition("_")[2] == _PERIOD and text in view.context.periods:
        return view.link(view.context.periods[text])
    kind = parameter.type if parameter else column
    iri = view.context.named(kind, text)
    shown = view.marked(text, None if text.isascii() else "zh")
    if iri and view.language == "en":
        shown = view.label(iri)
    return Markup('<a href="{}">{}</a>').format(view.href(iri), shown) if iri else shown


def _quotes(view: View, said: dict[str, _Cell]) -> Iterator[Quote]:
    seen: set[tuple[_Cell, _Cell]] = set()
    for column, source in _QUOTES.items():
        text, document = said.get(column), said.get(source)
        if text and document and (text, document) not in seen:
            seen.add((text, document))
            yield quote(view, str(text), str(document), said.get("start"))

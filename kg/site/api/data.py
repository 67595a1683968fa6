"""What the API tells, as plain data; assistants are told the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg import query
from kg.errors import QueryError
from kg.model import Rows
from kg.query import Parameter, Question
from kg.render import json_value
from kg.search import Hit, Sentence
from kg.site.context import Context

Json: TypeAlias = dict[str, object]

EVIDENCE = "explain"
_WRONG_IN_IRI = frozenset(' <>"{}|\\^`')


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A page of rows: at most `limit` after the first `offset`."""

    limit: int
    offset: int


def both(zh: str, en: str) -> Json:
    """A text in Chinese and English."""
    return {"zh": zh, "en": en}


def questions(context: Context) -> list[Json]:
    """All named questions with their parameters."""
    return [question(one) for one in query.questions(context.settings.queries)]


def question(one: Question) -> Json:
    """A named question."""
    return {
        "name": one.name,
        "title": both(one.title, one.title_en),
        "description": both(one.description, one.description_en),
        "parameters": [_parameter(parameter) for parameter in one.parameters],
    }


def _parameter(one: Parameter) -> Json:
    return {
        "name": one.name,
        "type": one.type,
        "required": one.required,
        "description": both(one.description, one.description_en),
    }


def answer(context: Context, name: str, given: Mapping[str, str]) -> Rows:
    """All rows of the answer to a named question."""
    folder = context.settings.queries
    asked = query.question(folder, name)
    return query.answer(context.store, asked, given, folder, context.tables)


def page(rows: Rows, part: Slice) -> Rows:
    """A page of an answer."""
    return Rows(columns=rows.columns, rows=rows.rows[part.offset : part.offset + part.limit])


def rows(found: Rows) -> list[Json]:
    """Rows as objects."""
    return [
        dict(zip(found.columns, map(json_value, row), strict=True))  # the columns of one query
        for row in found.rows
    ]


def search(context: Context, text: str, kinds: Sequence[str], part: Slice) -> Json:
    """A page of the things that a text finds."""
    found = context.index.search(text, kinds, part.limit, part.offset)
    return {
        "total": found.total,
        "more": found.more,
        "by_kind": found.by_kind,
        "hits": [hit(context, one) for one in found.hits],
    }


def sentences(context: Context, text: str, part: Slice) -> Json:
    """A page of the sentences that have the words of a text."""
    found = context.sentences.search(text, part.limit, part.offset)
    named = {identifier: iri for iri, identifier in context.reports.items()}
    return {
        "total": found.total,
        "more": found.more,
        "sentences": [_sentence(context, one, named) for one in found.sentences],
    }


def _sentence(context: Context, one: Sentence, named: Mapping[str, str]) -> Json:
    iri = named.get(one.document, "")
    return {
        "document": one.document,
        "report": iri,
        "start": one.start,
        "text": one.text,
        "path": f"{context.addresses.path(iri)}.html#c{one.start}" if iri else "",
    }


def suggestions(context: Context, text: str, kind: str, limit: int) -> list[Json]:
    """The best things for what somebody types."""
    return [hit(context, one) for one in context.index.suggest(text, kind, limit)]


def hit(context: Context, one: Hit) -> Json:
    """A thing found; `path` is that of its page."""
    return {
        "iri": one.iri,
        "kind": one.kind,
        "name": both(one.name, one.name_en),
        "matched": one.matched,
        "way": one.way.value,
        "note": both(one.note, one.note_en),
        "weight": one.weight,
        "path": f"{context.addresses.path(one.iri)}.html",
    }


def is_iri(text: str) -> bool:
    """Whether a text may be the IRI of a thing."""
    wrong = _WRONG_IN_IRI & set(text) or any(sign <= " " for sign in text)
    return text.startswith(("http://", "https://")) and not wrong


def evidence(context: Context, iri: str, part: Slice) -> Json:
    """A page of the places that a thing or statement rests on; QueryError for what is no IRI."""
    if not is_iri(iri):
        raise QueryError(f"no IRI: {iri}", where="iri", hint="as in https://example.org/id/area/1")
    found = answer(context, EVIDENCE, {"iri": iri})
    label = context.labels[iri]
    return {
        "iri": iri,
        "name": both(label.zh, label.en),
        "total": len(found.rows),
        "evidence": rows(page(found, part)),
    }

"""The answer to a question in words: how it was understood, rows with sentences, the SPARQL."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg import query
from kg.ask.cutting import Cut, cut
from kg.ask.graph import Asked
from kg.ask.offering import offered, offers
from kg.ask.saying import line, notes, problem
from kg.ask.telling import chosen, limits
from kg.ask.understanding import Understood, understand
from kg.errors import QueryError
from kg.model import Rows
from kg.query import Question

#: The question about figures, and what it is asked of.
_FIGURES, _OF = "observations", ("indicator", "area", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered; `rows` is None where nothing could be asked.

    `line` says how the question was understood or why it was not, `notes` what is to be known
    of that, `bindings` what the variables of the query were bound to, `offers` the nearest
    questions.
    """

    said: Understood
    line: str
    notes: tuple[str, ...] = ()
    question: Question | None = None
    rows: Rows | None = None
    bindings: tuple[tuple[str, str], ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def sparql(self) -> str:
        """The query that ran, with what its variables were bound to in front."""
        if self.question is None or self.rows is None:
            return ""
        bound = "".join(f"# ?{variable} = {value}\n" for variable, value in self.bindings)
        return bound + self.question.body


def answer(text: str, asked: Asked, language: str = "") -> Answer:
    """Understand a question and answer it, in its own language where none is given."""
    said = understand(text, asked.names, language)
    if said.problem:
        near = () if said.problem in {"long", "language"} else offers(said, asked.names)
        return Answer(said=said, line=problem(said, asked.names), offers=near)
    known = {one.name: one for one in query.questions(asked.queries)}
    one = known.get(said.question)
    lexicon = asked.lexicon
    title = said.question if one is None else _title(one, said.language)
    told = tuple(notes(said, lexicon))
    words = line(said, title, lexicon, asked.called)
    read = Answer(said=said, line=words, notes=told, question=one)
    if one is None:
        absent = lexicon.reply("absent", said.language, question=said.question)
        return Answer(said=said, line=read.line, notes=(*told, absent))
    return _asked(read, one, asked)


def _title(one: Question, language: str) -> str:
    return one.title_en if language == "en" else one.title


def _asked(read: Answer, one: Question, asked: Asked) -> Answer:
    said, own = read.said, {parameter.name for parameter in one.parameters}
    given = {name: value for name, value in said.given.items() if name in own}
    left = {name: value for name, value in said.given.items() if name not in own}
    try:
        meant = query.meanings(asked.store, one, given, asked.queries)
        whole = query.answer_of(asked.store, one, meant, asked.kept)
    except QueryError as error:
        return _nameless(read, error, asked)
    found = cut(said, whole, left, asked)
    instead = () if found.rows.rows else tuple(_instead(said, asked))
    return Answer(
        said=said,
        offers=instead,
        line=read.line + "".join(chosen(found, said, asked.lexicon)),
        notes=(*read.notes, *_told(found, said, asked)),
        question=one,
        rows=found.rows,
        bindings=tuple(
            (one.parameter(name).variable, str(term))
            for name, terms in meant.items()
            for term in terms
        ),
    )


def _instead(said: Understood, asked: Asked, nameless: str = "") -> Iterator[str]:
    """Figures that are there where a question about an indicator has no answer.

    `nameless` is the parameter that names nothing.
    """
    one = query.question(asked.queries, _FIGURES)
    for left_out in ((), ("period",), ("period", "area")):
        given = {key: said.given[key] for key in _OF if key in said.given and key not in left_out}
        if nameless in given:
            continue
        same = said.question == _FIGURES and given == dict(said.given)
        if "indicator" not in given or same:
            continue
        try:
            rows = query.answer(asked.store, one, given, asked.queries, asked.kept).rows
        except QueryError:
            continue
        if rows:
            yield from offered(_FIGURES, given, said, asked.names)
            return


def _told(found: Cut, said: Understood, asked: Asked) -> Iterator[str]:
    """What is to be known of rows: what they could not be chosen by, and that there are none."""
    lexicon, language = asked.lexicon, said.language
    for name in found.open:
        yield lexicon.reply("unchosen", language, text=name)
    if found.rows.rows:
        yield from limits(found, said, lexicon)
    else:
        one = lexicon.question(said.question)
        yield one.none.in_language(language) if one.none else lexicon.reply("none", language)


def _nameless(read: Answer, error: QueryError, asked: Asked) -> Answer:
    """The answer where the graph names nothing so: not in this place of a statement, or at all."""
    said = read.said
    value = said.given.get(error.where, "")
    if not value:
        raise error
    if value in asked.names.held:
        note = asked.lexicon.reply("none", said.language)
    else:
        names = f"{asked.lexicon.label(error.where, said.language)} “{value}”"
        note = asked.lexicon.reply("nameless", said.language, names=names)
    return Answer(
        said=said,
        line=read.line,
        notes=(*read.notes, note),
        question=read.question,
        offers=tuple(_instead(said, asked, error.where)),
    )

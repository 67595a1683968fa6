"""Areas, periods, concepts and whatever else reports name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from kg.iris import Iris, period_key
from kg.lexicon.indicators import IndicatorTable
from kg.lexicon.wording import Both
from kg.model import Area, Document, Mention, MentionType, Period, Reading, Thing
from kg.rdf import standards
from kg.rdf.nquads import chinese, day, english, link, plain
from kg.rdf.using import Mapping
from kg.terms import Plan, PlanClass, Rdf, Scheme, Skos, Time

CLASSES = {
    MentionType.AREA: PlanClass.AREA,
    MentionType.ENTERPRISE: PlanClass.ENTERPRISE,
    MentionType.ORGANISATION: PlanClass.ORGANISATION,
    MentionType.PROJECT: PlanClass.PROJECT,
    MentionType.INDICATOR: PlanClass.INDICATOR,
    MentionType.HONOUR: PlanClass.HONOUR,
    MentionType.POLICY: PlanClass.POLICY,
    None: PlanClass.PHRASE,
}
_GOV_UK = "http://reference.data.gov.uk/id/"
#: What reference.data.gov.uk calls the kinds of periods that are named otherwise here.
_GOV_UK_KINDS = {
    "year": "gregorian-year",
    "half": "gregorian-half",
    "quarter": "gregorian-quarter",
    "month": "gregorian-month",
    "day": "gregorian-day",
}
_BROKEN_LINE = re.compile(r"\s*\n\s*")
_HAN = "[\u3007\u4e00-\u9fff]"
#: A character that stands alone, and the blanks up to the next one that does: 工 作 报 告.
_LONE = re.compile(rf"(?<!\S)({_HAN})\s+(?={_HAN}(?!\S))")


def thing_of(mention: Mention) -> Thing:
    """What a mention names."""
    return Thing(type=mention.type, name=mention.name, area=mention.area)


def indicator(name: str) -> Thing:
    """An indicator as a thing."""
    return Thing(type=MentionType.INDICATOR, name=name)


def project(name: str) -> Thing:
    """A project as a thing."""
    return Thing(type=MentionType.PROJECT, name=name)


def place(area: Area) -> Thing:
    """An area as a thing."""
    return Thing(type=MentionType.AREA, name=area.name, area=area)


def all_things(reading: Reading) -> tuple[Thing, ...]:
    """Everything that a reading speaks of, each once, in a fixed order."""
    found = {place(reading.home)}
    found.update(thing_of(m) for m in reading.mentions if m.type in CLASSES)
    for observation in reading.observations:
        found.update((place(observation.area), indicator(observation.indicator)))
    for event in reading.events:
        found.update(filter(None, (event.actor, event.object)))
    for state in reading.projects:
        found.update((project(state.name), place(state.area)))
        if state.enterprise:
            found.add(Thing(type=MentionType.ENTERPRISE, name=state.enterprise))
    for tie in reading.contributions:
        found.update((tie.project, indicator(tie.indicator)))
    found.update(project(whole) for _, whole in reading.wholes)
    return tuple(sorted(found, key=repr))


def aliases(reading: Reading, iris: Iris, table: IndicatorTable) -> dict[str, set[str]]:
    """The names that the report itself uses, and further ones of standard indicators, by thing."""
    names: dict[str, set[str]] = defaultdict(set)
    for observation in reading.observations:
        node = iris.indicator(observation.indicator)
        known = table.index.get(observation.indicator)
        names[node].update(known.aliases if known else ())
        if observation.written:
            names[node].add(observation.written)
    for mention in reading.mentions:
        if mention.type in CLASSES:
            names[iris.thing(thing_of(mention))].add(one_line(mention.text))
    for what, written in reading.aliases:
        names[iris.thing(what)].add(one_line(written))
    for state in reading.projects:
        names[iris.thing(project(state.name))].update(map(one_line, state.aliases))
    return names


def parts(reading: Reading, iris: Iris) -> Iterator[str]:
    """Which projects are a part of another, as their names say."""
    for part, whole in reading.wholes:
        yield link(iris.thing(project(part)), Plan.PART_OF_PROJECT, iris.thing(project(whole)))


def one_line(text: str) -> str:
    r"""A name that the source breaks over lines, in one piece.

    >>> one_line("规上工业\n总产值")
    '规上工业总产值'
    """
    return _BROKEN_LINE.sub("", text).strip()


def title(document: Document) -> str:
    """A report's title in one line, without blanks that only space it out; else the report's id."""
    if document.title is None:
        return document.id
    return one_line(_LONE.sub(r"\1", document.title.of(document.text)))


def thing(what: Thing, names: Iterable[str], using: Mapping) -> Iterator[str]:
    """A named thing: class, label, other names, and what its type brings."""
    iris = using.iris
    node, label = iris.thing(what), one_line(what.area.name if what.area else what.name)
    yield link(node, Rdf.TYPE, CLASSES[MentionType.AREA if what.area else what.type])
    yield from _names(node, label, names)
    if what.area is not None:
        yield from area(what.area, using)
    elif what.type is MentionType.AREA:
        yield link(node, Plan.AREA_LEVEL, Scheme.AREA_LEVEL.code("unknown"))
        yield from _listed(node, label, Scheme.AREA, _area_definition(label, "unknown", using))
    elif what.type is MentionType.INDICATOR:
        yield from standards.indicator_triples(label, iris, using.indicators, using.listed)
    elif what.type is MentionType.HONOUR and (level := using.levels.of(label)):
        yield link(node, Plan.HONOUR_LEVEL, Scheme.HONOUR_LEVEL.code(level))


def _names(node: str, label: str, others: Iterable[str]) -> Iterator[str]:
    yield chinese(node, Rdf.LABEL, label)
    yield plain(node, Plan.NAME, label)
    for other in others:
        if other and other != label:
            yield chinese(node, Skos.ALT_LABEL, other)
            yield plain(node, Plan.NAME, other)


def _listed(
    node: str, label: str, scheme: Scheme, definition: Both, above: str | None = None
) -> Iterator[str]:
    """A concept in its code list: below another one, or at the top."""
    yield link(node, Rdf.TYPE, Skos.CONCEPT)
    yield link(node, Skos.IN_SCHEME, scheme.value)
    yield chinese(node, Skos.PREF_LABEL, label)
    yield chinese(node, Skos.DEFINITION, definition.zh)
    yield english(node, Skos.DEFINITION, definition.en)
    if above:
        yield link(node, Skos.BROADER, above)
    else:
        yield link(node, Skos.TOP_CONCEPT_OF, scheme.value)
        yield link(scheme.value, Skos.HAS_TOP_CONCEPT, node)


def concept(node: str, name: str, kind: PlanClass, scheme: Scheme, using: Mapping) -> Iterator[str]:
    """A code that a report brings along."""
    label = one_line(name)
    definition = using.wording.definitions[scheme.name.lower()].filled(name=label)
    yield link(node, Rdf.TYPE, kind)
    yield chinese(node, Rdf.LABEL, label)
    yield plain(node, Plan.NAME, label)
    yield from _listed(node, label, scheme, definition)


def area(described: Area, using: Mapping) -> Iterator[str]:
    """Code, level and the chain of areas above."""
    iris, above = using.iris, parent(described)
    node, label = iris.area(described), one_line(described.name)
    level = Scheme.AREA_LEVEL.code(described.level)
    yield link(node, Plan.AREA_LEVEL, level)
    definition = _area_definition("".join(described.path) or label, described.level, using)
    higher = iris.area(above) if above else None
    yield from _listed(node, label, Scheme.AREA, definition, higher)
    if described.code:
        yield plain(node, Plan.AREA_CODE, described.code)
        yield plain(node, Skos.NOTATION, described.code)
    if above is not None:
        yield link(node, Plan.PART_OF, iris.area(above))
        yield link(iris.area(above), Rdf.TYPE, PlanClass.AREA)
        yield from _names(iris.area(above), above.name, ())
        yield from area(above, using)


def _area_definition(path: str, level: str, using: Mapping) -> Both:
    said = using.label(Scheme.AREA_LEVEL.code(level))
    words = using.wording.definitions["area"]
    return Both(
        words.filled(path=path, level=said.zh).zh, words.filled(path=path, level=said.en).en
    )


def parent(child: Area) -> Area | None:
    """The area above, as far as path and code tell.

    >>> child = Area(name="吴江区", level="county", code="320509", parent="320500",
    ...              path=("江苏省", "苏州市", "吴江区"))
    >>> (above := parent(child)).name, above.code, parent(above).name
    ('苏州市', '320500', '江苏省')
    """
    names = child.path[:-1] if child.path[-1:] == (child.name,) else child.path
    if not names or not child.parent:
        return None
    code = child.parent
    return Area(
        name=names[-1], level=_level(code), code=code, parent=_above(code, names), path=names
    )


def _above(code: str, names: tuple[str, ...]) -> str | None:
    if len(names) < 2:
        return None
    if len(names) == 2:
        return f"{code[:2]}0000"
    return code[:6] if len(code) > 6 else f"{code[:4]}00"


def _level(code: str) -> str:
    if len(code) > 6:
        return "township"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def period(when: Period, using: Mapping) -> Iterator[str]:
    """An interval with its first and last day, also as a code."""
    node, said = using.iris.period(when), using.wording.period(when)
    start, end = when.start.isoformat(), when.end.isoformat()
    definition = using.wording.definitions["period"].filled(start=start, end=end)
    yield link(node, Rdf.TYPE, Time.PROPER_INTERVAL)
    yield plain(node, Rdf.LABEL, when.key)
    yield plain(node, Plan.NAME, when.key)
    yield plain(node, Skos.NOTATION, when.key)
    yield english(node, Skos.PREF_LABEL, said.en)
    yield from _listed(node, said.zh, Scheme.PERIOD, definition)
    yield link(node, Skos.EXACT_MATCH, _gov_uk(period_key(when)))
    yield from _end(node, Time.HAS_BEGINNING, when.start, using.iris)
    yield from _end(node, Time.HAS_END, when.end, using.iris)


def _gov_uk(key: str) -> str:
    """The same interval at reference.data.gov.uk."""
    kind, _, rest = key.partition("/")
    return f"{_GOV_UK}{_GOV_UK_KINDS.get(kind, kind)}/{rest}"


def _end(node: str, which: Time, when: date, iris: Iris) -> Iterator[str]:
    instant = iris.instant(when)
    yield link(node, which, instant)
    yield link(instant, Rdf.TYPE, Time.INSTANT)
    yield day(instant, Time.IN_XSD_DATE, when)

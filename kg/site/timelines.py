"""What happened to a thing, and what is planned, as a picture over the periods that tell of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree as ET

from markupsafe import Markup

from kg.site.deeds import Deed, State
from kg.site.figures import Period, order
from kg.site.view import View

_LABELS, _WIDE, _COLUMN, _LANE, _TOP, _STEP, _DOT = 190, 760, 120, 36, 8, 16, 5
#: As many marks of one lane and period have room beside each other; the table has them all.
_ROOM = 7
_PLANNED = "/planned"


class Mark(NamedTuple):
    """A statement: the lane that it stands in, its period, and what it says."""

    lane: str
    period: Period
    planned: bool
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture with its words, and all that it shows as rows."""

    title: str
    svg: Markup
    rows: tuple[Mark, ...]


def of_deeds(view: View, lane: str, found: Iterable[Deed], iri: str) -> Iterator[Mark]:
    """Events as marks of one lane."""
    for one in found:
        if one.period:
            others = (other for other in (one.actor, one.object) if other and other != iri)
            words = " ".join((one.written, *(view.name(other) for other in others)))
            planned = one.modality.endswith(_PLANNED)
            yield Mark(lane, one.period, planned, view.href(one.statement), words)


def of_states(view: View, found: Iterable[State], lane: str = "") -> Iterator[Mark]:
    """States of projects: of one project a lane a stage, of several one lane with their names."""
    for one in found:
        if one.period:
            stage = view.name(one.stage)
            words = f"{view.name(one.project)} {stage}" if lane else stage
            planned = one.modality.endswith(_PLANNED)
            yield Mark(lane or stage, one.period, planned, view.href(one.statement), words)


def timeline(view: View, key: str, name: str, marks: Sequence[Mark]) -> Timeline | None:
    """The picture, where there is anything to be seen: two marks at the least."""
    if len(marks) < 2:
        return None
    title = view.text("timeline-of", name=name)
    lanes = tuple(dict.fromkeys(one.lane for one in marks))
    rows = sorted(marks, key=lambda one: (order(one.period), lanes.index(one.lane)))
    periods = tuple(dict.fromkeys(one.period for one in rows))
    labels = [view.name(one.iri) for one in periods]
    column = max(_COLUMN, (_WIDE - _LABELS) // len(periods))
    width, height = _LABELS + column * len(periods), _TOP + _LANE * len(lanes) + 30
    root = ET.Element("svg", {"viewBox": f"0 0 {width} {height}", "role": "group"})
    root.set("aria-labelledby", f"{key}-title {key}-desc")
    described = view.text("timeline-shows", count=len(rows), periods=len(periods))
    for tag, text in (("title", title), ("desc", described)):
        ET.SubElement(root, tag, {"id": f"{key}-{tag}"}).text = text
    _grid(root, lanes, labels, column)
    _marks(root, rows, lanes, periods, column)
    svg = Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704  # ElementTree escapes
    return Timeline(title, svg, tuple(rows))


def _grid(root: ET.Element, lanes: Sequence[str], labels: Sequence[str], column: int) -> None:
    """A line a lane with its name in front, the periods below."""
    width = _LABELS + column * len(labels)
    across = ET.SubElement(root, "g", {"class": "lanes"})
    for number, lane in enumerate(lanes):
        y = _TOP + _LANE * number + _LANE // 2
        ET.SubElement(across, "path", {"class": "guide", "d": f"M{_LABELS} {y}H{width}"})
        ET.SubElement(across, "text", {"x": "0", "y": str(y + 4)}).text = lane
    below = ET.SubElement(root, "g", {"class": "x"})
    for number, label in enumerate(labels):
        x, y = _LABELS + column * number + column // 2, _TOP + _LANE * len(lanes) + 18
        ET.SubElement(below, "text", {"x": str(x), "y": str(y)}).text = label


def _marks(
    root: ET.Element,
    rows: Sequence[Mark],
    lanes: Sequence[str],
    periods: Sequence[Period],
    column: int,
) -> None:
    """A link a mark, those of one lane and period beside each other."""
    cells: defaultdict[tuple[str, Period], list[Mark]] = defaultdict(list)
    for one in rows:
        cells[one.lane, one.period].append(one)
    for (lane, period), found in cells.items():
        shown = found[:_ROOM]
        middle = _LABELS + column * periods.index(period) + column // 2
        y = _TOP + _LANE * lanes.index(lane) + _LANE // 2
        for number, one in enumerate(shown):
            x = middle + round(_STEP * (number - (len(shown) - 1) / 2))
            look = f"series c{lanes.index(lane) % 8 + 1}{' hollow' if one.planned else ''}"
            group = ET.SubElement(root, "g", {"class": look})
            link = ET.SubElement(group, "a", {"href": one.href})
            ET.SubElement(link, "title").text = one.words
            place = {"class": "dot", "cx": str(x), "cy": str(y), "r": str(_DOT)}
            ET.SubElement(link, "circle", place)

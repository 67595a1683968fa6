"""A report put together: its parts in the order of its genre."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.lexicon.slots import Template
from kg.lexicon.synth import ReportPart, Topic, load
from kg.synth import tables
from kg.synth.chances import chances
from kg.synth.choosing import Chooser, fits
from kg.synth.drawing import Draw
from kg.synth.figures import Stand
from kg.synth.scene import Scene, Told
from kg.synth.series import series
from kg.synth.truth import Truth
from kg.synth.values import chinese
from kg.workers import uncollected

#: About how many characters parts without a share take.
_SIZES = {"text": 120, "list": 1000, "overview": 220, "table": 1250, "projects": 700}
_LEAST_SECTION = 220
_SENTENCES = (3, 6)  # of a paragraph
_MEASURED = (1, 2)  # aims of a measure
_OVERVIEW = 6


@dataclass(frozen=True, slots=True)
class Report:
    """A synthetic report; its truth is made whether it is written or not."""

    name: str
    text: str
    truth: Truth


def report(lexicon: Path, seed: int, number: int, characters: int) -> Report:
    """The report of a number, from 0 on, of about so many characters.

    Reports of consecutive numbers are those of one area in consecutive years.
    """
    wording = load(lexicon)
    at, year = divmod(number, wording.years)
    draw = Draw(seed, "report", number)
    scene = Scene(wording, series(lexicon, seed, at), year, draw)
    with uncollected():
        _Maker(scene, characters).make()
    return Report(f"synth-{seed}-{number:06d}", scene.page.text(), scene.page.truth())


class _Maker:
    """Writes the parts one after the other."""

    def __init__(self, scene: Scene, characters: int) -> None:
        self._scene, self._page, self._draw = scene, scene.page, scene.draw
        self._wording, self._characters = scene.wording, characters
        self._choosers = {ahead: Chooser(scene, ahead=ahead) for ahead in (False, True)}
        self._numbered = self._draw.often(50)
        self._forms = {
            "overview": self._overview,
            "list": self._list,
            "table": self._table,
            "sections": self._sections,
            "measures": self._measures,
            "projects": self._projects,
        }

    def make(self) -> None:
        """Write the whole report."""
        parts = self._draw.weighed(chances(self._wording).reports).parts
        for at, part in enumerate(parts):
            ahead = part.of == "next"
            self._scene.look(ahead=ahead)
            if part.form == "text":
                self._scene.look(ahead=False)
                self._line(part.text)
            else:
                self._forms[part.form](part, self._room(parts[at:]))

    def _room(self, parts: tuple[ReportPart, ...]) -> int:
        """How many characters the first of the parts may take."""
        left = self._characters - self._page.at - sum(_SIZES.get(one.form, 0) for one in parts)
        shares = sum(one.share for one in parts)
        return left * parts[0].share // shares if shares else 0

    def _line(self, template: Template, told: Told | None = None) -> None:
        self._scene.tell(template, told)
        self._page.write("\n")

    # ------------------------------------------------------------ main figures

    def _listed(self, part: ReportPart) -> list[Stand]:
        stands = self._scene.stands(ahead=part.of == "next")
        return [one for one in stands if one.figure.listed]

    def _list(self, part: ReportPart, _room: int) -> None:
        lists = self._wording.lists
        self._page.estimated = part.of == "year"
        stands = self._listed(part)
        for index, stand in enumerate(stands):
            self._page.write(lists.mark)
            self._statement(stand, part)
            self._page.write("。\n" if index == len(stands) - 1 else "；\n")
        self._page.estimated = False

    def _statement(self, stand: Stand, part: ReportPart) -> None:
        """A figure and what came of it or is aimed at, as a clause."""
        sentences = self._wording.sentences
        if part.of == "next":
            self._scene.tell(sentences.goal[-1], Told(stands=[stand]))
            return
        lists = self._wording.lists.outcome
        kinds = [one for one in lists if fits(one, stand)]
        self._scene.tell(self._draw.one(kinds), Told(stands=[stand]))

    def _overview(self, part: ReportPart, _room: int) -> None:
        stands = [one for one in self._listed(part) if "lead" in one.figure.topics]
        told = self._draw.shuffled(stands[1:])[:_OVERVIEW]
        self._scene.tell(self._wording.lists.overview[part.of])
        for index, stand in enumerate((stands[0], *told)):
            self._page.write("，" if index else "")
            self._overview_of(stand, part)
        self._page.write("。\n")

    def _overview_of(self, stand: Stand, part: ReportPart) -> None:
        if part.of == "next":
            self._statement(stand, part)
            return
        kinds = [one for one in self._wording.sentences.overview if fits(one, stand)]
        self._scene.tell(self._draw.one(kinds), Told(stands=[stand]))

    def _table(self, part: ReportPart, _room: int) -> None:
        self._page.estimated = part.of == "year"
        tables.figures(self._scene, part.of, self._listed(part))
        self._page.estimated = False

    def _projects(self, _part: ReportPart, _room: int) -> None:
        tables.projects(self._scene)

    # ------------------------------------------------------------ sections

    def _sections(self, part: ReportPart, room: int) -> None:
        topics = self._topics(room)
        end = self._page.at + room
        for index, topic in enumerate(topics):
            left = (end - self._page.at) // (len(topics) - index)
            titles = topic.aimed if part.of == "next" else topic.title
            if part.marks:
                self._scene.tell(part.marks, Told(ordinal=index + 1))
            self._line(self._draw.one(titles))
            self._section(topic, self._page.at + left, ahead=part.of == "next")

    def _topics(self, room: int) -> list[Topic]:
        """As many topics as there is room for, in the order in which reports go through them."""
        topics = self._wording.topics
        count = max(1, min(len(topics) - self._draw.whole(0, 2), room // _LEAST_SECTION))
        chosen = set(self._draw.shuffled(range(len(topics)))[:count])
        return [topic for at, topic in enumerate(topics) if at in chosen]

    def _section(self, topic: Topic, end: int, *, ahead: bool) -> None:
        """Paragraphs of a section up to its end."""
        chooser = self._choosers[ahead]
        led = self._wording.words["led_ahead"] if ahead else topic.led
        for number in self._paragraphs(end):
            if self._numbered:
                self._page.write(f"{number}.")
            self._scene.tell(self._draw.one(led))
            for _ in range(self._draw.whole(*_SENTENCES)):
                chooser.sentence(topic)
            self._page.write("\n")

    def _paragraphs(self, end: int) -> Iterator[int]:
        number = 1
        while number == 1 or self._page.at < end - _LEAST_SECTION // 2:
            yield number
            number += 1

    # ------------------------------------------------------------ measures

    def _measures(self, part: ReportPart, room: int) -> None:
        """What is aimed at by categories, each aim with what is done for it."""
        end = self._page.at + room
        groups: dict[str, list[Stand]] = {}
        for stand in self._listed(part):
            groups.setdefault(stand.figure.category, []).append(stand)
        for index, (category, stands) in enumerate(groups.items(), 1):
            self._page.write(f"（{chinese(index)}）关于{category}方面的目标\n")
            self._group(stands, end)

    def _group(self, stands: list[Stand], end: int) -> None:
        number = 0
        while stands and (number == 0 or self._page.at < end):
            number += 1
            told = [stands.pop(0) for _ in range(min(len(stands), self._draw.whole(*_MEASURED)))]
            self._page.write(f"{number}.")
            for index, stand in enumerate(told):
                self._page.write("；" if index else "")
                self._scene.tell(self._wording.sentences.goal[0], Told(stands=[stand]))
            self._page.write("。")
            self._page.serving = tuple(one.figure.name for one in told)
            self._measure(told[0])
            self._page.serving = ()
            self._page.write("\n")

    def _measure(self, stand: Stand) -> None:
        chooser = self._choosers[True]
        topic = self._topic_of(stand)
        chooser.tell_plain(topic)
        chooser.tell_projects(topic)
        chooser.tell_plain(topic)

    def _topic_of(self, stand: Stand) -> Topic:
        topics = self._wording.topics
        return next((one for one in topics if one.name in stand.figure.topics), topics[0])

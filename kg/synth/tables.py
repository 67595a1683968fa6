"""Tables as a word processor exports them: a line a cell, begun by a tab, a blank line a row."""

from kg.lexicon.synth import Column, Table, When
from kg.synth.figures import Stand
from kg.synth.scene import Scene
from kg.synth.series import Project
from kg.synth.values import Value, growth

_APART = (0.4, 1.9)  # points between a growth in a table and that of the prose
_UNDER_WAY = ("started", "ongoing")


def figures(scene: Scene, of: When, stands: list[Stand]) -> None:
    """A table of the main figures; at times one of its outcomes is not that of the prose."""
    table = scene.draw.one([one for one in scene.wording.tables if one.of == of])
    if "level" in table.columns:
        stands = [one for one in stands if one.growth]
    odd = _odd(scene, stands) if of == "year" else None
    _heads(scene, table)
    rows = _Rows(scene, table, odd)
    for number, stand in enumerate(stands, 1):
        rows.row(number, stand)


def _odd(scene: Scene, stands: list[Stand]) -> Stand | None:
    """The figure that the table has wrong, if there is one."""
    told = [one for one in stands if one.growth and one.figure.aim == "growth"]
    told = [one for one in told if set(one.figure.topics) - {"lead"}]
    if not told or not scene.draw.often(scene.wording.disagreeing):
        return None
    return scene.draw.one(told)


def _heads(scene: Scene, table: Table) -> None:
    for head in table.heads:
        scene.page.write("\t")
        scene.tell(head)
        scene.page.write("\n")
    scene.page.write("\n")


class _Rows:
    """The rows of a table of figures."""

    def __init__(self, scene: Scene, table: Table, odd: Stand | None) -> None:
        self._scene, self._page, self._table, self._odd = scene, scene.page, table, odd
        self._bare = scene.draw.often(25)
        self._above = ""

    def row(self, number: int, stand: Stand) -> None:
        """A cell a column; a category stands in the first of its rows."""
        for column in self._table.columns:
            self._page.write("\t")
            if column == "number":
                self._page.write(str(number))
            elif column == "category":
                same = stand.figure.category == self._above
                self._page.write("" if same else stand.figure.category)
            else:
                self._cell(column, stand)
            self._page.write("\n")
        self._page.write("\n")
        self._above = stand.figure.category

    def _cell(self, column: Column, stand: Stand) -> None:
        page, name = self._page, stand.figure.name
        if column == "name":
            page.mark(name, "indicator")
        elif column == "unit":
            page.write(stand.figure.unit)
        elif column == "aim":
            self._aim(stand)
        elif column == "level":
            page.observe(stand.level._replace(bound="exact").bare, name)
        else:
            self._outcome(stand, bare=column == "gain")

    def _aim(self, stand: Stand) -> None:
        """What was aimed at, in a report on the year as in one that plans it."""
        page, aim = self._page, stand.aim
        kept = page.ahead, page.estimated
        page.ahead, page.estimated = True, False
        text = aim.text.removeprefix("增长") if self._bare and aim.value else aim.text
        page.observe(aim._replace(text=text), stand.figure.name)
        page.ahead, page.estimated = kept

    def _outcome(self, stand: Stand, *, bare: bool) -> None:
        value = stand.growth if bare or stand.figure.aim == "growth" else stand.level
        value = value or stand.level
        if stand is self._odd:
            value = self._wrong(value)
        found = self._page.observe(value.bare if bare else value, stand.figure.name)
        if stand is self._odd:
            self._scene.odd[stand.figure.name] = found

    def _wrong(self, value: Value) -> Value:
        moved = float(value.value or 0) + self._scene.draw.within(_APART)
        return growth(moved) or value


def projects(scene: Scene) -> None:
    """The table of projects that go on or begin in the year that is planned."""
    words, year = scene.wording.project_table, scene.year + 1
    found = [one for one in scene.series.projects if one.stage(year) in _UNDER_WAY]
    for index, head in enumerate(words.heads):
        scene.page.write("\t")
        if index == words.cost:
            scene.page.mark(scene.wording.cost, "indicator")
            scene.page.write(head.text.removeprefix(scene.wording.cost))
        else:
            scene.tell(head)
        scene.page.write("\n")
    scene.page.write("\n")
    for number, project in enumerate(found[: words.rows], 1):
        _project(scene, number, project)


def _project(scene: Scene, number: int, project: Project) -> None:
    page, words = scene.page, scene.wording.project_table
    new = project.stage(scene.year + 1) == "started"
    page.write(f"\t{number}\n\t")
    page.project(project.name, project.area, "planned" if new else "ongoing", project.builder)
    page.write("\n\t")
    page.mark(project.area, "area")
    page.write("\n\t")
    page.observe(project.invest.bare, scene.wording.cost, project.name)
    page.priced(project.name, project.invest)
    page.write("\n\t")
    page.mark(project.builder, "enterprise")
    page.write(f"\n\t{words.new if new else words.again}\n\n")

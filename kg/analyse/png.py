"""A drawing as a bitmap, with a font of this machine."""

from io import BytesIO
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Circle as Disc
from matplotlib.patheffects import withStroke

from kg.analyse.drawing import Drawing, Label, Line

_DOTS = 144  # an inch: two dots for a pixel of the drawing
_PIXELS = 72
_INK = "#1f2a33"
_STAND_IN = "·"  # for a rare character that the font lacks


def png(drawn: Drawing, font: Path) -> bytes:
    """The drawing as PNG, twice as large as its pixels so that it prints well."""
    face = FT2Font(str(font))
    figure = Figure(figsize=(drawn.width / _PIXELS, drawn.height / _PIXELS), dpi=_DOTS)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    axes.axis("off")
    for line in drawn.lines:
        _line(axes, line)
    for circle in drawn.circles:
        disc = Disc((circle.x, circle.y), circle.radius, facecolor=circle.colour, zorder=2)
        disc.set(edgecolor="white", linewidth=1.5)
        axes.add_patch(disc)
    for label in drawn.labels:
        _label(axes, label, font, face)
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _line(axes: Axes, line: Line) -> None:
    (x1, y1), (x2, y2) = line.start, line.end
    drawn = Line2D((x1, x2), (y1, y2), color=line.colour, linewidth=line.width, alpha=0.55)
    drawn.set(linestyle=(0, (6, 5)) if line.dashed else "-", zorder=1)
    axes.add_line(drawn)


def _label(axes: Axes, label: Label, font: Path, face: FT2Font) -> None:
    properties = FontProperties(fname=font, size=label.size)
    halo = withStroke(linewidth=3, foreground="white")
    axes.text(
        label.x,
        label.y,
        "".join(c if face.get_char_index(ord(c)) else _STAND_IN for c in label.text),
        parse_math=False,
        fontproperties=properties,
        color=_INK,
        horizontalalignment="center" if label.middle else "left",
        verticalalignment="baseline",
        path_effects=[halo],
        zorder=3,
    )

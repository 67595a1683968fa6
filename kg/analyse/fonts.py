"""A font file on this machine that has the characters of a picture."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from matplotlib.font_manager import findSystemFonts
from matplotlib.ft2font import FT2Font

from kg.errors import KgError
from kg.lexicon.analyse import Fonts

_ENDINGS = {".otf", ".ttf", ".ttc"}
#: The share of different characters that may be missing: a rare one in a name.
_MISSING = 0.02


def font(text: str, known: Fonts) -> Path:
    """The font to draw a text with: families that are known to hold Chinese first.

    KgError where no font of the system or of an installed package has the characters.
    """
    needed = sorted({c for c in text if not c.isspace()})
    rank = {family: place for place, family in enumerate(known.families)}
    found = []
    for path in sorted({*_system(), *_packaged(known)}):
        face = _face(path)
        if face is not None:
            missing = sum(face.get_char_index(ord(c)) == 0 for c in needed)
            found.append((missing, rank.get(face.family_name, len(rank)), str(path)))
    best = min(found, default=None)
    if best is None or best[0] > _MISSING * len(needed):
        raise KgError("no font here has the Chinese characters of the picture", hint=known.hint)
    good = [one for one in found if one[0] <= _MISSING * len(needed)]
    return Path(min(good, key=lambda one: (one[1], one[0], one[2]))[2])


def _system() -> Iterator[Path]:
    yield from (Path(path) for path in findSystemFonts())


def _packaged(known: Fonts) -> Iterator[Path]:
    for package in known.packages:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            yield from (p for p in Path(folder).rglob("*") if p.suffix.lower() in _ENDINGS)


def _face(path: Path) -> FT2Font | None:
    try:
        return FT2Font(str(path))
    except (OSError, RuntimeError):  # not a font after all, or one that cannot be scaled
        return None

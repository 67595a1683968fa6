"""Styles, scripts and pictures of the pages: the files of static/, nothing else."""

from functools import cache
from pathlib import Path

from kg.errors import InputError
from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response

FOLDER = Path(__file__).parent / "static"
#: What the query page needs of YASGUI.
EDITOR = ("yasgui.min.js", "yasgui.min.css")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


@cache
def files() -> dict[str, Path]:
    """The files by their paths on the site."""
    found = sorted(path for path in FOLDER.rglob("*") if path.suffix in _TYPES)
    return {f"/static/{path.relative_to(FOLDER).as_posix()}": path for path in found}


def checked_editor(folder: Path | None) -> Path | None:
    """The folder of the editor's files; InputError where it lacks one."""
    for name in EDITOR if folder else ():
        if folder and not (folder / name).is_file():
            raise InputError(f"has no {name}", where=str(folder), hint="make editor")
    return folder


def editor(context: Context) -> dict[str, Path]:
    """The files of the query editor by their paths; none where it is not installed."""
    folder = context.settings.editor
    found = {f"/static/editor/{name}": folder / name for name in EDITOR} if folder else {}
    return found if all(path.is_file() for path in found.values()) else {}


def respond(context: Context, request: Request, _address: Address) -> Response | None:
    """One of the files."""
    path = files().get(request.path) or editor(context).get(request.path)
    if path is None:
        return None
    return Response(body=path.read_bytes(), media_type=_TYPES[path.suffix])

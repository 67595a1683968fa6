"""The graph as a site of files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words
from kg.cli.shown import progress
from kg.cli.values import positive
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0


def add(to: "Subparsers") -> None:
    """Let the command understand `publish`."""
    text = "write pages, data and downloads as files for any web host"
    made = to.add_parser("publish", help=text, description=text)
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    made.add_argument("--out", type=Path, required=True, metavar="SITE", help="folder of the site")
    told = "where the site will stand (default: landing_page of kg.toml)"
    made.add_argument("--base", metavar="URL", help=told)
    made.add_argument("--workers", type=positive, help="processes (default: one a core)")
    made.add_argument("--editor", type=Path, metavar="DIR", help="files of the query editor")
    made.set_defaults(run=publish)


def publish(options: argparse.Namespace) -> int:
    """Write the site of a graph folder."""
    from kg import publication, store  # noqa: PLC0415
    from kg.publish import publish  # noqa: PLC0415  # loads what pages need
    from kg.site import assets  # noqa: PLC0415

    settings = Settings(editor=assets.checked_editor(options.editor))
    url = (
        options.base
        or publication.from_json(store.read(options.graph).published).access.landing_page
    )
    with progress() as shown:
        made = publish(
            options.graph,
            options.out,
            url,
            settings,
            workers=options.workers,
            progress=shown,
        )
    counts = {"files": made.files, "changed": made.changed, "removed": made.removed}
    print(words.said("published", folder=options.out, **counts))
    return GOOD

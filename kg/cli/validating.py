"""kg validate: what is wrong or doubtful in a graph."""

import argparse
from collections import Counter

from kg.cli import words
from kg.cli.shown import progress
from kg.model import Finding, Severity
from kg.settings import Settings

GOOD, FINDINGS = 0, 1
_FORMATS = ("text", "json", "sarif", "html")
_ENGINES = ("shacl", "pyshacl")


def arguments(made: argparse.ArgumentParser) -> None:
    """What `kg validate` takes beside the graph."""
    made.add_argument("--format", choices=_FORMATS, default="text")
    made.add_argument("--summary", action="store_true", help="counts by code only")
    made.add_argument(
        "--engine",
        choices=_ENGINES,
        default=_ENGINES[0],
        help="pyshacl is slow, and what the other one is compared with (default: shacl)",
    )


def validate(options: argparse.Namespace) -> int:
    """Check each report anew and show what is found; 1 where a violation stands."""
    from kg import store  # noqa: PLC0415
    from kg.check import check  # noqa: PLC0415
    from kg.evaluate import decisions  # noqa: PLC0415

    settings = Settings()
    with progress() as shown:
        found = (
            *decisions.stale(options.graph, settings),
            *check(
                options.graph,
                settings,
                engine=options.engine,
                workers=options.workers,
                progress=shown,
            ),
        )
    names = {entry.id: entry.name for entry in store.read(options.graph).reports}
    if not options.summary:
        _show(found, options.format, names, settings)
    if options.summary or options.format == "text":
        print(_summary(found, len(names)), end="")
    return FINDINGS if any(one.severity is Severity.VIOLATION for one in found) else GOOD


def _show(found: tuple[Finding, ...], form: str, names: dict[str, str], settings: Settings) -> None:
    from kg.lexicon import findings  # noqa: PLC0415
    from kg.render.findings import findings as written  # noqa: PLC0415

    print(written(found, form, findings.load(settings.lexicon), names), end="")


def _summary(found: tuple[Finding, ...], reports: int) -> str:
    bad = sum(one.severity is Severity.VIOLATION for one in found)
    lines = [words.said("findings", reports=reports, findings=len(found), violations=bad)]
    lines += [
        f"  {count:5} {code}" for code, count in sorted(Counter(f.code for f in found).items())
    ]
    return "".join(f"{line}\n" for line in lines)

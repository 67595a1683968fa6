"""build.json: what a graph folder holds. It is replaced last and names everything else."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import StoreError, reason
from kg.model import Decision, Judgement, MentionType

NAME = "build.json"
VERSION = 2
#: Version 1 did not record what the graph is published as; all reports of it are read anew.
_READABLE = frozenset({1, VERSION})
_BUILD = "build it with: kg build SOURCE… --out DIR"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Entry:
    """One report in a graph folder; `folder` lies in reports/ and is named by its content."""

    id: str
    name: str
    sha256: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a build made, of what (`made_with`: digest of code, lexicon, ontology, settings).

    `shared_with` is that digest for the lines that are of no report, which are made more often.
    `decisions` are those by people about names that the build heeded.
    What is less sure than `min_confidence` was left out. `published` is what kg.toml said,
    `retired` the IRIs that the graph no longer has, each with the one in its place or "".
    """

    made_with: str
    base: str
    reports: tuple[Entry, ...]
    dump_sha256: str
    store: str
    decisions: tuple[Decision, ...] = ()
    min_confidence: str = "0"
    published: dict[str, Any] = field(default_factory=dict)
    retired: tuple[tuple[str, str], ...] = ()
    shared_with: str = ""

    def entry(self, report: str) -> Entry | None:
        """One report's entry."""
        return next((entry for entry in self.reports if entry.id == report), None)


def read(directory: Path) -> Record:
    """The record of a graph folder; StoreError where there is none, or it is damaged."""
    path = directory / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _record(data)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError("no graph here", where=str(directory), hint=_BUILD) from None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(
            f"damaged record: {reason(error)}", where=str(path), hint=_BUILD
        ) from error


def _record(data: dict[str, Any]) -> Record:
    if data.pop("version") not in _READABLE:
        raise ValueError("made by another version")
    reports = tuple(Entry(**entry) for entry in data.pop("reports"))
    decisions = tuple(map(_decision, data.pop("decisions", ())))
    retired = tuple((old, new) for old, new in data.pop("retired", ()))
    return Record(reports=reports, decisions=decisions, retired=retired, **data)


def _decision(row: dict[str, Any]) -> Decision:
    judgement, kind = Judgement(row.pop("judgement")), MentionType(row.pop("type"))
    return Decision(judgement=judgement, type=kind, names=tuple(row.pop("names")), **row)


def dumps(record: Record) -> str:
    """The record as JSON, keys sorted, without a clock."""
    data = {"version": VERSION, **asdict(record)}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

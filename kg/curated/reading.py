"""The file: `[[same]]` and `[[not-same]]`, each with type, names, who, when and why."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass

from kg.errors import CuratedError
from kg.lexicon import positions
from kg.lexicon.tables import STRICT, Keys, dotted, wrong
from kg.lexicon.tables import read as read_table
from kg.model import Decision, Judgement, MentionType

#: What the file is called where it lies beside the sources.
NAME = "curated.toml"


class Kind(StrEnum):
    """The types of things that decisions are about."""

    AREA = "area"
    ENTERPRISE = "enterprise"
    ORGANISATION = "organisation"
    PROJECT = "project"
    INDICATOR = "indicator"
    HONOUR = "honour"
    POLICY = "policy"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Same:
    type: Kind
    names: tuple[str, ...]
    who: str = Field(min_length=1)
    when: date
    why: str = Field(min_length=1)
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _NotSame:
    type: Kind
    names: tuple[str, ...]
    who: str = Field(min_length=1)
    when: date
    why: str = Field(min_length=1)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class _File:
    same: tuple[_Same, ...] = ()
    not_same: tuple[_NotSame, ...] = Field(default=(), alias="not-same")


def beside(sources: Iterable[Path]) -> Path | None:
    """The file that lies beside the sources; CuratedError where there are several."""
    folders = dict.fromkeys(s if s.is_dir() else s.parent for s in sources)
    found = {path.resolve(): path for folder in folders if (path := folder / NAME).is_file()}
    if len(found) > 1:
        files = ", ".join(map(str, found.values()))
        raise CuratedError(
            f"several files of decisions: {files}", hint="say which one counts: --curated FILE"
        )
    return next(iter(found.values()), None)


def read(path: Path) -> tuple[Decision, ...]:
    """All decisions of a file, each checked by itself; CuratedError names file, line and key."""
    found = read_table(path, _File, CuratedError, patterns=False)
    lines = positions.lines(path.read_text(encoding="utf-8"))
    made: list[Decision] = []
    seen: dict[tuple[str, str, frozenset[str]], Keys] = {}
    for keys, entry in _entries(found):
        _check(path, keys, entry)
        key = (str(keys[0]), entry.type.value, frozenset(entry.names))
        if key in seen:
            said = f"decision stands twice, also as {dotted(seen[key])}"
            raise wrong(path, keys, said, "leave one out", CuratedError)
        seen[key] = keys
        made.append(_decision(entry, Judgement(str(keys[0])), lines[keys]))
    return tuple(sorted(made, key=lambda one: one.line))


def _entries(found: _File) -> Iterator[tuple[Keys, _Same | _NotSame]]:
    for index, same in enumerate(found.same):
        yield (Judgement.SAME.value, index), same
    for index, apart in enumerate(found.not_same):
        yield (Judgement.NOT_SAME.value, index), apart


def _check(path: Path, keys: Keys, entry: _Same | _NotSame) -> None:
    """Two names, or one and what it shall be called; none of them empty."""
    joined = isinstance(entry, _Same)
    if len(entry.names) < 2 and not (isinstance(entry, _Same) and entry.names and entry.name):
        hint = "give two names" + (", or one and the `name` wanted for it" if joined else "")
        raise wrong(path, (*keys, "names"), "too few names", hint, CuratedError)
    for index, name in enumerate(entry.names):
        if not name.strip():
            raise wrong(path, (*keys, "names", index), "empty name", raised=CuratedError)


def _decision(entry: _Same | _NotSame, judgement: Judgement, line: int) -> Decision:
    return Decision(
        judgement=judgement,
        type=MentionType(entry.type.value),
        names=entry.names,
        name=entry.name if isinstance(entry, _Same) else "",
        who=entry.who,
        when=entry.when.isoformat(),
        why=entry.why,
        line=line,
    )

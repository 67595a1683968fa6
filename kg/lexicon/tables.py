"""One way to read a lexicon file into frozen values, with file, line and key in every error.

`read` takes TOML, `rows` tab-separated lists; what a loader checks beyond that it reports with
`wrong`, so that all errors look alike: `FILE:LINE: KEY: what is wrong (how to mend it)`.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kg.errors import KgError, LexiconError, reason
from kg.lexicon import checked, positions

T = TypeVar("T")
Keys = positions.Path

#: An unknown key is an error. What checks a table is made when one is read, not on import.
STRICT = ConfigDict(extra="forbid", defer_build=True)

#: pydantic's kinds of errors in the words of somebody who edits a lexicon.
_SAID = {
    "unexpected_keyword_argument": "unknown key",
    "extra_forbidden": "unknown key",
    "missing": "key is missing",
    "missing_argument": "key is missing",
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "dataclass_type": "must be a table",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "decimal_type": "must be a number",
    "decimal_parsing": "must be a number",
    "date_from_datetime_parsing": "must be a day like 2026-01-31",
    "date_parsing": "must be a day like 2026-01-31",
    "date_type": "must be a day like 2026-01-31",
}
#: Words without these are patterns that need no look.
_SPECIAL = re.compile(r"[\\\[\](){}*+?|^$]")
#: Keys whose values are no patterns.
_PLAIN = frozenset({"replacement", "source", "target"})
_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_UNKNOWN = ("unexpected", "extra")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate")
#: What was made of a file, with the text that it was made of.
_MADE: dict[tuple[Path, object, bool], tuple[str, Any]] = {}
_TABLE_KEY = re.compile(r"^\s*\[*\s*([^\]=]+?)\s*(?:\]|=|$)")


def read(
    path: Path, kind: type[T], raised: type[KgError] = LexiconError, *, patterns: bool = True
) -> T:
    """Read one TOML file into `kind`; a wrong file or key raises an error with its place.

    With `patterns` every text that could be a regular expression must be one. Several parts of a
    run read the same file: what is made of the same text is made once.
    """
    text, key = _text(path, raised), (path, kind, patterns)
    if key not in _MADE or _MADE[key][0] != text:
        _MADE[key] = (text, _made(path, text, kind, raised, patterns=patterns))
    found: T = _MADE[key][1]
    return found


def _made(path: Path, text: str, kind: type[T], raised: type[KgError], *, patterns: bool) -> T:
    data = checked.kept(path, text, patterns=patterns)
    if data is None:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _no_toml(path, text, str(error), raised) from error
        for keys, said in _doubtful(data, patterns=patterns):
            raise wrong(path, keys, said, raised=raised)
        checked.keep(path, text, data, patterns=patterns)
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        first = min(error.errors(), key=_telling)
        keys = tuple(part for part in first["loc"] if part != "[key]")
        raise wrong(path, keys, _said(first), _suggest(keys, kind, first), raised) from error


def rows(path: Path, cells: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and cells of each row of a tab-separated list; lines that begin with # are none.

    LexiconError where a row has another number of cells, or an empty one.
    """
    for number, line in enumerate(_text(path, LexiconError).splitlines(), 1):
        if line.startswith("#"):
            continue
        found = tuple(line.split("\t"))
        if len(found) != cells or not all(found):
            raise LexiconError(
                f"not a row of {cells} cells: {line}",
                where=f"{path}:{number}",
                hint="cells are parted by one tab each, and none is empty",
            )
        yield number, found


def refuse_twice(path: Path, found: Iterable[tuple[Keys, str]]) -> None:
    """LexiconError where a word stands twice that may stand once in the whole file."""
    for keys, said in once(found):
        raise wrong(path, keys, said, "leave it in one place")


def words_of(table: str, listed: Iterable[object], *names: str) -> Iterator[tuple[Keys, str]]:
    """The words of each entry of a list of tables, by default those of its key `words`."""
    for index, entry in enumerate(listed):
        for name in names or ("words",):
            value = getattr(entry, name)
            if isinstance(value, str):
                yield (table, index, name), value
            else:
                yield from (((table, index, name, at), word) for at, word in enumerate(value))


def wrong(
    path: Path,
    keys: Keys,
    message: str,
    hint: str = "",
    raised: type[KgError] = LexiconError,
) -> KgError:
    """The error of one key of a TOML file, with the line on which it stands."""
    line = positions.line(path.read_text(encoding="utf-8"), keys)
    where = ": ".join(filter(None, (f"{path}:{line or 1}", dotted(keys))))
    return raised(message, where=where, hint=hint)


def dotted(keys: Keys) -> str:
    """A key as it is said: list positions are counted from 1.

    >>> dotted(("zones", 2, "short"))
    'zones[3].short'
    """
    said = ""
    for part in keys:
        said += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if said else part
    return said


def near(word: str, known: Iterable[str]) -> str:
    """A hint that names what was perhaps meant."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f'did you mean "{close[0]}"?' if close else ""


def _text(path: Path, raised: type[KgError]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise raised("file is missing", where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise raised(
            f"cannot be read: {reason(error)}", where=str(path), hint="write it in UTF-8"
        ) from error


def _no_toml(path: Path, text: str, said: str, raised: type[KgError]) -> KgError:
    """The error of a file that is no TOML; a key that stands twice is one of them."""
    place = _LINE.search(said)
    number = int(place.group(1)) if place else text.count("\n") + 1
    if not said.startswith(_TWICE):
        return raised(f"not TOML: {_LINE.sub('', said)}", where=f"{path}:{number}")
    key = _TABLE_KEY.match(text.splitlines()[number - 1])
    name = key.group(1) if key else ""
    return raised("key stands twice", where=f"{path}:{number}: {name}", hint="leave one out")


def _doubtful(data: object, keys: Keys = (), *, patterns: bool) -> Iterator[tuple[Keys, str]]:
    """Words that stand twice in one list, and patterns that are none."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _doubtful(value, (*keys, key), patterns=patterns)
    elif isinstance(data, list):
        yield from once(((*keys, index), x) for index, x in enumerate(data) if isinstance(x, str))
        for index, value in enumerate(data):
            yield from _doubtful(value, (*keys, index), patterns=patterns)
    elif patterns and isinstance(data, str) and _could_be_pattern(data, keys):
        try:
            re.compile(data)
        except re.error as error:
            yield keys, f"no pattern: {data} ({error})"


def _could_be_pattern(text: str, keys: Keys) -> bool:
    return bool(_SPECIAL.search(text)) and keys[-1] not in _PLAIN


def once(found: Iterable[tuple[Keys, str]]) -> Iterator[tuple[Keys, str]]:
    """What is wrong with words that may stand once only: where, and that they stand twice."""
    seen: dict[str, Keys] = {}
    for keys, word in found:
        if word in seen:
            yield keys, f"{word} stands twice, also as {dotted(seen[word])}"
        seen.setdefault(word, keys)


def _telling(error: ErrorDetails) -> int:
    """Order of telling: a key misspelt is unknown and missing, and only the first tells why."""
    if error["type"].startswith(_UNKNOWN):
        return 0
    return 2 if error["type"].startswith("missing") else 1


def _said(error: ErrorDetails) -> str:
    said = _SAID.get(error["type"], error["msg"].removeprefix("Value error, "))
    unknown = error["type"] in {"enum", "literal_error"}
    return f"{error['input']} is not known here" if unknown else said


def _suggest(keys: Keys, kind: object, error: ErrorDetails) -> str:
    """What was perhaps meant: a key of the table that it stands in, or a value of its kind."""
    if error["type"] in {"enum", "literal_error"}:
        expected = str(error.get("ctx", {}).get("expected", ""))
        known = re.findall("'([^']+)'", expected)
        return near(str(error["input"]), known) or f"one of {', '.join(known)}"
    if not error["type"].startswith(_UNKNOWN):
        return ""
    inner = _kind(keys[:-1], kind)
    names = _keys(inner)
    return near(str(keys[-1]), names) or (f"known: {', '.join(names)}" if names else "")


def _keys(kind: object) -> list[str]:
    if not is_dataclass(kind):
        return []
    return [str(getattr(f.default, "alias", None) or f.name) for f in fields(kind)]


def _kind(keys: Keys, kind: object) -> object:
    """The type that stands at a key: through lists, tables and dataclasses."""
    for key in keys:
        if isinstance(key, int):
            kind = get_args(kind)[0] if get_args(kind) else kind
        elif is_dataclass(kind):
            kind = get_type_hints(kind).get(key)
        else:
            kind = get_args(kind)[-1] if get_args(kind) else None
    return kind

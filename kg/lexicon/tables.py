"""One way to read a lexicon file: TOML into frozen values, with file and key in every error."""

import difflib
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from kg.errors import LexiconError

T = TypeVar("T")

#: Put into a dataclass as `__pydantic_config__` so that an unknown key is an error.
STRICT = ConfigDict(extra="forbid")


def read(path: Path, kind: type[T]) -> T:
    """Read one TOML file into `kind`; a wrong file or key raises LexiconError with its place."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError("file is missing", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"not TOML: {error}", where=str(path)) from error
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"]]
        raise LexiconError(
            first["msg"], where=f"{path}: {'.'.join(keys)}", hint=_suggest(keys, kind)
        ) from error


def _suggest(keys: list[str], kind: object) -> str:
    known = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    close = difflib.get_close_matches(keys[-1], known, n=1) if keys else []
    return f'did you mean "{close[0]}"?' if close else ""

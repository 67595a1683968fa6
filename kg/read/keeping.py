"""Pages that were fetched are kept, and fetched anew only where they changed."""

import atexit
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page that is kept: where it came from in the end and what the server said of it."""

    path: Path
    final: str
    content_type: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> Mapping[str, str]:
        """Headers that ask for it only where it changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


class Shelf:
    """The folder of pages; one of its own until the end where the usual one cannot be written."""

    def __init__(self, folder: Path) -> None:
        """Make it where it is not there."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError
        except OSError:
            folder = Path(tempfile.mkdtemp(prefix="plan-kg-web-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
        self._folder = folder

    def find(self, address: str) -> Kept | None:
        """A page as it was last fetched, None where it was not or is damaged."""
        body, said = self._files(address)
        try:
            found = json.loads(said.read_bytes())
            if found.pop("sha256") != hashlib.sha256(body.read_bytes()).hexdigest():
                return None
            return Kept(path=body, **found)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def put(self, address: str, data: bytes, **said: str) -> Kept:
        """Keep a page; readers see the old one or the new one, and never half of one."""
        body, note = self._files(address)
        kept = Kept(path=body, **said)
        about = {**asdict(kept), "sha256": hashlib.sha256(data).hexdigest()}
        about.pop("path")
        _write(body, data)
        _write(note, json.dumps(about).encode())
        return kept

    def _files(self, address: str) -> tuple[Path, Path]:
        key = hashlib.sha256(address.encode()).hexdigest()
        return self._folder / f"{key}.body", self._folder / f"{key}.json"


def _write(path: Path, data: bytes) -> None:
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(made).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(made).unlink()
        raise

"""What a build is asked to read: a file, a member of an archive, or pages fetched from the web."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One report's source: `path` is its file, or the archive that `member` is in.

    `member` are indices into the archive's list, one more for an archive within it. `shown` is what
    messages call it. Of an address the file is a kept copy, `more` are those of its further pages,
    and `suffix` and `charset` are what the server said of it.
    """

    id: str
    name: str
    path: Path
    shown: str
    member: tuple[int, ...] = ()
    address: str = ""
    more: tuple[Path, ...] = ()
    suffix: str = ""
    charset: str = ""

    @property
    def ending(self) -> str:
        """The ending that tells the format where the content does not."""
        return self.suffix or Path(self.name).suffix

"""Files wherever Spark reads and writes them, by Hadoop's own interface."""

from pathlib import Path
from typing import Any, NamedTuple


class Found(NamedTuple):
    """A file or a folder of a listing; `uri` is what Spark calls it."""

    name: str
    uri: str
    size: int
    is_folder: bool


class Place:
    """A folder or a file somewhere."""

    def __init__(self, session: Any, uri: str) -> None:  # noqa: ANN401  # of pyspark
        """Take its address."""
        self._session = session
        self._java = session.sparkContext._jvm  # noqa: SLF001  # there is no other way to them
        self.uri = uri
        self._path = self._at(uri)
        known = session.sparkContext._jsc.hadoopConfiguration()  # noqa: SLF001
        self._files = self._path.getFileSystem(known)

    def _at(self, uri: str) -> Any:  # noqa: ANN401  # of Hadoop
        return self._java.org.apache.hadoop.fs.Path(uri)

    def within(self, name: str) -> "Place":
        """A file or folder in it."""
        return Place(self._session, f"{self.uri.rstrip('/')}/{name}")

    def exists(self) -> bool:
        """Whether something is there."""
        return bool(self._files.exists(self._path))

    def itself(self) -> Found:
        """What is there."""
        return _found(self._files.getFileStatus(self._path))

    def entries(self) -> list[Found]:
        """What is in a folder, in the order of names."""
        return sorted(map(_found, self._files.listStatus(self._path)))

    def delete(self) -> None:
        """Take it away with all that is in it."""
        self._files.delete(self._path, True)  # noqa: FBT003  # Java has no names of arguments

    def write(self, data: bytes) -> None:
        """Make it a file of these bytes."""
        stream = self._files.create(self._path)
        stream.write(bytearray(data))
        stream.close()

    def number(self, ending: str) -> list[Found]:
        """The files that Spark wrote here, named by their order alone: part-00000 and so on."""
        written = [one for one in self.entries() if one.name.startswith("part-")]
        for at, one in enumerate(written):
            to = f"{self.uri}/part-{at:05}{ending}"
            self._files.rename(self._at(one.uri), self._at(to))
        return [one for one in self.entries() if one.name.startswith("part-")]


def of(session: Any, place: Path | str) -> Place:  # noqa: ANN401  # of pyspark
    """A place as Spark calls it; a path of this machine is one of file:."""
    return Place(session, place if isinstance(place, str) else f"file:{place.absolute()}")


def _found(status: Any) -> Found:  # noqa: ANN401  # of Hadoop
    uri = str(status.getPath())
    return Found(uri.rsplit("/", 1)[-1], uri, status.getLen(), status.isDirectory())

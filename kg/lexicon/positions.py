"""Where the keys and values of a TOML text stand: tomllib tells no lines of what is valid."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: Keys and list positions from the top down: ("zones", 3, "short", 0).
Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""(?P<skip>[ \t\r]+|\#[^\n]*)
    |(?P<long>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5})
    |(?P<text>"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<mark>[\[\]{}=,.\n])
    |(?P<bare>[^\s\[\]{}=,."'\#]+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def lines(text: str) -> Mapping[Path, int]:
    """The line of every table, key and list element of a valid TOML text, counted from 1.

    >>> lines('[a]\\nb = [\\n  1,\\n  2,\\n]\\n[[c]]\\nd = 1\\n')[("a", "b", 1)]
    4
    """
    reader = _Reader(tuple(_tokens(text)))
    reader.document()
    return reader.found


def line(text: str, path: Path) -> int | None:
    """The line of a key, or of the nearest table or list around it that stands in the text."""
    found = lines(text)
    for size in range(len(path), 0, -1):
        if path[:size] in found:
            return found[path[:size]]
    return None


@dataclass(frozen=True, slots=True)
class _Token:
    words: str
    line: int
    quoted: bool

    def marks(self, *marks: str) -> bool:
        return not self.quoted and self.words in marks


def _tokens(text: str) -> Iterator[_Token]:
    at = 1
    for match in _TOKEN.finditer(text):
        words = match.group()
        if match.lastgroup == "long":
            yield _Token(words[3:-3], at, quoted=True)
        elif match.lastgroup == "text":
            yield _Token(words[1:-1], at, quoted=True)
        elif match.lastgroup != "skip":
            yield _Token(words, at, quoted=False)
        at += words.count("\n")
    yield _Token("", at, quoted=False)


@dataclass(slots=True)
class _Reader:
    """A walk over the tokens that keeps nothing but places."""

    tokens: tuple[_Token, ...]
    at: int = 0
    found: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)

    @property
    def next(self) -> _Token:
        return self.tokens[min(self.at, len(self.tokens) - 1)]

    def take(self) -> _Token:
        token = self.next
        self.at += 1
        return token

    def over(self) -> bool:
        return self.at >= len(self.tokens) - 1

    def document(self) -> None:
        table: Path = ()
        while not self.over():
            if self.next.marks("\n"):
                self.take()
            elif self.next.marks("["):
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Path:
        start = self.take()
        listed = self.next.marks("[")
        names = self.key("]")
        path = self.within(names)
        if listed:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
            self.take()
        self.found.setdefault(path, start.line)
        return path

    def within(self, names: tuple[str, ...]) -> Path:
        """The path of a header: under a list of tables it means the last one."""
        path: Path = ()
        for index, name in enumerate(names):
            path = (*path, name)
            if index + 1 < len(names) and path in self.counts:
                path = (*path, self.counts[path])
        return path

    def key(self, end: str) -> tuple[str, ...]:
        names = []
        while not self.over() and not self.next.marks(end):
            token = self.take()
            if not token.marks(".", "[", "\n"):
                names.append(token.words)
        self.take()
        return tuple(names)

    def pair(self, table: Path) -> None:
        start = self.next
        path = table
        for name in self.key("="):
            path = (*path, name)
            self.found.setdefault(path, start.line)
        self.value(path)

    def value(self, path: Path) -> None:
        token = self.take()
        if token.marks("["):
            self.elements(path)
        elif token.marks("{"):
            while not self.over() and not self.next.marks("}"):
                if self.next.marks(",", "\n"):
                    self.take()
                else:
                    self.pair(path)
            self.take()
        else:  # a number or a date may be several tokens
            while not self.over() and not self.next.marks(",", "]", "}", "\n"):
                self.take()

    def elements(self, path: Path) -> None:
        index = 0
        while not self.over() and not self.next.marks("]"):
            if self.next.marks(",", "\n"):
                self.take()
                continue
            element = (*path, index)
            self.found[element] = self.next.line
            self.value(element)
            index += 1
        self.take()

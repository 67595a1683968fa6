r"""What a SPARQL query is, told from its tokens before the engine sees it.

Engines read queries by recursion: text that nests deeply enough ends the process. They also fetch
what SERVICE names. Both are refused here, by the tokens of the SPARQL 1.1 grammar, so that a word
in a string, a comment, an IRI or a name counts for nothing.

>>> look("PREFIX a: <urn:a#> ASK { ?s a:SERVICE 'LOAD' } # SERVICE").form
'ASK'
>>> look("ASK {\n SERVICE <urn:x> { } }")
Traceback (most recent call last):
kg.serve.guard.Refused: SERVICE is not answered here: the endpoint asks no other one
"""

import re
from dataclasses import dataclass

#: Characters in a query.
LENGTH = 256 * 1024
#: Brackets in brackets.
NESTING = 200
#: Operators that stand in one another; twice as many are read safely on a stack of 256 MB.
OPERATORS = 1000

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "ADD", "MOVE", "COPY", "CREATE", "WITH"}
)
_NESTS = frozenset({"UNION", "OPTIONAL", "MINUS", "NOT", "IN", "EXISTS"})
#: The other words decide nothing.
_TELLING = FORMS | _UPDATES | _NESTS | {"SERVICE"}
_CLOSES = {")": "(", "]": "[", "}": "{"}

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NAME = r"[\w\-\u00B7\u203F\u2040.]"
#: What decides nothing is passed over in one go.
_PASSED = rf"""
    [\s.,;]+
  | \#[^\r\n]*+
  | <[^<>"{{}}|^`\\\x00-\x20]*+>
  | [=<>]
  | "{{3}}(?:"{{0,2}}+(?:[^"\\]|\\.))*+"{{3}}
  | '{{3}}(?:'{{0,2}}+(?:[^'\\]|\\.))*+'{{3}}
  | "(?!"")(?:[^"\\\r\n]|\\.)*+"  | ""(?!")
  | '(?!'')(?:[^'\\\r\n]|\\.)*+'  | ''(?!')
  | [?$]\w++
  | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+
  | (?:[^\W\d]{_NAME}*)?:(?:{_NAME}|:|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])*+
  | [0-9]++(?:\.[0-9]*+)?(?:[eE][+-]?[0-9]++)?
  | (?!(?i:{"|".join(sorted(_TELLING))})(?!\w))[^\W\d]\w*+
"""
_TOKEN = re.compile(
    rf"(?:{_PASSED})*+(?:([^\W\d]\w*+)|([+-][0-9.]++)|(.)|\Z)",
    re.VERBOSE | re.DOTALL,
)
_WORD, _SIGN, _OTHER = 1, 2, 3


class Refused(Exception):  # noqa: N818  # it is no fault of the program
    """A query that is not given to the engine, with the place in it where there is one."""

    def __init__(self, message: str, *, status: int = 400, line: int = 0, column: int = 0) -> None:
        """Say why, as which status, and where (from 1; 0 where there is no place)."""
        super().__init__(message)
        self.message, self.status, self.line, self.column = message, status, line, column


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may be asked: its text without escapes of code points, and its form."""

    text: str
    form: str


class _Reading:
    """Where the reading of one query is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.form = ""
        self.open: list[tuple[str, int, int]] = []  # bracket, its place, operators outside of it
        self.operators = 0

    def refused(self, at: int, message: str, status: int = 400) -> Refused:
        line = self.text.count("\n", 0, at) + 1
        column = at - self.text.rfind("\n", 0, at)
        return Refused(message, status=status, line=line, column=column)

    def word(self, at: int, word: str) -> None:
        if word == "SERVICE":
            message = "SERVICE is not answered here: the endpoint asks no other one"
            raise self.refused(at, message)
        if word in _NESTS:
            self.operator(at)
        elif not self.open:
            self.outside(at, word)

    def outside(self, at: int, word: str) -> None:
        """A word in no bracket: the first one tells the form."""
        if word in FORMS:
            if self.form:
                raise self.refused(at, f"one query at a time: {word} after {self.form}")
            self.form = word
        elif not self.form:
            raise self.refused(at, f"{word} changes data: this endpoint only reads", 403)

    def other(self, at: int, char: str) -> None:
        if char in "{([":
            self.open.append((char, at, self.operators))
            if len(self.open) > NESTING:
                raise self.refused(at, f"more than {NESTING} brackets in one another")
        elif char in "})]":
            self.close(at, char)
        elif char in "\"'":
            raise self.refused(at, "a string that does not end")
        elif char in "|&/^!*+-":
            self.operator(at)

    def close(self, at: int, char: str) -> None:
        if not self.open or self.open[-1][0] != _CLOSES[char]:
            raise self.refused(at, f"{char} closes nothing")
        self.operators = self.open.pop()[2]

    def operator(self, at: int) -> None:
        self.operators += 1
        if self.operators > OPERATORS:
            raise self.refused(at, f"more than {OPERATORS} operators in one another")

    def sign(self, at: int) -> None:
        """A signed number: in a list of values it stands for itself, else it is added."""
        if self.open and self.open[-1][0] == "(":
            self.operator(at)


def look(text: str) -> Query:
    """The query, if it may be asked; Refused where not."""
    if len(text) > LENGTH:
        raise Refused(f"a query of more than {LENGTH} characters", status=413)
    reading = _Reading(_decoded(text))
    for token in _TOKEN.finditer(reading.text):
        kind = token.lastindex
        if kind == _OTHER:
            reading.other(token.start(_OTHER), token[_OTHER])
        elif kind == _WORD:
            reading.word(token.start(_WORD), token[_WORD].upper())
        elif kind == _SIGN:
            reading.sign(token.start(_SIGN))
    if reading.open:
        bracket, at, _ = reading.open[-1]
        raise reading.refused(at, f"{bracket} is not closed")
    if not reading.form:
        raise Refused("there is no query: SELECT, ASK, CONSTRUCT or DESCRIBE")
    return Query(reading.text, reading.form)


def _decoded(text: str) -> str:
    r"""The text with \uXXXX and \UXXXXXXXX read, which the grammar does before all else."""
    if "\\u" not in text and "\\U" not in text:
        return text
    decoded = _ESCAPE.sub(_character, text)
    if _ESCAPE.search(decoded):
        raise Refused("an escape of a code point that makes another one")
    return decoded


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise Refused(f"{escape[0]} is no character")
    return chr(code)

"""Markdown: headings, paragraphs, items with their numbers, tables; marks of emphasis left out."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.read import html, txt, wrapping
from kg.read.html.words import raised
from kg.read.limits import Limits
from kg.read.parts import Box, Grid, Paragraph, Part

#: What stands before a text and tells programs about it.
_ABOUT = re.compile(r"\A---[ \t]*\r?\n(.{0,8000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_RAISED = re.compile(r"<sup>(.{1,8}?)</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """The parts of a text; pieces of HTML in it are read as pages are."""
    text = txt.decoded(data)[1]
    about = _ABOUT.match(text)
    title = _TITLE.search(about.group(1)) if about else None
    if title:
        yield Paragraph.of(title.group(1))
    body = _RAISED.sub(lambda match: raised(match.group(1)), text[about.end() if about else 0 :])
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    yield from _Reader(reader.parse(body), limits).parts()


class _Reader:
    """Goes through the tokens of a text once."""

    def __init__(self, tokens: Sequence[Token], limits: Limits) -> None:
        self._tokens, self._limits = tokens, limits
        self._number = ""
        self._rows: list[list[Box]] = []
        self._cells = 0

    def parts(self) -> Iterator[Part]:
        in_cell = False
        for token in self._tokens:
            if token.type == "list_item_open" and token.info:
                self._number = f"{token.info}、"  # 1. 2025 would be one number
            elif token.type == "tr_open":
                self._rows.append([])
            elif token.type in {"th_open", "td_open", "th_close", "td_close"}:
                in_cell = token.type.endswith("open")
            elif token.type == "inline" and in_cell:
                self._cell(token)
            elif token.type == "table_close":
                yield Grid(tuple(map(tuple, self._rows)))
                self._rows = []
            else:
                yield from self._block(token)

    def _cell(self, token: Token) -> None:
        self._cells += 1
        self._limits.check("cells", self._cells)
        self._rows[-1].append(Box("\n".join(_lines(token))))

    def _block(self, token: Token) -> Iterator[Part]:
        if token.type == "inline":
            for line in wrapping.joined(_lines(token)):
                yield Paragraph.of(self._number + line)
                self._number = ""
        elif token.type in {"fence", "code_block"}:
            yield from map(Paragraph.of, token.content.splitlines())
        elif token.type == "html_block":
            yield from html.fragment(token.content, self._limits)


def _lines(token: Token) -> list[str]:
    """What is seen of a paragraph, as its author broke it into lines."""
    said = []
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            said.append("\n")
        elif child.type == "html_inline":
            said.append("\n" if _BREAK.fullmatch(child.content) else "")
        elif child.type in {"text", "code_inline"}:
            said.append(child.content)
    return "".join(said).replace("\xa0", " ").split("\n")

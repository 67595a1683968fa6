"""Answers of SELECT and ASK as text: JSON, XML, CSV and TSV of SPARQL 1.1, row by row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted  # the text as it is, only quoted
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
PLAIN = "text/plain"

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
_Row: TypeAlias = Callable[[QuerySolution], str]
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_PLAIN_TYPES = frozenset({_STRING, _LANGUAGE})


@dataclass(frozen=True, slots=True)
class Writing:
    """How a table of solutions is written: before, each row, between rows, after."""

    head: Callable[[Sequence[str]], str]
    #: For these variables, what writes a row of them.
    rows: Callable[[Sequence[str]], _Row]
    between: str
    #: Told why rows are missing, "" where none are.
    tail: Callable[[str], str]


def _bound(
    around: Sequence[tuple[str, str]], term: Callable[[Term], str], row: tuple[str, str, str]
) -> _Row:
    """What writes the bound variables of a row.

    `around` stands before and after the term of each variable, `row` before, between and after all.
    """
    start, between, end = row

    def write(solution: QuerySolution) -> str:
        cells = [
            f"{before}{term(value)}{after}"
            for (before, after), value in zip(around, solution, strict=True)
            if value is not None
        ]
        return f"{start}{between.join(cells)}{end}"

    return write


def _json_head(names: Sequence[str]) -> str:
    listed = ",".join(map(quoted, names))
    return f'{{"head":{{"vars":[{listed}]}},"results":{{"bindings":['


def _json_tail(cut: str) -> str:
    return f'\n]}},"truncated":"{cut}"}}\n' if cut else "\n]}}\n"


def _json_rows(names: Sequence[str]) -> _Row:
    return _bound([(f"{quoted(name)}:", "") for name in names], _json_term, ("\n{", ",", "}"))


def _json_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{quoted(term.value)}}}'
    if isinstance(term, Literal):
        return f'{{"type":"literal","value":{quoted(term.value)}{_json_kind(term)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{quoted(term.value)}}}'
    inner = zip(("subject", "predicate", "object"), term, strict=True)
    parts = ",".join(f'"{name}":{_json_term(part)}' for name, part in inner)
    return f'{{"type":"triple","value":{{{parts}}}}}'


def _json_kind(term: Literal) -> str:
    if term.language:
        return f',"xml:lang":{quoted(term.language)}'
    kind = term.datatype.value
    return "" if kind in _PLAIN_TYPES else f',"datatype":{quoted(kind)}'


_XML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
)


def _xml_head(names: Sequence[str]) -> str:
    listed = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    return f"{_XML_HEAD}{listed}</head><results>"


def _xml_tail(cut: str) -> str:
    said = f"<!-- truncated: {cut} -->\n" if cut else ""
    return f"\n</results></sparql>\n{said}"


def _xml_rows(names: Sequence[str]) -> _Row:
    around = [(f"<binding name={quoteattr(name)}>", "</binding>") for name in names]
    return _bound(around, _xml_term, ("\n<result>", "", "</result>"))


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, Literal):
        return f"<literal{_xml_kind(term)}>{_xml_text(term.value)}</literal>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    inner = zip(("subject", "predicate", "object"), term, strict=True)
    parts = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in inner)
    return f"<triple>{parts}</triple>"


def _xml_kind(term: Literal) -> str:
    if term.language:
        return f" xml:lang={quoteattr(term.language)}"
    kind = term.datatype.value
    return "" if kind in _PLAIN_TYPES else f" datatype={quoteattr(kind)}"


def _xml_text(text: str) -> str:
    """Text of an element; characters that XML has no way to say are left as a replacement."""
    safe = escape(text, {"\r": "&#xD;"})
    if safe.isprintable() and safe.strip() == safe:
        return safe
    inner = safe.strip(_BLANKS)  # readers drop blanks at the ends, but not references to them
    before, _, after = safe.partition(inner) if inner else (safe, "", "")
    return f"{_referred(before)}{_said(inner)}{_referred(after)}"


def _referred(blanks: str) -> str:
    return "".join(f"&#x{ord(char):X};" for char in blanks)


def _said(text: str) -> str:
    return "".join(char if _in_xml(char) else "\ufffd" for char in text)


#: What XML itself calls blank.
_BLANKS = " \t\n"


def _in_xml(char: str) -> bool:
    return char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff")


def _csv_head(names: Sequence[str]) -> str:
    return f"{','.join(names)}\r\n"


def _csv_row(row: QuerySolution) -> str:
    return f"{','.join(map(_csv_cell, row))}\r\n"


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    text = str(term) if isinstance(term, BlankNode | Triple) else term.value
    if any(char in text for char in ',"\r\n'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _tsv_head(names: Sequence[str]) -> str:
    return "\t".join(f"?{name}" for name in names) + "\n"


def _tsv_row(row: QuerySolution) -> str:
    return "\t".join("" if term is None else _tsv_cell(term) for term in row) + "\n"


def _tsv_cell(term: Term) -> str:
    text = str(term)  # as in N-Triples, which escapes line ends
    return text.replace("\t", "\\t") if "\t" in text else text


def _nothing(_cut: str) -> str:
    return ""


WRITINGS = {
    JSON: Writing(_json_head, _json_rows, ",", _json_tail),
    XML: Writing(_xml_head, _xml_rows, "", _xml_tail),
    CSV: Writing(_csv_head, lambda _names: _csv_row, "", _nothing),
    TSV: Writing(_tsv_head, lambda _names: _tsv_row, "", _nothing),
}


def boolean(value: bool, kind: str) -> str:  # noqa: FBT001  # it is what was answered
    """The answer of an ASK."""
    word = "true" if value else "false"
    if kind == JSON:
        return f'{{"head":{{}},"boolean":{word}}}\n'
    if kind == XML:
        return f"{_XML_HEAD}</head><boolean>{word}</boolean></sparql>\n"
    return f"{word}\n"


def table(
    names: Sequence[str], rows: Iterator[QuerySolution], kind: str, most: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """Pieces of the table, each with why rows are missing after it, "" where none are.

    `most` are the rows and characters after which it ends.
    """
    writing = WRITINGS[kind]
    yield writing.head(names), ""
    written, (most_rows, most_text) = writing.rows(names), most
    size, cut, between = 0, "", ""
    for number, row in enumerate(rows):
        if number >= most_rows or size >= most_text:
            cut = "rows" if number >= most_rows else "bytes"
            break
        text = between + written(row)
        between = writing.between
        size += len(text)
        yield text, ""
    yield writing.tail(cut), cut

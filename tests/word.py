"""Files of Word made of the XML that a test is about."""

import zipfile
from io import BytesIO

from kg.read import docx as word
from kg.read.limits import Limits
from kg.read.parts import Grid
from kg.read.writing import written

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def types(*kinds: str) -> str:
    """What kinds of parts there are."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    named = (
        f'<Override PartName="/word/{kind}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for kind in kinds
    )
    main = f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    usual = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{space}">{usual}{main}{"".join(named)}</Types>'


def relations(**targets: str) -> str:
    """What a part names: the kind of each other part and where it is."""
    named = (
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(named)}</Relationships>'


def document(body: str) -> str:
    """The main part."""
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def part(tag: str, content: str) -> str:
    """Another part: styles, numbering, footnotes."""
    return f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


def members(body: str, **others: str) -> dict[str, str]:
    """The members of a file by name; `others` are parts by kind, without their outer element."""
    found = {
        "[Content_Types].xml": types(*others),
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in others}),
        "word/document.xml": document(body),
    }
    return found | {f"word/{kind}.xml": part(kind, text) for kind, text in others.items()}


def packed(found: dict[str, str] | dict[str, bytes]) -> bytes:
    """The members as one file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, **others: str) -> bytes:
    """A file with this body."""
    return packed(members(body, **others))


def p(text: str = "", properties: str = "", style: str = "") -> str:
    """A paragraph."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(num: int, level: int = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def level(at: int, text: str, kind: str = "decimal", start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUM = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def lists(*levels: str, nums: str = NUM) -> str:
    """The part of lists with one list."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def tc(text: str, properties: str = "", more: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{more}{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def lines(body: str, **others: str) -> list[str]:
    """The lines of the text of a file with this body, without blank ones."""
    text, _ = written(word.parts(docx(body, **others), Limits()), Limits())
    return [line for line in text.split("\n") if line.strip()]


def grids(body: str) -> list[list[list[str]]]:
    """The tables of a file with this body: rows of texts."""
    found = (part for part in word.parts(docx(body), Limits()) if isinstance(part, Grid))
    return [[[box.text for box in row] for row in grid.rows] for grid in found]

"""Which formats can be read, and which one a file is in: its content tells, its name helps."""

from dataclasses import dataclass
from importlib.util import find_spec
from shutil import which

from kg.errors import InputError
from kg.read import zips

#: How much of a file is looked at to tell its format.
HEAD = 4096

_OFFICE_PROGRAMS = ("soffice", "libreoffice")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KIN = ("xl/", "ppt/", "visio/")  # Excel, PowerPoint, Visio
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PAGE = (b"<!doctype html", b"<html", b"<!--", b"<?xml")
_MARKUP = (*_PAGE, b"<head", b"<body", b"<div", b"<table", b"<meta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: the module of `kg.read` that reads it, and the packages that it `needs`."""

    key: str
    name: str
    media_type: str
    endings: tuple[str, ...]
    reader: str
    needs: tuple[str, ...] = ()
    office: bool = False  # LibreOffice turns it into docx first

    @property
    def missing(self) -> str:
        """What is not installed that it needs, in words; empty where it can be read."""
        absent = [name for name in self.needs if find_spec(name) is None]
        if absent:
            return f"the package {absent[0]} is not installed"
        if self.office and office_program() is None:
            return "LibreOffice is not installed"
        return ""


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TXT = Format(key="txt", name="plain text", media_type="text/plain", endings=(".txt",), reader="txt")
MD = Format(key="md", name="Markdown", media_type="text/markdown", endings=(".md",), reader="md")
DOCX = Format(
    key="docx",
    name="Word",
    media_type=_WORD,
    endings=(".docx",),
    reader="docx",
    needs=("lxml",),
)
HTML = Format(
    key="html",
    name="web page",
    media_type="text/html",
    endings=(".html", ".htm", ".xhtml", ".shtml"),
    reader="html",
    needs=("selectolax",),
)
PDF = Format(
    key="pdf",
    name="PDF",
    media_type="application/pdf",
    endings=(".pdf",),
    reader="pdf",
    needs=("pypdfium2",),
)
DOC = Format(
    key="doc",
    name="Word 97 or WPS",
    media_type="application/msword",
    endings=(".doc", ".wps"),
    reader="office",
    needs=("lxml",),
    office=True,
)
RTF = Format(
    key="rtf",
    name="rich text",
    media_type="application/rtf",
    endings=(".rtf",),
    reader="office",
    needs=("lxml",),
    office=True,
)
ODT = Format(
    key="odt",
    name="OpenDocument text",
    media_type="application/vnd.oasis.opendocument.text",
    endings=(".odt",),
    reader="office",
    needs=("lxml",),
    office=True,
)

MHT = Format(
    key="mht",
    name="saved web page",
    media_type="multipart/related",
    endings=(".mht", ".mhtml"),
    reader="mht",
    needs=("selectolax",),
)

#: All formats, the plain ones first.
FORMATS = (TXT, MD, DOCX, HTML, MHT, PDF, DOC, RTF, ODT)


def office_program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((path for name in _OFFICE_PROGRAMS if (path := which(name))), None)


def endings() -> str:
    """The file endings that can be read, for messages."""
    return ", ".join(sorted(ending for one in FORMATS for ending in one.endings))


def by_ending(suffix: str) -> Format | None:
    """The format that files of this ending are in, None where it is no ending of a report."""
    return next((one for one in FORMATS if suffix.lower() in one.endings), None)


def is_plain(head: bytes) -> bool:
    """Whether a file that begins so is nothing but text."""
    return not head.startswith(_ZIP) and _signed(head) is None


def _is_mail(head: bytes) -> bool:
    """Whether it begins as a message of several parts: a page that was saved with its pictures."""
    lowered = head.lower()
    return b"mime-version:" in lowered and b"multipart/related" in lowered


def _is_markup(head: bytes, signs: tuple[bytes, ...] = _MARKUP) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(signs)


def told(data: bytes, suffix: str) -> Format:
    """The format of a file's content; its ending decides between those of plain text.

    A web page saved as .doc is a web page. InputError where it is none that can be read.
    """
    head = data[:HEAD]
    if head.startswith(_ZIP):
        return _packed(data)
    named = by_ending(suffix)
    by_content = _signed(head)
    if named is MD and by_content is HTML and not _is_markup(head, _PAGE):
        return MD  # it may begin with a table that Markdown does not know
    if by_content:
        return by_content
    if named in {TXT, MD, HTML}:
        return named
    if named is None:
        raise InputError(f"cannot read {suffix or 'this kind of file'}", hint=f"reads {endings()}")
    raise InputError(
        f"this is no {named.name} file, whatever its name says", hint=f"reads {endings()}"
    )


def _signed(head: bytes) -> Format | None:
    """The format that the first bytes of a file are a sign of."""
    signs = (
        (b"%PDF-" in head[:1024], PDF),
        (head.startswith(_OLE), DOC),
        (head.lstrip().startswith(b"{\\rtf"), RTF),
        (_is_mail(head), MHT),
        (_is_markup(head), HTML),
    )
    return next((one for holds, one in signs if holds), None)


def _packed(data: bytes) -> Format:
    with zips.opened(data) as archive:
        names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if "content.xml" in names and "mimetype" in names:
        return ODT
    # the document of a Word file may have any name; those of its kin are in folders of their own
    if "[content_types].xml" in names and not any(name.startswith(_KIN) for name in names):
        return DOCX
    raise InputError("an archive of other things", hint=f"reads {endings()}")

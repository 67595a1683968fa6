"""The parts of a file of Office Open XML: unpacked within limits, parsed without entities."""

import posixpath
import zipfile

from lxml import etree

from kg.errors import InputError
from kg.read import zips
from kg.read.docx.names import Element
from kg.read.limits import Limits

_PIECE = 1 << 18
#: Unpacked bytes from which their ratio to the packed ones is heeded.
_HEEDED = 2**20
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
#: Where the two kinds of namespaces differ in more than their beginning.
_FAMILIES = (b"wordprocessingml", b"officeDocument")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENCRYPTED = 1
_DECLARES = "a part of the file declares entities, which no word processor writes"


class Package:
    """A zip archive and the relations of its parts; InputError where it costs too much."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read what it holds."""
        self._limits = limits
        self._packed = len(data)
        self._unpacked = 0
        self._archive = zips.opened(data)
        members = self._archive.infolist()
        limits.check("members", len(members))
        self._names = {_normal(one.filename): one for one in members}

    def main(self) -> str:
        """The name of the part that is the document."""
        for kind, target in self.related(""):
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def related(self, part: str) -> list[tuple[str, str]]:
        """Kinds and names of the parts that a part names, those outside of the file left out."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found = self.tree(path)
        if found is None:
            return []
        inside = (one for one in found.iter(_RELATION) if one.get("TargetMode") != "External")
        return [
            (one.get("Type", "").rpartition("/")[2], _normal(one.get("Target", ""), folder))
            for one in inside
        ]

    def tree(self, name: str) -> Element | None:
        """The root of a part, None where there is no such part."""
        member = self._names.get(name.lower())
        return None if member is None else _parsed(self._content(member))

    def _content(self, member: zipfile.ZipInfo) -> bytes:
        if member.flag_bits & _ENCRYPTED:
            raise InputError("the file is protected by a password")
        try:
            with self._archive.open(member) as file:
                pieces = []
                while piece := file.read(_PIECE):
                    self._count(len(piece))
                    pieces.append(piece)
        except zips.BROKEN as error:
            raise InputError(zips.DAMAGED) from error
        return b"".join(pieces)

    def _count(self, size: int) -> None:
        self._unpacked += size
        self._limits.check("unpacked", self._unpacked)
        if self._unpacked > _HEEDED:
            self._limits.check("ratio", self._unpacked // self._packed)


def _normal(name: str, folder: str = "") -> str:
    """A member's name as all are compared: some programs write backslashes or other letters."""
    path = name.replace("\\", "/").lower()
    inside = path if path.startswith("/") else posixpath.join(folder.lower(), path)
    return posixpath.normpath(inside.lstrip("/") or ".")


def _parsed(data: bytes) -> Element:
    """The root element: nothing is fetched, no entity resolved, and none may be declared."""
    if b"<!DOCTYPE" in data[:_PIECE]:
        raise InputError(_DECLARES)
    if _STRICT in data[:_PIECE]:
        for family in _FAMILIES:
            data = data.replace(_STRICT + family, _USUAL + family)
        data = data.replace(b"/wordprocessingml/main", b"/wordprocessingml/2006/main")
        data = data.replace(b"/officeDocument/math", b"/officeDocument/2006/math")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        said = "nested too deep" if "depth" in str(error) else "no whole XML"
        raise InputError(f"the file is damaged: a part of it is {said}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(_DECLARES)
    return root

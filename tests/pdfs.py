"""PDF files for tests: written by hand, printed by a browser, or made by LibreOffice."""

import hashlib
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.read.formats import office_program

CHROMIUM = shutil.which("chromium")
WIDTH, HEIGHT = 595, 842  # A4
_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")

_SONG = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
    "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW 1000"
    "/W[1 95 500 814 939 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
    "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    ">>]>>"
)
_HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


@dataclass
class Sheet:
    """What is drawn on a page: words and lines, downwards from its top, in points."""

    drawn: list[str] = field(default_factory=list)
    rotate: int = 0
    size: tuple[int, int] = (WIDTH, HEIGHT)

    def text(
        self, x: float, y: float, words: str, size: float = 12, *, latin: bool = False
    ) -> None:
        """Words that begin at x and stand on y."""
        font, coded = ("F2", words.encode("cp1252")) if latin else ("F1", words.encode("utf-16-be"))
        at = f"1 0 0 1 {x} {self.size[1] - y} Tm"
        self.drawn.append(f"BT /{font} {size} Tf {at} <{coded.hex()}> Tj ET")

    def lines(self, x: float, y: float, lines: Iterable[str], leading: float = 20) -> None:
        """Lines below each other."""
        for number, words in enumerate(lines):
            if words:
                self.text(x, y + number * leading, words)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruled line."""
        top = self.size[1]
        self.drawn.append(f"0.5 w {x0} {top - y0} m {x1} {top - y1} l S")

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All lines of a table."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    def picture(self) -> None:
        """A picture all over the page."""
        self.drawn.append(
            f"q {self.size[0]} 0 0 {self.size[1]} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
        )


def pdf(
    sheets: Sequence[Sheet], *, song: str = _SONG, password: str | None = None, more: str = ""
) -> bytes:
    """A PDF with these pages; `more` stands in the entry of each page."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(),
        song.encode("latin-1"),
        _HELVETICA.encode(),
    ]
    key = _key(password) if password is not None else b""
    for number, sheet in enumerate(sheets):
        fonts = "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
        box = f"/MediaBox[0 0 {sheet.size[0]} {sheet.size[1]}]/Rotate {sheet.rotate}"
        content = 6 + 2 * number
        page = f"<</Type/Page/Parent 2 0 R{box}{fonts}/Contents {content} 0 R{more}>>"
        objects.append(page.encode("latin-1"))
        packed = zlib.compress("\n".join(sheet.drawn).encode("latin-1"))
        stream = _rc4(_object_key(key, content), packed) if key else packed
        head = f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode()
        objects.append(head + stream + b"\nendstream")
    return written(objects, _encryption(password) if password is not None else "")


def written(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


# -- the oldest encryption of PDF, which needs no package ------------------------------------------


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _owner(password: str) -> bytes:
    padded = (password.encode() + _PAD)[:32]
    return _rc4(_md5((b"owner" + _PAD)[:32])[:5], padded)


def _key(password: str) -> bytes:
    padded = (password.encode() + _PAD)[:32]
    return _md5(padded + _owner(password) + (-4).to_bytes(4, "little", signed=True) + b"0" * 16)[:5]


def _object_key(key: bytes, number: int) -> bytes:
    return _md5(key + number.to_bytes(3, "little") + b"\0\0")[:10]


def _encryption(password: str) -> str:
    user = _rc4(_key(password), _PAD)
    mark = (b"0" * 16).hex()
    owner = _owner(password)
    coded = f"/Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{user.hex()}>/P -4"
    return f"/Encrypt<<{coded}>>/ID[<{mark}><{mark}>]"


# -- other programs --------------------------------------------------------------------------------


def printed(pages: Iterable[str]) -> list[bytes]:
    """Web pages as a browser prints them, with a header and page numbers."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    small = '<div style="font-size:9px;width:100%;text-align:center">{}</div>'
    number = '第<span class="pageNumber"></span>页 共<span class="totalPages"></span>页'
    made = []
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for content in pages:
            page.set_content(content)
            printed_one = page.pdf(
                prefer_css_page_size=True,
                display_header_footer=True,
                header_template=small.format("政府公报"),
                footer_template=small.format(number),
            )
            made.append(printed_one)
        browser.close()
    return made


def exported(documents: Sequence[bytes], folder: Path) -> list[bytes]:
    """Word files as LibreOffice exports them."""
    named = [folder / f"{number}.docx" for number in range(len(documents))]
    for path, content in zip(named, documents, strict=True):
        path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            str(office_program()),
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            *named,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return [path.with_suffix(".pdf").read_bytes() for path in named]

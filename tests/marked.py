"""Reports for tests of extraction, with their names marked: [E 九富农机]获评[H 省绿色工厂]。

A letter is a type; `name=text` gives the canonical name: [P 南华跨境电商产业园项目=南华].
"""

import re
from dataclasses import dataclass

from kg.lexicon import actions, structure
from kg.model import Area, Document, Mention, MentionType, Source, Span, Text
from kg.settings import Settings
from kg.structure import document

RULES = actions.load(Settings().lexicon)
STAGES = actions.load_stages(Settings().lexicon)
HOME = Area(name="吴江区", level="county", code="320509", path=("江苏省", "苏州市", "吴江区"))

_STRUCTURE = structure.load(Settings().lexicon)
_MARK = re.compile(r"\[([AEOPIHL]) (?:([^\]=]+)=)?([^\]]+)\]")
_TYPES = {
    "A": MentionType.AREA,
    "E": MentionType.ENTERPRISE,
    "O": MentionType.ORGANISATION,
    "P": MentionType.PROJECT,
    "I": MentionType.INDICATOR,
    "H": MentionType.HONOUR,
    "L": MentionType.POLICY,
}
_REVIEW, _PLAN = "一、2024年工作回顾\n", "二、2025年工作安排\n"


@dataclass(frozen=True, slots=True)
class Marked:
    """A document and its mentions."""

    document: Document
    mentions: tuple[Mention, ...]


def report(review: str = "", plan: str = "") -> Marked:
    """A report that looks back on 2024 and ahead to 2025."""
    return marked(f"吴江区2024年政府工作报告\n{_REVIEW}{review}\n{_PLAN}{plan}\n")


def marked(written: str) -> Marked:
    """A text without its marks, and the mentions that they say."""
    pieces: list[str] = []
    mentions: list[Mention] = []
    at = size = 0
    for match in _MARK.finditer(written):
        letter, name, words = match.groups()
        pieces += (written[at : match.start()], words)
        start = size + match.start() - at
        size, at = start + len(words), match.end()
        kind = _TYPES[letter]
        area = Area(name=name or words, level="township") if kind is MentionType.AREA else None
        mentions.append(
            Mention(
                span=Span(start, size),
                type=kind,
                text=words,
                name=name or words,
                rule="marked",
                area=area,
            )
        )
    text = "".join(pieces) + written[at:]
    source = Source(
        id="marked", name="marked.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64
    )
    return Marked(document(Text(source=source, text=text), _STRUCTURE), tuple(mentions))

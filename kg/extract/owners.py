"""Whose an amount is that is told before a name: 总投资8亿元的P, 投资3亿元建设的P."""

import re

from kg.lexicon.statements import Patterns
from kg.model import Mention, MentionType, Span
from kg.text.statements import Stated

_JOINING = "、和及与"


class OwnerReader:
    """The words of one lexicon between an amount and whose it is, compiled once."""

    def __init__(self, rules: Patterns) -> None:
        """Compile."""
        self._owned = re.compile(rules.owned)
        self._generic = frozenset(rules.generic)

    def owned(self, flat: str, stated: Stated, mentions: tuple[Mention, ...]) -> Stated:
        """The statement with the project that its amount is an attribute of, if it is of one."""
        link = self._owned.match(flat, stated.value.end) if stated.name in self._generic else None
        projects = {m.span.start: m for m in mentions if m.type is MentionType.PROJECT}
        owner = projects.get(link.end()) if link else None
        if owner is None or _is_one_of_several(flat, owner.span, projects):
            return stated
        cues = tuple(cue for cue in stated.cues if not cue.overlaps(owner.span))
        return stated._replace(subject=owner.text, cues=(*cues, owner.span))


def _is_one_of_several(flat: str, owner: Span, projects: dict[int, Mention]) -> bool:
    """Whether a further project shares the amount: 投资2亿元的A、B."""
    return flat[owner.end : owner.end + 1] in _JOINING and owner.end + 1 in projects

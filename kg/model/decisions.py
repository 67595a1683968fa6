"""What people decided about names, outside of any build."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.enums import MentionType


class Judgement(StrEnum):
    """What a decision says of its names."""

    SAME = "same"
    NOT_SAME = "not-same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That names are one thing, or are not; who said so, when and why.

    `name` is what the one thing shall be called (empty where the decision leaves it open), `line`
    where the decision begins in its file.
    """

    judgement: Judgement
    type: MentionType
    names: tuple[str, ...]
    name: str
    who: str
    when: str
    why: str
    line: int

    @property
    def words(self) -> str:
        """The decision in one line.

        >>> Decision(judgement=Judgement.SAME, type=MentionType.AREA, names=("江村", "开弦弓村"),
        ...          name="开弦弓村", who="", when="", why="", line=1).words
        'same area: 江村 = 开弦弓村 -> 开弦弓村'
        """
        joint = " = " if self.judgement is Judgement.SAME else " ≠ "
        called = f" -> {self.name}" if self.name else ""
        return f"{self.judgement} {self.type}: {joint.join(self.names)}{called}"

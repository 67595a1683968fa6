"""What short names stand for, where the report itself says the full one."""

from collections.abc import Iterable, Iterator, Sequence

from kg.model import Mention, MentionType

_SUFFIXED = frozenset({MentionType.ORGANISATION, MentionType.PROJECT})
_PHASE, _SHORTEST = 2, 5


def in_full(mentions: Iterable[Mention], forms: Sequence[str]) -> tuple[Mention, ...]:
    """Give every short name its full one.

    A company is called by what stands before its legal form (奥博生物 of 奥博生物公司), an
    organisation or project by the end of its name (汾湖智算中心 of 中国移动汾湖智算中心), a phase
    by its number alone after the project (二期). Where two full names fit, the text stands.
    """
    found = tuple(mentions)
    companies = _names(found, {MentionType.ENTERPRISE})
    others = {kind: _names(found, {kind}) for kind in _SUFFIXED}
    done = []
    before: Mention | None = None
    for mention in found:
        full = mention.name
        if mention.rule == "phase" and before:
            full = _phase(before.name, mention.text)
        elif mention.type is MentionType.ENTERPRISE:
            full = _only((n for n in companies if _legal(n, mention.text, forms)), full)
        elif mention.type in _SUFFIXED and len(mention.text) >= _SHORTEST:
            longer = (n for n in others[mention.type] if n != full and n.endswith(full))
            full = _only(longer, full)
        done.append(mention if full == mention.name else mention._replace(name=full))
        before = done[-1] if mention.type is MentionType.PROJECT else before
    return tuple(done)


def _names(mentions: Iterable[Mention], kinds: set[MentionType]) -> tuple[str, ...]:
    return tuple(sorted({mention.name for mention in mentions if mention.type in kinds}))


def _legal(name: str, short: str, forms: Sequence[str]) -> bool:
    return name.startswith(short) and name[len(short) :] in forms


def _only(names: Iterator[str], text: str) -> str:
    candidates = tuple(names)
    return candidates[0] if len(candidates) == 1 else text


def _phase(project: str, phase: str) -> str:
    """A project's other phase.

    >>> _phase("东湖大厦一期", "二期")
    '东湖大厦二期'
    """
    base = project[:-_PHASE] if project.endswith("期") else project
    return base + phase

"""What short names stand for, where the report itself says the full one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    companies = _by_form(_names(found, MentionType.ENTERPRISE), forms)
    others = {kind: _by_ending(_names(found, kind)) for kind in _SUFFIXED}
    done = []
    before: Mention | None = None
    for mention in found:
        full = mention.name
        if mention.rule == "phase" and before:
            full = _phase(before.name, mention.text)
        elif mention.type is MentionType.ENTERPRISE:
            full = _only(companies.get(mention.text, ()), full)
        elif mention.type in _SUFFIXED and len(mention.text) >= _SHORTEST:
            full = _only(others[mention.type].get(full, ()), full)
        done.append(mention if full == mention.name else mention._replace(name=full))
        before = done[-1] if mention.type is MentionType.PROJECT else before
    return tuple(done)


def _names(mentions: Iterable[Mention], kind: MentionType) -> tuple[str, ...]:
    return tuple(sorted({mention.name for mention in mentions if mention.type is kind}))


def _by_form(names: Iterable[str], forms: Sequence[str]) -> Mapping[str, list[str]]:
    """Names of companies by what stands before their legal form.

    >>> dict(_by_form(["奥博生物公司"], ["公司", "集团"]))
    {'奥博生物': ['奥博生物公司']}
    """
    found = defaultdict(list)
    for name in names:
        for form in forms:
            if name.endswith(form):
                found[name.removesuffix(form)].append(name)
    return found


def _by_ending(names: Iterable[str]) -> Mapping[str, list[str]]:
    """Names by each of their ends that may be a short name.

    >>> dict(_by_ending(["汾湖智算中心"]))
    {'湖智算中心': ['汾湖智算中心']}
    """
    found = defaultdict(list)
    for name in names:
        for start in range(1, len(name) - _SHORTEST + 1):
            found[name[start:]].append(name)
    return found


def _only(names: Sequence[str], text: str) -> str:
    return names[0] if len(names) == 1 else text


def _phase(project: str, phase: str) -> str:
    """A project's other phase.

    >>> _phase("东湖大厦一期", "二期")
    '东湖大厦二期'
    """
    base = project[:-_PHASE] if project.endswith("期") else project
    return base + phase

"""What one name of a list says for those before it: 通苏嘉甬、北沿江高铁 are two 高铁."""

import re
from collections.abc import Callable, Iterator, Mapping

from kg.model import Mention, MentionType, Reading

_BETWEEN = re.compile(r"、|[和与及]|以及")
_SO_ON = re.compile(r"(?:[、和与及][一-鿿]{2,6}?){0,3}等(?:\d+条|[一二两三四五六七八九十]+条)?")


def shared(
    reading: Reading, head: re.Pattern[str], headless: Callable[[str], bool]
) -> Mapping[str, str]:
    """The names of projects that lack a head, with the one that their list gives them."""
    found: dict[str, str] = {}
    for listed in _lists(reading):
        behind = said = _behind(reading.document.text, listed[-1], head)
        for one in reversed(listed):
            bare = headless(one.name)
            if bare and said:
                found[one.name] = one.name + said
            elif not bare:
                # a name that tells what is built says it for those right before it
                said = _at_the_end(one.name, head) or behind
    return found


def _lists(reading: Reading) -> Iterator[list[Mention]]:
    """Projects that are named one after another with nothing but a mark or 和 between."""
    named = (one for one in reading.mentions if one.type is MentionType.PROJECT)
    listed: list[Mention] = []
    for one in sorted(named, key=lambda mention: mention.span):
        between = reading.document.text[listed[-1].span.end : one.span.start] if listed else ""
        if listed and not _BETWEEN.fullmatch("".join(between.split())):
            yield listed
            listed = []
        listed.append(one)
    if listed:
        yield listed


def _behind(text: str, last: Mention, head: re.Pattern[str]) -> str:
    """The head behind a list and 等, which holds for all of it."""
    so_on = _SO_ON.match(text, last.span.end)
    said = head.match(text, so_on.end()) if so_on else None
    return said.group() if said else ""


def _at_the_end(name: str, head: re.Pattern[str]) -> str:
    """The head that a name of more than that ends with."""
    ends = [found for found in head.finditer(name) if found.end() == len(name)]
    return ends[0].group() if ends and ends[0].start() else ""

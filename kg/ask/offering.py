"""The nearest questions, as they could be asked: each is understood before it is offered."""

import re
from collections.abc import Iterator, Mapping

from kg.ask.choosing import Choice
from kg.ask.names import Names
from kg.ask.saying import spoken
from kg.ask.understanding import Understood, understand
from kg.search import THINGS

_MOST, _TRIED = 3, 8
_OPEN = re.compile(r"\[([^\[\]]*)\]")
_NEEDED = re.compile(r"\{(\w+)\}")


def offers(said: Understood, names: Names) -> tuple[str, ...]:
    """Up to three questions near to one that was not understood."""
    found: list[str] = []
    more = () if said.problem == "parted" else _usual(names, said)
    for choice in (*said.near, *more)[:_TRIED]:
        text = _asked(choice, said, names)
        if text and text not in found and _holds(text, choice, names):
            found.append(text)
        if len(found) == _MOST:
            break
    return tuple(found)


def offered(
    question: str, given: Mapping[str, str], said: Understood, names: Names
) -> Iterator[str]:
    """A question as it could be asked, if it is understood as what it is."""
    choice = Choice(asking=names.lexicon.question(question), given=given)
    text = _asked(choice, said, names)
    if text and _holds(text, choice, names):
        yield text


def _holds(text: str, choice: Choice, names: Names) -> bool:
    return understand(text, names).question == choice.asking.name


def _usual(names: Names, said: Understood) -> Iterator[Choice]:
    """The questions in their order, for texts that are near to none."""
    near = {choice.asking.name for choice in said.near}
    for asking in names.lexicon.questions:
        if asking.name not in near:
            yield Choice(asking=asking, given={})


def _asked(choice: Choice, said: Understood, names: Names) -> str:
    """A question with what is known put in; empty where something is missing."""
    language = said.language
    words = choice.asking.ask.in_language(language)
    given = spoken(choice.given, names.lexicon, language)
    words = _OPEN.sub(lambda part: part[1] if _full(part[1], given) else "", words)
    for parameter in _NEEDED.findall(words):
        value = given.get(parameter) or _example(choice, parameter, said, names)
        if not value:
            return ""
        given[parameter] = value
    return words.format(**given)


def _full(words: str, given: dict[str, str]) -> bool:
    return all(given.get(parameter) for parameter in _NEEDED.findall(words))


def _example(choice: Choice, parameter: str, said: Understood, names: Names) -> str:
    """A name like the words that nobody knew, else the one that reports name most."""
    kinds = [kind for kind in choice.asking.takes.get(parameter, ()) if kind in THINGS]
    for words in (one for one in said.unknown if len(one) > 1):
        for alike in names.index.alike(words, kinds, 1) if kinds else ():
            return alike.hit.name
    return next((hit.name for kind in kinds for hit in names.index.top(kind)), "")

"""What is said of a question: how it was understood, or why it was not."""

from collections.abc import Callable, Iterator, Mapping

from kg.ask.names import Names
from kg.ask.understanding import MOST, Understood
from kg.lexicon.asking import Lexicon

#: Kinds whose own names are shown where a question has another one.
_EXPLAINED = 12


def line(said: Understood, title: str, lexicon: Lexicon, called: Callable[[str, str], str]) -> str:
    """How a question was understood, in one line; `called` says what a code is called."""
    language = said.language
    given = "".join(
        lexicon.reply(
            "given", language, label=lexicon.label(key, language), value=called(value, language)
        )
        for key, value in (*said.given.items(), *said.beside)
    )
    told = lexicon.reply("understood", language, title=title, question=said.question, given=given)
    unused = (*said.unknown, *said.unused)
    if unused:
        told += lexicon.reply("leftover", language, words=quoted(unused, lexicon, language))
    return told


def notes(said: Understood, lexicon: Lexicon) -> Iterator[str]:
    """What is to be known of the reading: names by other names, words left out, open times."""
    language = said.language
    for one in said.taken[:_EXPLAINED]:
        if one.kind != "period" and one.text.casefold() != one.name.casefold():
            label = lexicon.label(one.kind, language)
            yield lexicon.reply("taken", language, text=one.text, label=label, name=one.name)
    for words, key, home in said.resolved:
        when = period(key, lexicon, language) or key
        yield lexicon.reply("resolved", language, text=words, period=when, area=home)
    for words in said.relative:
        yield lexicon.reply("relative", language, text=words)
    for words in said.passed:
        yield lexicon.reply("passed", language, text=words)


def problem(said: Understood, names: Names) -> str:
    """Why a question was not understood, in one sentence."""
    lexicon, language = names.lexicon, said.language
    if said.problem == "long":
        return lexicon.reply("long", language, most=MOST)
    if said.problem == "unknown":
        return lexicon.reply("unknown", language, words=quoted(said.unknown, lexicon, language))
    if said.problem == "several":
        text, meant = said.several
        listed = lexicon.reply("list", language).join(meant)
        return lexicon.reply("several", language, text=text, names=listed)
    if said.problem == "lacks" and said.lacking:
        labels = (lexicon.label(one, language) for one in said.lacking)
        listed = lexicon.reply("list", language).join(labels)
        return lexicon.reply("missing", language, labels=listed)
    return lexicon.reply(said.problem, language)


def quoted(words: tuple[str, ...], lexicon: Lexicon, language: str) -> str:
    """Words in quotation marks, one after the other."""
    marked = (lexicon.reply("quoted", language, text=one) for one in words)
    return lexicon.reply("list", language).join(marked)


def period(key: str, lexicon: Lexicon, language: str) -> str:
    """A period as a question would say it; empty where none would."""
    first, _, rest = key.partition("/" if "/" in key else "-")
    form = "years" if "/" in key else rest or "year"
    if form not in lexicon.replies or not first.isdigit():
        return ""
    return lexicon.reply(form, language, first=first, last=rest)


def spoken(given: Mapping[str, str], lexicon: Lexicon, language: str) -> dict[str, str]:
    """Parameters as a question would say them."""
    return {
        key: period(value, lexicon, language) if key == "period" else value
        for key, value in given.items()
    }

"""What is said of the rows of an answer: what they were chosen and ordered by, and what is not."""

from collections.abc import Iterator

from kg.ask.cutting import Cut
from kg.ask.rows import column
from kg.ask.saying import period, quoted
from kg.ask.understanding import Understood
from kg.lexicon.asking import Lexicon

#: The signal of how much or how many is asked for.
_COUNTING = "value"


def chosen(found: Cut, said: Understood, lexicon: Lexicon) -> Iterator[str]:
    """What rows were chosen and ordered by, to be put behind the line that says the reading."""
    language = said.language
    for signal in dict.fromkeys(found.only):
        yield lexicon.reply("only", language, text=lexicon.label(signal, language))
    counted = lexicon.question(said.question).counts
    if counted and _COUNTING in said.signals and found.rows.rows:
        count = len(set(zip(*(column(found.rows, name) for name in counted), strict=True)))
        yield lexicon.reply("count", language, count=count)
    reached = dict(said.values).get("outcome_period")
    if reached:
        yield lexicon.reply("reached", language, text=period(reached, lexicon, language) or reached)
    if found.order and not found.order.apart:
        if found.order.within:
            yield lexicon.reply(
                "within",
                language,
                text=period(found.order.within, lexicon, language) or found.order.within,
            )
        yield lexicon.reply(dict(said.values)["order"], language)


def limits(found: Cut, said: Understood, lexicon: Lexicon) -> Iterator[str]:
    """What the rows cannot tell of what was asked."""
    language = said.language
    if found.missing:
        yield lexicon.reply("missed", language, words=quoted(found.missing, lexicon, language))
    for signal in dict.fromkeys(found.lost):
        yield lexicon.reply("lost", language, text=lexicon.label(signal, language))
    if found.unordered:
        yield lexicon.reply("unordered", language)
    if found.order and found.order.apart:
        yield lexicon.reply("apart", language)
    if found.order and found.order.alone:
        yield lexicon.reply("alone", language, text=found.order.alone)

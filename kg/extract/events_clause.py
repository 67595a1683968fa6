"""One clause: its action words, and who did what by the construction of each."""

from collections.abc import Iterator, Sequence

from kg.extract.clauses import Masked
from kg.extract.events_act import Acts
from kg.extract.events_change import Changes
from kg.extract.events_names import Member, Phrases
from kg.extract.events_receipt import Receipts
from kg.extract.events_scene import ACTORS, GOING_ON, SUPPORT, Said, Scene, Spot, Statement
from kg.extract.events_subjects import Subjects
from kg.extract.events_words import ActionWords, Word
from kg.lexicon.actions import Actions, Construction
from kg.model import Span

#: So near before another action word a word belongs to it: 支持…开办.
_NEAR = 6


class ClauseReader:
    """The constructions of one lexicon."""

    def __init__(self, rules: Actions) -> None:
        """Compile."""
        phrases = Phrases(rules)
        self.words = ActionWords(rules)
        self.subjects = Subjects(rules, phrases)
        self._acts = Acts(rules, phrases, self.subjects)
        self._readings = {
            Construction.RECEIVE: Receipts(rules, phrases, self.words, self.subjects).read,
            Construction.ACT: self._acts.read,
            Construction.BECOME: Changes(self.words, self.subjects).read,
        }

    def read(
        self, mask: Masked, clause: Span, words: Sequence[Word], scene: Scene
    ) -> Iterator[Statement]:
        """What a clause says, action word by action word; `words` are those of the clause."""
        read, lead = clause.start, None
        actors: tuple[Member, ...] = ()
        for index, word in enumerate(words):
            if word.span.start < read:
                continue
            then = words[index + 1] if index + 1 < len(words) else None
            spot = Spot(word, read, clause.end, then, lead, actors)
            said = self._said(mask, spot, scene)
            if said:
                yield from said.statements
                actors, lead, read = _next_actors(said.statements) or actors, None, said.end
                scene = scene._replace(built=built(said.statements) or scene.built)
            elif word.builds(Construction.ACT) and _leads(mask, word, spot.following):
                lead = lead or word
            else:
                lead = None

    def _said(self, mask: Masked, spot: Spot, scene: Scene) -> Said | None:
        constructions = spot.word.cls.constructions
        if Construction.RECEIVE not in constructions:
            said = self._acts.done_by(mask, spot, scene)
            if said and said.statements:
                return said
        for construction in constructions:
            said = self._readings[construction](mask, spot, scene)
            if said and said.statements:
                return said
        return None


def _leads(mask: Masked, word: Word, following: int) -> bool:
    """Whether a word acts through the next one: 推动…开办, 支持 A、B 创建."""
    near = following - word.span.end <= _NEAR
    return near or (word.cls.kind == SUPPORT and mask.holds(word.span.end, following))


def built(statements: tuple[Statement, ...]) -> tuple[Member, ...]:
    """What something happened to that nobody is said to have done."""
    happened = (one.object for one in statements if one.actor is None)
    return tuple(m for m in happened if m.thing.type in GOING_ON or not m.sign)


def _next_actors(statements: tuple[Statement, ...]) -> tuple[Member, ...]:
    """Who acts in what follows: those who acted, or those whom they support."""
    supported = tuple(
        one.object for one in statements if one.kind == SUPPORT and one.object.thing.type in ACTORS
    )
    named = (one.actor for one in statements if one.actor)
    return supported or tuple(dict.fromkeys(named))

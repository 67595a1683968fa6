"""The characters that the network knows."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.tag.learned.features import UNKNOWN, normal

#: A rarer character is learnt as the unknown one.
_LEAST = 3
_FIRST = 2  # after padding and the unknown character


class Vocabulary:
    """Numbers of characters; digits, Latin letters and spaces are one each."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        self._number = {one: number for number, one in enumerate(characters, _FIRST)}

    def __len__(self) -> int:
        return len(self.characters) + _FIRST

    def numbers(self, words: str) -> list[int]:
        """The number of each character."""
        return [self._number.get(normal(one), UNKNOWN) for one in words]


def vocabulary(words: Iterable[str]) -> Vocabulary:
    """The characters of texts and names that occur often enough."""
    counts = Counter(normal(one) for text in words for one in text)
    return Vocabulary(sorted(one for one, count in counts.items() if count >= _LEAST))

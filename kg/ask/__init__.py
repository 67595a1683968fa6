"""Questions in words: understood as a named question with parameters, or not at all.

A text is cut into names, times, cues and idle words; it is understood where nothing is left
and one question fits clearly better than all others.
"""

from kg.ask.answering import Answer, answer
from kg.ask.data import plain
from kg.ask.graph import Asked
from kg.ask.names import Names
from kg.ask.understanding import MOST, Understood, understand

__all__ = ["MOST", "Answer", "Asked", "Names", "Understood", "answer", "plain", "understand"]

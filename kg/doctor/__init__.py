"""doctor: what is installed, what can be read, whether the data load, how a graph folder is.

Each check gives rows of what was found and how to mend it, as keys of words and values for them.
What is slow to load is loaded by the check that needs it, side by side with the others.
"""

from kg.doctor.checks import Check, State
from kg.doctor.examining import examine

__all__ = ["Check", "State", "examine"]

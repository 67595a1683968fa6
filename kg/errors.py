"""What can go wrong, as a tree.

Raise where *we* cannot go on; return a `Finding` where the *data* is wrong.

    KgError
    ├─ InputError       a source that cannot be read, or holds no report
    ├─ LexiconError     a lexicon file that is wrong; `where` is file, line and key
    ├─ CuratedError     a file of decisions that is wrong, or decisions that contradict one another
    ├─ OntologyError    plan.ttl or a shape that is broken, or a term that it does not define
    ├─ ModelError       a trained model that is missing, damaged or of another version
    ├─ StoreError       a graph folder that is missing, damaged or held by another
    ├─ EndpointError    a store of others that cannot be reached, or refuses
    ├─ DumpError        a dump that is damaged, out of order or of another version
    ├─ RegistryError    a list of retired IRIs that is wrong
    └─ QueryError       an unknown question, or a parameter that does not fit
"""


class KgError(Exception):
    """A failure with the place where it stands and how to mend it."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        """Keep message, place (file, key, parameter) and hint apart, for one clear line."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """One line: where, what, how to mend."""
        place = f"{self.where}: " if self.where else ""
        mend = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{mend}"


class InputError(KgError):
    """A source that cannot be read, or that holds no report."""


class LexiconError(KgError):
    """A lexicon file that is wrong."""


class CuratedError(KgError):
    """A file of decisions that is wrong, or whose decisions contradict one another."""


class OntologyError(KgError):
    """The ontology or a shape is broken, or a term is not defined there."""


class StoreError(KgError):
    """A graph folder that is missing or damaged."""


class EndpointError(KgError):
    """A store of others that cannot be reached, or refuses what it is asked."""


class DumpError(KgError):
    """A dump that is damaged, out of order or of another version."""


class RegistryError(KgError):
    """A list of retired IRIs that is wrong."""


class QueryError(KgError):
    """An unknown question, or a parameter that does not fit."""


class EngineError(KgError):
    """What a build shall run on is missing, cannot be reached or broke down."""


class ModelError(KgError):
    """The trained name model is missing, damaged or made for another version of the code."""


def reason(error: BaseException) -> str:
    """Why something failed, in words alone: without the number that a system has for it.

    >>> reason(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'No such file or directory'
    >>> reason(ValueError("no number"))
    'no number'
    """
    return (isinstance(error, OSError) and error.strerror) or str(error)

"""curated: decisions by people about names, read from a file beside the sources.

They win over all rules. `read` checks each of them, `Decided` checks them against one another and
answers what a name is called; nothing depends on the order in which they stand.
"""

from kg.curated.decided import Decided, decided
from kg.curated.reading import NAME, beside, read

__all__ = ["NAME", "Decided", "beside", "decided", "read"]

"""The frozen values that the stages hand on. Imports nothing of kg.

Offsets are Unicode code points into the text of the source as it stands, end exclusive.
"""

from kg.model.agreement import (
    Agreed,
    Agreement,
    Figure,
    Fulfilled,
    Fulfilment,
    Reason,
)
from kg.model.decisions import Decision, Judgement
from kg.model.documents import (
    Block,
    Cell,
    Document,
    Section,
    Source,
    Table,
    Text,
)
from kg.model.enums import (
    BlockKind,
    Bound,
    Measure,
    MentionType,
    Modality,
    Severity,
    Stage,
    Stance,
    Status,
)
from kg.model.spans import (
    Period,
    Span,
)
from kg.model.statements import (
    Area,
    Contribution,
    Event,
    Evidence,
    Finding,
    Mention,
    Number,
    Observation,
    Project,
    Quantity,
    Reading,
    Rows,
    Thing,
)

__all__ = [
    "Agreed",
    "Agreement",
    "Area",
    "Block",
    "BlockKind",
    "Bound",
    "Cell",
    "Contribution",
    "Decision",
    "Document",
    "Event",
    "Evidence",
    "Figure",
    "Finding",
    "Fulfilled",
    "Fulfilment",
    "Judgement",
    "Measure",
    "Mention",
    "MentionType",
    "Modality",
    "Number",
    "Observation",
    "Period",
    "Project",
    "Quantity",
    "Reading",
    "Reason",
    "Rows",
    "Section",
    "Severity",
    "Source",
    "Span",
    "Stage",
    "Stance",
    "Status",
    "Table",
    "Text",
    "Thing",
]

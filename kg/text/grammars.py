"""The grammars of one lexicon, compiled once for all documents."""

from dataclasses import dataclass

from kg.lexicon.observations import TableRules
from kg.lexicon.quantities import QuantityRules
from kg.lexicon.statements import StatementRules
from kg.text.columns import Columns
from kg.text.qualitative import QualitativeGrammar
from kg.text.quantities import Grammar
from kg.text.statements import StatementGrammar


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammars:
    """What reads quantities, statements, qualitative values and table columns."""

    quantities: Grammar
    statements: StatementGrammar
    words: QualitativeGrammar
    columns: Columns

    @classmethod
    def of(
        cls, quantities: QuantityRules, statements: StatementRules, tables: TableRules
    ) -> "Grammars":
        """Compile the rules."""
        grammar = Grammar(quantities)
        stated = StatementGrammar(statements, grammar)
        return cls(
            quantities=grammar,
            statements=stated,
            words=QualitativeGrammar(statements, stated.phrases),
            columns=Columns(tables),
        )

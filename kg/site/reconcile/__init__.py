"""Names matched against the graph by OpenRefine and others: the Reconciliation Service API 0.2."""

from kg.site.reconcile.routes import respond

__all__ = ["respond"]

"""Named questions, search and evidence for programs: JSON, tables as CSV, an OpenAPI document.

Whatever goes wrong is said as a problem (RFC 9457).
"""

from kg.site.api.routes import respond

__all__ = ["respond"]

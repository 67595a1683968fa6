"""An answer as plain data, for programs and assistants."""

from kg.ask.answering import Answer
from kg.model import Rows
from kg.render import json_value


def plain(answer: Answer, limit: int, offset: int = 0) -> dict[str, object]:
    """What is answered, with `limit` of its rows after the first `offset`."""
    said, rows = answer.said, answer.rows or Rows(columns=(), rows=())
    following = offset + limit
    return {
        "text": said.text,
        "understood": answer.line,
        "question": said.question or None,
        "parameters": dict(said.given),
        "beside": [{"kind": kind, "name": name} for kind, name in said.beside],
        "confidence": said.confidence,
        "problem": said.problem or None,
        "notes": list(answer.notes),
        "taken": [{"text": t.text, "kind": t.kind, "name": t.name} for t in said.taken],
        "unknown": list(said.unknown),
        "offers": list(answer.offers),
        "total": len(rows.rows),
        "offset": offset,
        "next_offset": following if following < len(rows.rows) else None,
        "columns": list(rows.columns),
        "rows": [
            dict(zip(rows.columns, map(json_value, row), strict=True))
            for row in rows.rows[offset:following]
        ],
        "sparql": answer.sparql or None,
        "bindings": dict(answer.bindings),
    }

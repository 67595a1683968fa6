"""Area mentions: divisions, zones, regions, villages and single letters, longest first."""

from kg.lexicon.areas import Areas, code_of
from kg.model import Area, Document, Mention, MentionType, Span
from kg.tag import divisions, letters, villages, zones
from kg.tag.area_context import Place, in_longer_name, longest_first
from kg.tag.candidates import CERTAIN
from kg.tag.certain import certain


def mentions(document: Document, home: Area | None, areas: Areas) -> tuple[Mention, ...]:
    """All areas that a document names, not yet linked; `home` is its own place where known."""
    text, code = document.text, code_of(home)
    divided = divisions.places(text, code, areas)
    found = (
        *divided,
        *villages.places(text, divided, areas),
        *zones.places(text, divided, code, areas),
        *(p for p in letters.places(text, code, areas) if not in_longer_name(text, p, areas)),
    )
    return tuple(
        _mention(text, place, areas) for place in certain(text, longest_first(found), areas)
    )


def _mention(text: str, place: Place, areas: Areas) -> Mention:
    written = text[place.start : place.end]
    full = {areas.divisions.names[code] for code in place.codes}
    return Mention(
        span=Span(place.start, place.end),
        type=MentionType.AREA,
        text=written,
        name=full.pop() if len(full) == 1 else place.name,
        rule=place.rule if place.rule.startswith(CERTAIN) else f"area-{place.rule}",
    )

"""Words by which a report speaks of its own place: 我区, 全市, 全省."""

from kg.lexicon.areas import Areas
from kg.model import Area


def higher_areas(home: Area, areas: Areas) -> dict[str, Area]:
    """Self words that mean another place than a report's own, with that place: 全市 in a district.

    >>> from kg.settings import Settings
    >>> from kg.lexicon.areas import load
    >>> areas = load(Settings().lexicon)
    >>> higher_areas(areas.named("苏州市吴江区")[0], areas)["全市"].name
    '苏州市'
    """
    words = [word for listed in areas.selves.self for word in listed.words]
    meant = {word: self_area(word, home, areas) for word in words}
    return {word: area for word, area in meant.items() if area and area != home}


def self_area(word: str, home: Area, areas: Areas) -> Area | None:
    """The division that a self word means in a report of `home`; None where it means none.

    >>> from kg.settings import Settings
    >>> from kg.lexicon.areas import load
    >>> areas = load(Settings().lexicon)
    >>> home = areas.named("苏州市吴江区")[0]
    >>> [a.name for w in ("我区", "全市", "全省") if (a := self_area(w, home, areas))]
    ['吴江区', '苏州市', '江苏省']
    """
    if word in areas.selves.own.words:
        return home
    if home.code is None:
        return None
    endings = next((s.endings for s in areas.selves.self if word in s.words), ())
    for code in reversed(areas.divisions.chain(home.code)):
        if areas.divisions.names[code].endswith(endings or ("",)):
            return areas.area(code) if endings else None
    return None

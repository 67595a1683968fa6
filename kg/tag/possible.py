"""Words that may be a name, for the trained model to judge: no rule takes them by themselves."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import ahocorasick_rs as ac

from kg.lexicon.areas import Areas, code_of
from kg.lexicon.gazetteer import Form, gazetteer
from kg.model import Area, Document, MentionType, Span
from kg.tag.area_context import closed, is_open
from kg.tag.candidates import UNLIKELY, Candidate, candidate


def areas_possible(document: Document, home: Area | None, areas: Areas) -> Iterator[Candidate]:
    """Every place where the gazetteer's names stand, but where no area can be."""
    skip = closed(document.text, areas)
    for found in gazetteer(areas, code_of(home)).find(document.text):
        if found.form < Form.HIDDEN and is_open(found.start, found.end, skip):
            rule = f"possible-{found.form.name.lower()}"
            span = Span(found.start, found.end)
            yield candidate(document.text, span, MentionType.AREA, rule, UNLIKELY)


def companies_possible(
    companies: Sequence[str],
) -> Callable[[Document, Area | None], Iterable[Candidate]]:
    """The tagger that finds the names of listed companies, many of which are common words too."""
    automaton = ac.AhoCorasick(companies, matchkind=ac.MatchKind.LeftmostLongest)

    def find(document: Document, _home: Area | None) -> Iterator[Candidate]:
        for _, start, end in automaton.find_matches_as_indexes(document.text):
            span = Span(start, end)
            kind = MentionType.ENTERPRISE
            yield candidate(document.text, span, kind, "possible-company", UNLIKELY)

    return find

"""What some tests need that does not come with the project: what is missing, how to get it."""

import pytest

from kg.read.formats import office_program
from tests.readings import SHARED

CORPUS = SHARED / "corpus"
GOLD = SHARED / "gold"
CHECKS = SHARED / "conformance"
_ASK = "it is not published, ask the maintainers for it and lay it beside the checkout"

NO_REPORTS = f"needs the real reports, ../shared/corpus and corpus-more: {_ASK}"
NO_GOLD = f"needs the annotated reports with their scorer, ../shared/corpus and gold: {_ASK}"
NO_CHECKS = f"needs the checks that others wrote, ../shared/conformance: {_ASK}"
NO_JAVA = "needs java: apt install default-jre-headless"
NO_OFFICE = "needs LibreOffice: apt install --no-install-recommends libreoffice-writer-nogui"
NO_NPM = "needs npm: apt install npm"

reports = pytest.mark.skipif(not any(CORPUS.glob("*.txt")), reason=NO_REPORTS)
gold = pytest.mark.skipif(
    not (any(CORPUS.glob("*.txt")) and (GOLD / "score.py").is_file()), reason=NO_GOLD
)
office = pytest.mark.skipif(office_program() is None, reason=NO_OFFICE)

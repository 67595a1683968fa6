"""Real reports as web pages: the same observations as their text, the places, the speed.

python benchmarks/pages.py ../shared/corpus [CODEC [WHAT THE PAGE SAYS]]
"""

import gc
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from pathlib import Path

from lxml import html as lxml_html

sys.path.insert(0, str(Path(__file__).parents[1]))

from kg import read
from kg.model import Observation, Text
from kg.pipeline.reading import Reader
from kg.read import html
from kg.read.limits import Limits
from kg.read.writing import written
from kg.settings import Settings
from tests.pages import page_of

LIMITS = Limits()


def main(corpus: Path, codec: str = "utf-8", said: str = "") -> None:
    reader = Reader(Settings())
    pages = []
    for path in sorted(corpus.glob("*.txt")):
        plain = read.text(path)
        pages.append(page_of(plain.text, codec, said))
        file = Path(tempfile.mkdtemp()) / f"{path.stem}.html"
        file.write_bytes(pages[-1])
        text = read.text(file)
        known = Counter(map(key, reader.text(plain).observations))
        found = reader.text(text).observations
        same = (known & Counter(map(key, found))).total()
        right = places(text, found, pages[-1].decode(codec))
        print(
            f"{path.stem}: {same} of {known.total()} the same, {len(found)} found; {right} placed"
        )
    print(f"{speed(pages):.0f} reports a second and core")


def key(one: Observation) -> tuple[object, ...]:
    return (
        *(one.subject, one.indicator, one.area, one.period, one.status),
        *(one.measure, one.quantity, one.basis, one.text),
    )


def places(text: Text, found: tuple[Observation, ...], page: str) -> int:
    """How many places lead to the paragraph or the row that another parser finds there."""
    body = lxml_html.fromstring(page.partition("<body>")[2]).get_element_by_id("zoom")
    paragraphs = [one for one in body if one.tag == "p"]
    tables = [one for one in body if one.tag == "table"]
    starts = [one.span.start for one in text.places]
    right = 0
    for one in found:
        span = one.evidence.span
        place = text.places[bisect_right(starts, span.start) - 1].place
        words = "".join(span.of(text.text).split()[:1])[:6]
        if place.table:
            row = tables[place.table - 1].findall(".//tr")[(place.row or 1) - 1]
        else:
            row = paragraphs[(place.paragraph or 1) - 1]
        right += words in "".join("".join(row.itertext()).split())
    return right


def speed(pages: list[bytes], times: int = 5) -> float:
    for page in pages:
        written(html.parts(page, LIMITS), LIMITS)
    gc.freeze()  # the models of other stages are not in the process that reads pages
    started = time.process_time()
    for page in pages * times:
        written(html.parts(page, LIMITS), LIMITS)
    return times * len(pages) / (time.process_time() - started)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

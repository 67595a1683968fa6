"""The whole training: `python -m training --shared ../shared --out model/names.npz`.

The encoder reads the reports without gold. Reports with gold are left out four at a time: what is
printed, and what the resolver learns from, is measured on reports that neither encoder nor tagger
has seen. The tagger that is kept learns from all annotations.
"""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from kg import read
from kg.model import Mention, MentionType
from kg.pipeline.reading import Reader
from kg.settings import Settings
from kg.tag.candidates import Candidate
from kg.tag.learned import weights
from kg.tag.learned.features import shown
from kg.tag.learned.propose import judged
from training import corpus, judge
from training.corpus import Sentence
from training.export import arrays
from training.fit import Course, fitted
from training.network import Encoder
from training.pretrain import pretrained
from training.say import say
from training.vocabulary import Vocabulary, vocabulary

HIDDEN = 96
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules make of a report."""

    candidates: tuple[Candidate, ...]
    resolved: tuple[Mention, ...]


class Training:
    """Everything that does not depend on what is left out."""

    def __init__(self, shared: Path, cache: Path) -> None:
        self.cache = cache
        self.texts = corpus.texts(shared)
        self.annotations = corpus.annotations(shared)
        self.ruled = _ruled(shared, {a.document for a in self.annotations})
        self.seen = {
            name: shown(self.texts[name], one.candidates, one.resolved)
            for name, one in self.ruled.items()
        }
        lexicon = Settings().lexicon
        self.gazetteers = {
            MentionType.AREA: _column(lexicon / "areas.tsv"),
            MentionType.ENTERPRISE: _column(lexicon / "companies.tsv"),
        }
        words = [*self.texts.values(), *(n for ns in self.gazetteers.values() for n in ns)]
        self.vocabulary = vocabulary(words)

    @property
    def gold(self) -> list[str]:
        """The reports with gold."""
        return sorted({a.document for a in self.annotations if a.gold})

    def encoder(self) -> Encoder:
        """An encoder that has read the reports without gold; kept in the cache."""
        path = self.cache / "encoder.pt"
        encoder = Encoder(len(self.vocabulary), 0, HIDDEN, 0.2)
        if path.is_file():
            encoder.load_state_dict(torch.load(path))
            return encoder
        gold = self.gold
        used = {name: text for name, text in self.texts.items() if name not in gold}
        encoder = pretrained(used, self.vocabulary, HIDDEN)
        torch.save(encoder.state_dict(), path)
        return encoder

    def fitted(self, encoder: Encoder, without: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The weights learnt from all annotations but those of some reports."""
        sentences: list[Sentence] = []
        for one in self.annotations:
            if one.document not in without:
                sentences.extend(corpus.sentences(self.texts[one.document], one))
        say(f"{len(sentences)} sentences, {sum(len(s.names) for s in sentences)} names")
        course = Course(self.texts, self.seen, sentences, self.gazetteers)
        return arrays(fitted(course, encoder, self.vocabulary, HIDDEN))

    def rulings(self, model: weights.Model, documents: Sequence[str]) -> list[judge.Ruling]:
        """What is possible and right in the gold of left-out reports."""
        found = []
        for annotation in self.annotations:
            if annotation.document in documents and annotation.gold:
                name = annotation.document
                possible = judged(
                    model, self.texts[name], self.ruled[name].candidates, self.ruled[name].resolved
                )
                right = frozenset(
                    (n.span.start, n.span.end, n.type.value) for n in annotation.names
                )
                inside = judge.within(possible, annotation.ranges)
                found.append(judge.Ruling(name, inside, right))
        return found


def _ruled(shared: Path, names: set[str]) -> dict[str, Ruled]:
    reader = Reader(Settings(model=None))
    found = {}
    for folder in corpus.FOLDERS:
        for path in sorted((shared / folder).glob("*.txt")):
            if path.stem in names:
                candidates, resolved = reader.proposed(read.text(path))
                found[path.stem] = Ruled(candidates, resolved)
    return found


def _column(path: Path) -> list[str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [row[1] for row in rows if row[0].isdecimal()]


def main() -> None:
    """Train, measure on left-out reports, write the model and its figures."""
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of reports and gold")
    parser.add_argument("--out", type=Path, required=True, help="the model, names.npz")
    parser.add_argument("--cache", type=Path, default=Path("build/training"), help="of encoders")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    options.cache.mkdir(parents=True, exist_ok=True)
    training = Training(options.shared, options.cache)
    encoder = training.encoder()
    rulings = _left_out(training, encoder)
    learnt = judge.weights(rulings)
    least = judge.threshold(rulings, learnt)
    figures = _figures(rulings)
    say("all reports")
    final = training.fitted(encoder, ())
    options.out.parent.mkdir(parents=True, exist_ok=True)
    weights.save(options.out, final, _meta(training.vocabulary, learnt, least))
    written = json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True)
    options.out.with_suffix(".json").write_text(written + "\n", encoding="utf-8")
    say(f"{options.out} written")


def _left_out(training: Training, encoder: Encoder) -> list[judge.Ruling]:
    rulings: list[judge.Ruling] = []
    gold = training.gold
    for first in range(0, len(gold), _AT_ONCE):
        without = gold[first : first + _AT_ONCE]
        say(f"left out: {', '.join(without)}")
        kept = training.cache / f"fold-{first}.npz"
        if not kept.is_file():
            weights.save(kept, training.fitted(encoder, without), _meta(training.vocabulary, {}, 0))
        rulings.extend(training.rulings(weights.load(kept), without))
    return rulings


def _figures(rulings: Sequence[judge.Ruling]) -> dict[str, object]:
    """F1 by type of the whole tagger; the resolver too is learnt without the report measured."""
    by_document: dict[str, object] = {}
    total: dict[str, list[int]] = {}
    errors = []
    for one in rulings:
        others = [other for other in rulings if other is not one]
        learnt = judge.weights(others)
        least = judge.threshold(others, learnt)
        counts = judge.count([one], learnt, least)
        by_document[one.document] = {name: round(judge.f1(c), 3) for name, c in counts.items()}
        say(f"{one.document}: {by_document[one.document]}")
        errors.append((judge.calibration_error([one], learnt, least), counts["all"][1]))
        for name, c in counts.items():
            total[name] = [a + b for a, b in zip(total.get(name, [0, 0, 0]), c, strict=True)]
    overall = {name: round(judge.f1((c[0], c[1], c[2])), 3) for name, c in total.items()}
    say(f"left-out reports: {overall}")
    given = sum(count for _, count in errors)
    error = sum(error * count for error, count in errors) / given
    return {"documents": by_document, "all": overall, "calibration_error": round(error, 4)}


def _meta(known: Vocabulary, learnt: Mapping[str, float], least: float) -> dict[str, object]:
    return {"characters": list(known.characters), "judge": learnt, "threshold": least}


if __name__ == "__main__":
    main()

"""Commands, questions and findings are documented."""

import argparse
import re
from pathlib import Path

from kg import query
from kg.cli.arguments import parser
from kg.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_command_is_in_the_readme() -> None:
    (to,) = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    assert [name for name in to.choices if f"`kg {name} " not in README] == []


def test_each_question_is_in_the_readme() -> None:
    names = [one.name for one in query.questions(Settings().queries)]
    assert [name for name in names if f"`{name}`" not in README] == []


def test_links_between_documents_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"

"""Decisions: one page each, listed, and naming what enforces it."""

import re
from pathlib import Path

import pytest

from repository.tree import ROOT

FOLDER = ROOT / "docs/decisions"
INDEX = FOLDER / "README.md"
LINES_OF_A_PAGE = 80
PAGES = [page for page in sorted(FOLDER.glob("*.md")) if page != INDEX]
NAMED = re.compile(r"`([A-Za-z0-9_.-]+/[A-Za-z0-9_./-]*)`")


def test_every_page_is_listed_in_one_line() -> None:
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", INDEX.read_text(), flags=re.MULTILINE)
    assert listed == sorted(listed)
    assert set(listed) == {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_what_enforces_it(page: Path) -> None:
    enforced = re.findall(
        r"^(?:\*\*Enforced by\*\* |## What enforces it\n)(.+?)(?:\n\n|\Z)",
        page.read_text(),
        flags=re.MULTILINE | re.DOTALL,
    )
    assert len(enforced) == 1
    assert not [name for name in NAMED.findall(enforced[0]) if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_is_one_page(page: Path) -> None:
    assert page.read_text().count("\n") < LINES_OF_A_PAGE

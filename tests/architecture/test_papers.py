"""What the papers name is there: whoever reads them finds it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs/glossary.md",
    *sorted((ROOT / "docs/decisions").glob("*.md")),
]
NAMED = re.compile(r"(?<![\w./])((?:bot|handlers|tests|locales|docs)/[\w./-]*\w)(?![\w/<*])")


def missing(text: str) -> list[str]:
    """Paths of the program that a text names and that there are not."""
    return [one for one in NAMED.findall(text) if not (ROOT / one).exists()]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_path_that_is_named_exists(paper: Path) -> None:
    assert missing(paper.read_text(encoding="utf-8")) == []


def test_a_path_that_is_gone_is_seen() -> None:
    assert missing("as `bot/desk/room.py` and `bot/app` do") == ["bot/desk/room.py"]


@pytest.mark.parametrize("paper", PAPERS[2:], ids=lambda path: path.name)
def test_a_decision_has_a_status_and_a_date(paper: Path) -> None:
    assert re.search(
        r"^\*\*Status\.\*\* .*\d{4}-\d\d-\d\d", paper.read_text(encoding="utf-8"), re.M
    )

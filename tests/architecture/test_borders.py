"""What is read of the database is read once, where it enters."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_clock_is_read_with_its_row_and_nowhere_else() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("bot", "handlers")
        for path in (ROOT / folder).rglob("*.py")
        if "Clock.from_json(" in path.read_text(encoding="utf-8")
    }
    assert readers == {"bot/requests/tables.py"}

"""Plain-text content: one example a line, and the lexicon's two columns."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.collect import Collector
from bot.content.problems import Problem


def read_lines(collector: Collector, path: Path) -> list[tuple[int, str]]:
    """Return the numbered lines of a text file, without comments (`#`) and empty ones."""
    try:
        text = collector.raw(path).decode()
    except (OSError, UnicodeDecodeError):
        message = "файл не вдалося прочитати. Збережіть його як UTF-8."
        collector.problems.append(Problem(collector.name(path), 1, 1, message))
        return []
    numbered = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [(number, line) for number, line in numbered if line and not line.startswith("#")]


def text_files(collector: Collector, subfolder: str) -> Iterator[tuple[Path, list[str]]]:
    """Yield every .txt of a subfolder with its lines."""
    for path in collector.files(subfolder, ".txt"):
        yield path, [line for _, line in read_lines(collector, path)]


def read_lexicon(collector: Collector, path: Path) -> dict[str, str]:
    """Return Russian or surzhyk beginnings of words with their Ukrainian replacement."""
    lexicon: dict[str, str] = {}
    for number, line in read_lines(collector, path):
        prefix, tab, replacement = line.partition("\t")
        if not tab or not prefix.strip() or not replacement.strip():
            message = "потрібні два слова, а між ними табуляція."
        elif prefix in lexicon:
            message = f"«{prefix}» вже є вище. Залиште один рядок."
        else:
            lexicon[prefix.strip()] = replacement.strip()
            continue
        collector.problems.append(Problem(collector.name(path), number, 1, message))
    return lexicon

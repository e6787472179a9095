"""Checks the lists of words of all languages."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.languages.word_lists import Row, read_lists, read_rows


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong (`errors`) and what only wants a look (`remarks`), as `file:line:column: …`."""

    errors: tuple[str, ...]
    remarks: tuple[str, ...]


def check_word_lists(folder: Path, *, models: Sequence[str]) -> Checked:
    """Look at every list of every language.

    `models` are languages that lack nothing: a list that none of them has is a slip, one that all
    of them have is wanted of every language.
    """
    names = {path.name for path in folder.glob("*/*.txt")}
    held = {name: [set(read_lists(folder / one / name)) for one in models] for name in names}
    errors = [
        problem
        for path in sorted(folder.glob("*/*.txt"))
        for problem in _problems(path, set.union(*held[path.name]))
    ]
    remarks = [
        f"{path.parent / name}:1:1: немає списку «{one}». "
        f"Впишіть його слова цією мовою, як у {models[0]}/{name}."
        for path in sorted(folder.glob("*/LC_MESSAGES"))
        for name in sorted(names)
        for one in sorted(set.intersection(*held[name]) - read_lists(path.parent / name).keys())
    ]
    return Checked(tuple(errors), tuple(remarks))


def _problems(path: Path, known: Collection[str]) -> Iterator[str]:
    try:
        rows = list(read_rows(path))
    except (OSError, UnicodeDecodeError):
        yield f"{path}:1:1: файл не вдалося прочитати. Збережіть його як UTF-8."
        return
    lines: dict[str, int] = {}
    words: dict[str, int] = {}
    for row in rows:
        if not isinstance(row, Row):
            yield (
                f"{path}:{row}:1: рядок не зрозумілий. Пишіть так: назва: слово, слово. "
                "Продовження списку починають із пробілу."
            )
            continue
        if row.name:
            yield from _wrong_name(path, row, lines, known)
            lines.setdefault(row.name, row.number)
            words = {}
        yield from _repeated(path, row, words)
    empty = set(lines) - {name for name, held in read_lists(path).items() if held}
    yield from (
        f"{path}:{lines[name]}:1: список «{name}» порожній. Впишіть слова або приберіть його."
        for name in sorted(empty)
    )


def _wrong_name(
    path: Path, row: Row, lines: dict[str, int], known: Collection[str]
) -> Iterator[str]:
    if row.name in lines:
        yield (
            f"{path}:{row.number}:1: список «{row.name}» уже є в рядку {lines[row.name]}. "
            "Залиште один."
        )
    elif row.name not in known:
        yield f"{path}:{row.number}:1: списку «{row.name}» програма не читає. Перевірте назву."


def _repeated(path: Path, row: Row, words: dict[str, int]) -> Iterator[str]:
    for word in row.words:
        if word in words:
            yield (
                f"{path}:{row.number}:1: «{word}» уже є в цьому списку, у рядку {words[word]}. "
                "Залиште одне."
            )
        words.setdefault(word, row.number)

"""Why a change of the content was not made, in an editor's words."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.editing.history import Record
from bot.content.problems import Problem


class EditError(Exception):
    """The change was not made; its text says what to do."""


class MissingEntryError(EditError):
    """There is no such entry, or no such change."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Запису «{name}» вже немає: його прибрали. Поверніться до списку.")


class UnreadableError(MissingEntryError):
    """A file can't be read, and what is asked for may stand in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = " ".join(map(str, problems))
        EditError.__init__(
            self,
            f"Файл зараз не читається, тому змінити звідси не можна. {told} Бот тим часом "
            "відповідає, як до цієї помилки. Виправте файл і відкрийте цю сторінку ще раз.",
        )


class ChangedMeanwhileError(EditError):
    """Somebody else changed it first; `now` is the entry as it is, where it is one."""

    def __init__(self, now: Any = None) -> None:
        super().__init__(
            "Поки ви писали, це змінив хтось інший. Ваше не записано: подивіться, що там тепер, і "
            "внесіть своє ще раз."
        )
        self.now = now


class LaterChangeError(ChangedMeanwhileError):
    """What is to be taken back was changed once more after it, by `later` or by hand (None)."""

    def __init__(self, later: Record | None) -> None:
        self.later = later
        first = (
            f"Пізніше те саме змінили ще раз. Спершу поверніть № {later.number}, тоді цю."
            if later is not None
            else "Пізніше те саме змінили в самому файлі. Відкрийте запис і впишіть потрібне там."
        )
        EditError.__init__(self, f"Цю зміну поки не повернути. {first}")
        self.now = None


class UnsoundError(EditError):
    """The result would be an error for `mistok check`."""

    def __init__(self, problems: Sequence[Problem], texts: Mapping[str, str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(_said(one, texts) for one in problems))


def _said(problem: Problem, texts: Mapping[str, str]) -> str:
    """The message with the line it is about, of a file that was to be written."""
    for file, text in texts.items():
        lines = text.splitlines()
        if problem.file.endswith(f"/{file}") and problem.line <= len(lines):
            return f"«{lines[problem.line - 1].strip()[:120]}»: {problem.message}"
    return str(problem)

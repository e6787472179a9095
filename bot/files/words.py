"""A file as a person reads it: its size, and its line where it can't be shown."""

from collections.abc import Callable

from bot.engine.model import FileLink, Message
from bot.engine.texts import N_

KILOBYTES = N_("%(n)s KB")
MEGABYTES = N_("%(n)s MB")
STEP = 1024


def size_in_words(size: int, translate: Callable[[str], str], *, lang: str) -> str:
    """Whole kilobytes, from one megabyte on with a tenth: «340 КБ», «2,3 МБ»."""
    if size < STEP * STEP - STEP // 2:
        return translate(KILOBYTES) % {"n": max(1, round(size / STEP))}
    number = f"{size / STEP / STEP:.1f}".removesuffix(".0")
    return translate(MEGABYTES) % {"n": number.replace(".", ",") if lang == "uk" else number}


def file_line(file: FileLink, translate: Callable[[str], str], *, lang: str) -> str:
    """The file as a line of text: its name, its size, the address that opens it."""
    line = f"{file.name} ({size_in_words(file.size, translate, lang=lang)})"
    return f"{line}: {file.url}" if file.url else line


def caption_of(message: Message) -> str:
    """The message's text; not when it only repeats the file's name."""
    return "" if message.file and message.text.strip() == message.file.name else message.text

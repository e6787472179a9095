"""A file as a person reads it: its size, and its line where it can't be shown."""

from collections.abc import Callable

from bot.engine.model import FileLink, Message
from bot.engine.texts import N_
from bot.engine.wording import decimal
from bot.files.kinds import ACTIVE, DETACHED, EMBEDDED, FORMULAS, LOCKED, REMOTE, SIGNED

KILOBYTES = N_("%(n)s KB")
MEGABYTES = N_("%(n)s MB")
STEP = 1024
# What a librarian is told of a file before they open it.
RISKS = {
    REMOTE: N_(
        "When opened, it fetches something from the internet: open it in protected view and allow "
        "nothing."
    ),
    EMBEDDED: N_("There is another file or program inside: don’t open what is inside."),
    ACTIVE: N_("When opened, it may do something by itself: look at it in a browser."),
    FORMULAS: N_("Some cells begin as formulas and may run: open it as plain text."),
    LOCKED: N_(
        "Part of it is locked and was not checked: ask the reader if you did not expect it."
    ),
    SIGNED: N_(
        "A document with an electronic signature: open it and check the signature at "
        "czo.gov.ua/verify."
    ),
    DETACHED: N_(
        "An electronic signature without its document: ask the reader for the document too, then "
        "check both at czo.gov.ua/verify."
    ),
}
# What a reader is told who sends one.
SIGNED_FILE = N_("This file has an electronic signature: the librarian gets it as it is.")
NOT_SCANNED = N_("not scanned for viruses")
SCANNED = N_("no viruses found")


def size_in_words(size: int, translate: Callable[[str], str], *, lang: str) -> str:
    """Whole kilobytes, from one megabyte on with a tenth: «340 КБ», «2,3 МБ»."""
    if size < STEP * STEP - STEP // 2:
        return translate(KILOBYTES) % {"n": max(1, round(size / STEP))}
    return translate(MEGABYTES) % {"n": decimal(size / STEP / STEP, lang)}


def file_line(file: FileLink, translate: Callable[[str], str], *, lang: str) -> str:
    """The file as a line of text: its name, its size, the address that opens it."""
    line = f"{file.name} ({size_in_words(file.size, translate, lang=lang)})"
    return f"{line}: {file.url}" if file.url else line


def caption_of(message: Message) -> str:
    """The message's words in full, for a channel that can't fold its details."""
    return "\n\n".join(filter(None, (lead_of(message), message.details)))


def lead_of(message: Message) -> str:
    """The message's text with what goes on with it; not when it only repeats the file's name."""
    repeats = message.file and message.text.strip() == message.file.name
    return "\n\n".join(filter(None, ("" if repeats else message.text, message.more)))

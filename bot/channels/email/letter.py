"""A message as a letter: plain text, in the reader's language, with nothing to load."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr

from bot.engine.model import Message

SUBJECT_LETTERS = 120


def letter_of(message: Message, *, sender: str, name: str, to: str, now: datetime) -> EmailMessage:
    """The letter. What is sent once more after a crash has the same Message-ID.

    Args:
        message: its title is the subject.
        sender: our address; `name` stands before it.
        to: whose it is.
        now: aware.
    """
    letter = EmailMessage()
    letter["From"] = formataddr((name, sender))
    letter["To"] = to
    letter["Subject"] = _line(message.title or message.text)[:SUBJECT_LETTERS]
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{_mark(message, to)}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["Content-Language"] = message.lang
    letter.set_content(_text(message))
    return letter


def _text(message: Message) -> str:
    links = [f"{key.label}: {key.url}" for row in message.rows for key in row if key.url]
    return "\n\n".join(filter(None, (message.text, message.more, message.details, *links))) + "\n"


def _line(text: str) -> str:
    """One line: a header has no more."""
    return " ".join(text.split())


def _mark(message: Message, to: str) -> str:
    return hashlib.sha256(f"{to}\0{message.title}\0{message.text}".encode()).hexdigest()[:32]

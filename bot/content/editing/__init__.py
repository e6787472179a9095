"""The one writer of content files: an entry changes, every other byte stays."""

from bot.content.editing.document import Document, NotEditableError
from bot.content.editing.errors import (
    ChangedMeanwhileError,
    EditError,
    MissingEntryError,
    UnreadableError,
    UnsoundError,
)
from bot.content.editing.history import COMMAND, Record
from bot.content.editing.writer import Entry, FileChange, Writer

__all__ = [
    "COMMAND",
    "ChangedMeanwhileError",
    "Document",
    "EditError",
    "Entry",
    "FileChange",
    "MissingEntryError",
    "NotEditableError",
    "Record",
    "UnreadableError",
    "UnsoundError",
    "Writer",
]

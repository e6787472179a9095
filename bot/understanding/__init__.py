"""Understanding: from what a person typed to what they mean, by words and by likeness."""

from bot.understanding.budget import Budget, SpentError
from bot.understanding.danger import DangerFinder, DangerPatterns, DangerWords, find_danger
from bot.understanding.follow_up import follow_up
from bot.understanding.index.index import Index, build_index
from bot.understanding.index.prepared_file import (
    load_index,
    prepared_index,
    save_index,
)
from bot.understanding.model import (
    Corpus,
    CorpusEntry,
    Hit,
    Meaning,
    PlaceFinder,
    PlacesFound,
    Settlement,
)
from bot.understanding.packed_file import UnusableFileError
from bot.understanding.understanding import Look, Steps, Understanding

__all__ = [
    "Budget",
    "Corpus",
    "CorpusEntry",
    "DangerFinder",
    "DangerPatterns",
    "DangerWords",
    "Hit",
    "Index",
    "Look",
    "Meaning",
    "PlaceFinder",
    "PlacesFound",
    "Settlement",
    "SpentError",
    "Steps",
    "Understanding",
    "UnusableFileError",
    "build_index",
    "find_danger",
    "follow_up",
    "load_index",
    "prepared_index",
    "save_index",
]
